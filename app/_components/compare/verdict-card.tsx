import { IconAlertTriangle, IconDice5, IconRepeat, IconRoute, IconShieldCheck } from '@tabler/icons-react';
import { MetricLabel } from '#app/_components/metric-label.tsx';
import { SkillBar } from '#app/_components/skill-bar.tsx';
import { VerdictFrame, VerdictHead } from '#app/_components/verdict-frame.tsx';
import { forecasterName, type NamingContext } from '#app/_lib/forecaster-names.ts';
import { firstSentence, type ResultCheck, verdictStamp } from '#app/_lib/verdict-words.ts';
import { metricInfo } from '#forecasting/evaluation/metrics/metric-info.ts';
import type { ForecasterKind } from '#forecasting/forecaster-kind.ts';
import type { Verdict } from '#forecasting/run-result.ts';
import { SkillAxis } from './skill-axis.tsx';
import styles from './verdict-card.module.css';

interface VerdictCardProps {
  readonly verdict: Verdict;
  /** What the run says to use. */
  readonly recommended: ForecasterKind;
  readonly naming: NamingContext;
  readonly checks: readonly ResultCheck[];
  /** Half the length of the skill axis. */
  readonly limit: number;
}

/** The sentence that the run ends in, its interval as a picture, and what was checked about it. */
export function VerdictCard({ verdict, recommended, naming, checks, limit }: VerdictCardProps) {
  const { tone, word } = verdictStamp(verdict, recommended, naming);
  const [say, rest] = firstSentence(verdict.sentence);
  return (
    <VerdictFrame tone={tone} label="Verdict">
      <VerdictHead
        stamp={word}
        say={say}
        aside={
          verdict.best && (
            <div className={styles.skill}>
              <div className={styles.caption}>
                <MetricLabel
                  label={`${forecasterName(verdict.best)}, skill against the best naive`}
                  definition={metricInfo.skill.definition}
                />
              </div>
              <SkillBar
                kind={verdict.best}
                skill={verdict.skill}
                interval={verdict.interval}
                width={232}
                limit={limit}
              />
              <SkillAxis width={232} limit={limit} />
            </div>
          )
        }
      >
        {capital(rest)}
      </VerdictHead>
      <div className={styles.checks}>
        {checks.map((check) => (
          <Check key={check.title} check={check} />
        ))}
      </div>
    </VerdictFrame>
  );
}

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

const icons = {
  leak: IconShieldCheck,
  echo: IconRepeat,
  seeds: IconDice5,
  origins: IconRoute,
};

function Check({ check }: { readonly check: ResultCheck }) {
  const Icon = check.tone === 'fail' ? IconAlertTriangle : icons[check.kind];
  return (
    <div className={`${styles.check} ${styles[check.tone] ?? ''}`}>
      <Icon className={styles.icon} size={16} stroke={1.75} aria-hidden />
      <div>
        <b>
          {check.definition ? <MetricLabel label={check.title} definition={check.definition} /> : check.title}
        </b>
        {check.text !== '' && <p>{check.text}</p>}
      </div>
    </div>
  );
}
