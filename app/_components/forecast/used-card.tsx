import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react';
import Link from 'next/link';
import { ToneBadge } from '#app/_components/tone-badge.tsx';
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
      <section className={styles.card} aria-label="Why this forecaster">
        <p className={styles.words}>
          The run that tested these forecasters has been removed; its forecast stays.
        </p>
      </section>
    );
  }
  const { tone, word } = verdictStamp(seriesResult.verdict);
  const { used, because } = usedBecause(view.forecast.recommended, seriesResult.verdict, namingOf(part));
  return (
    <section className={`${styles.card} ${styles[tone] ?? ''}`} aria-label="Why this forecaster">
      <ToneBadge tone={tone}>{word}</ToneBadge>
      <p className={styles.words}>
        <b>{used}</b> {because} <LiveSkill seriesId={view.seriesId} />{' '}
        <Link className="textLink" href={`/runs/${run.modelRunId ?? run.id}/compare?series=${view.seriesId}`}>
          Compare
        </Link>
      </p>
      {result?.leakCheck && <LeakBadge check={result.leakCheck} />}
    </section>
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
