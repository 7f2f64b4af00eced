'use client';

import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Card } from '#app/_components/card.tsx';
import { ErrorNote } from '#app/_components/error-note.tsx';
import { MetricLabel } from '#app/_components/metric-label.tsx';
import { forecasterName } from '#app/_lib/forecaster-names.ts';
import {
  countOf,
  formatCount,
  formatInterval,
  formatPercent,
  formatScore,
  formatSkill,
} from '#app/_lib/format-number.ts';
import { formatMoment } from '#app/_lib/format-time.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import { metricInfo } from '#forecasting/evaluation/metrics/metric-info.ts';
import type { LiveView, SeriesRow } from '#server/api-types.ts';
import styles from './live-card.module.css';

/** Live skill and live coverage beside what the backtest promised. */
export function LiveCard({ series }: { readonly series: SeriesRow }) {
  const trpc = useTRPC();
  const live = useQuery(trpc.forecasts.record.queryOptions({ seriesId: series.id }));
  return (
    <Card title="Promised and kept" note="of what has come">
      {live.isError && <ErrorNote error={live.error} onRetry={() => live.refetch()} />}
      {live.isPending && <Skeleton height={220} />}
      {live.data && <LiveTable live={live.data} series={series} />}
    </Card>
  );
}

const skillDefinition =
  '1 − mean absolute error ÷ that of the best naive of the backtest, on the same rows; above 0 the naive is beaten. Live: over every value that has come, each counted once for each forecast of it.';

interface LiveTableProps {
  readonly live: LiveView;
  readonly series: SeriesRow;
}

function LiveTable({ live, series }: LiveTableProps) {
  const { promised } = live;
  const levels = [...new Set([...Object.keys(promised?.coverage ?? {}), ...Object.keys(live.coverage)])].sort(
    (a, b) => Number(a) - Number(b),
  );
  const withUnit = (error: number | null) =>
    error !== null && series.unit ? `${formatScore(error)} ${series.unit}` : formatScore(error);
  return (
    <>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">
              <span className="dim">{countOf(live.rows, 'value')}</span>
            </th>
            <th scope="col">Promised</th>
            <th scope="col">Live</th>
          </tr>
        </thead>
        <tbody>
          <Line
            label={<MetricLabel label="Skill" definition={skillDefinition} />}
            promised={<Skill skill={promised?.skill ?? null} interval={promised?.interval ?? null} />}
            live={<Skill skill={live.skill} interval={live.interval} />}
          />
          <Line
            label={<MetricLabel label="Missed by" definition={metricInfo.mae.definition} />}
            promised={withUnit(promised?.mae ?? null)}
            live={withUnit(live.mae)}
          />
          {levels.map((level) => (
            <Line
              key={level}
              label={<MetricLabel label={`${level} % band`} definition={metricInfo.coverage.definition} />}
              promised={formatPercent(promised?.coverage[level] ?? null)}
              live={<Caught live={live} level={level} />}
            />
          ))}
        </tbody>
      </table>
      <p className="dim small">{remarkOf(live)}</p>
    </>
  );
}

interface LineProps {
  readonly label: ReactNode;
  readonly promised: ReactNode;
  readonly live: ReactNode;
}

function Line({ label, promised, live }: LineProps) {
  return (
    <tr>
      <th scope="row">{label}</th>
      <td>{promised}</td>
      <td className={styles.live}>{live}</td>
    </tr>
  );
}

function Skill({ skill, interval }: Pick<LiveView, 'skill' | 'interval'>) {
  return (
    <>
      {formatSkill(skill)}
      {interval && <span className={styles.interval}>{formatInterval(interval)}</span>}
    </>
  );
}

function Caught({ live, level }: { readonly live: LiveView; readonly level: string }) {
  const coverage = live.coverage[level];
  if (!coverage || coverage.rows === 0) return 'n/a';
  return (
    <>
      {formatPercent(coverage.caught / coverage.rows)}
      <span className={styles.interval}>
        {formatCount(coverage.caught)} of {formatCount(coverage.rows)}
      </span>
    </>
  );
}

function remarkOf({ promised, since, skill, rows }: LiveView): string {
  const from = since === null ? '' : `Live since ${formatMoment(since)}. `;
  if (promised === null) return `${from}The run that tested these forecasters has been removed.`;
  const tested = `Promised by the backtest of run ${promised.runId}.`;
  if (rows === 0) return `${from}${tested} Nothing has come yet.`;
  if (skill === null && promised.recommended === promised.against) {
    return `${from}${tested} “${forecasterName(promised.against)}” is what is issued, so there is no skill over it.`;
  }
  return `${from}${tested} Overlapping forecasts count each value again.`;
}
