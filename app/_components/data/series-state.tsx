'use client';

import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import Link from 'next/link';
import { ToneBadge } from '#app/_components/tone-badge.tsx';
import { VerdictBadge } from '#app/_components/verdict-badge.tsx';
import { forecasterName } from '#app/_lib/forecaster-names.ts';
import { formatSkillWithInterval } from '#app/_lib/format-number.ts';
import type { Verdict } from '#forecasting/run-result.ts';
import type { LastRun, SeriesRow } from '#server/api-types.ts';
import { hasManyGaps } from './needs-attention.ts';
import styles from './series-state.module.css';

/** What the last run said about a series, or what it waits for. */
export function SeriesState({ row }: { readonly row: SeriesRow }) {
  const { lastRun } = row;
  if (lastRun) {
    return (
      <span className={styles.state}>
        <RunState lastRun={lastRun} />
      </span>
    );
  }
  return (
    <span className={styles.state}>
      <Button component={Link} href={`/series/${row.id}/run`} variant="default" size="compact-sm">
        New run
      </Button>
      {hasManyGaps(row) && (
        <span className={styles.why}>{((100 * row.missing) / row.rows).toFixed(0)} % missing</span>
      )}
    </span>
  );
}

function RunState({ lastRun }: { readonly lastRun: LastRun }) {
  const { id, state, verdict } = lastRun;
  if (state === 'failed') {
    return (
      <Link href={`/runs/${id}`}>
        <ToneBadge tone="fail" icon={<IconAlertTriangle size={13} stroke={2.1} aria-hidden />}>
          Last run failed
        </ToneBadge>
      </Link>
    );
  }
  if (state === 'queued' || state === 'running') {
    return (
      <Link href={`/runs/${id}`}>
        <ToneBadge tone="plain">{state === 'queued' ? 'Waiting' : 'Running'}</ToneBadge>
      </Link>
    );
  }
  if (!verdict) {
    return (
      <Link href={`/runs/${id}`}>
        <ToneBadge tone="plain">{state === 'canceled' ? 'Canceled' : 'Forecast, no verdict'}</ToneBadge>
      </Link>
    );
  }
  return (
    <Link className={styles.link} href={`/runs/${id}/compare`}>
      <VerdictBadge verdict={verdict} />
      <span className={styles.why}>{evidenceOf(verdict)}</span>
    </Link>
  );
}

function evidenceOf({ outcome, best, skill, interval }: Verdict): string {
  if (outcome === null || skill === null) return '';
  const numbers = formatSkillWithInterval(skill, interval);
  if (outcome === 'loses') return `best network ${numbers}`;
  return outcome === 'ties' && best ? `${forecasterName(best)} ${numbers}` : numbers;
}
