import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react';
import Link from 'next/link';
import { ToneBadge } from '#app/_components/tone-badge.tsx';
import { VerdictFrame } from '#app/_components/verdict-frame.tsx';
import { blendInWords, blendLines } from '#app/_lib/blend-words.ts';
import { usedBecause } from '#app/_lib/issued-words.ts';
import { verdictStamp } from '#app/_lib/verdict-words.ts';
import type { LeakCheck } from '#forecasting/run-result.ts';
import { type ForecastPart, namingOf } from './forecast-part.ts';
import { LiveSkill } from './live-skill.tsx';
import styles from './used-card.module.css';

/** Which forecaster is used, and why. */
export function UsedCard(part: ForecastPart) {
  const { run, view, result, seriesResult } = part;
  if (!seriesResult) {
    return (
      <VerdictFrame tone="tie" label="Why this forecaster" className={styles.row}>
        <p className={styles.words}>
          The run that tested these forecasters has been removed; its forecast stays.
        </p>
      </VerdictFrame>
    );
  }
  const naming = namingOf(part);
  const { recommended } = view.forecast;
  const { verdict, leaderboard } = seriesResult;
  const { tone, word } = verdictStamp(verdict, recommended, naming);
  const own = leaderboard.find(({ kind }) => kind === recommended)?.scores;
  const { used, because } = usedBecause(recommended, verdict, { ...naming, own });
  const blend = recommended === 'blend' && result ? blendLines(result) : null;
  return (
    <VerdictFrame tone={tone} label="Why this forecaster" className={styles.row}>
      <ToneBadge tone={tone}>{word}</ToneBadge>
      <p className={styles.words}>
        <b>{used}</b> {because} {blend && `It is made of ${blendInWords(blend, naming)}.`}{' '}
        <LiveSkill seriesId={view.seriesId} />{' '}
        <Link className="textLink" href={`/runs/${run.modelRunId ?? run.id}/compare?series=${view.seriesId}`}>
          Compare
        </Link>
      </p>
      {result?.leakCheck && <LeakBadge check={result.leakCheck} />}
    </VerdictFrame>
  );
}

function LeakBadge({ check }: { readonly check: LeakCheck }) {
  return check.passed ? (
    <ToneBadge tone="win" icon={<IconShieldCheck size={13} stroke={2} aria-hidden />}>
      No leak found
    </ToneBadge>
  ) : (
    <ToneBadge tone="fail" icon={<IconAlertTriangle size={13} stroke={2} aria-hidden />}>
      The future leaks
    </ToneBadge>
  );
}
