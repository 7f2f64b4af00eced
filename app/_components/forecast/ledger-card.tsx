'use client';

import { Skeleton, Slider } from '@mantine/core';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Card } from '#app/_components/card.tsx';
import { ChartFrame } from '#app/_components/chart-frame.tsx';
import { lazyChart } from '#app/_components/charts/lazy-chart.tsx';
import type { LedgerChartProps } from '#app/_components/charts/ledger-chart.tsx';
import { ErrorNote } from '#app/_components/error-note.tsx';
import type { ChartTable } from '#app/_lib/chart-table.ts';
import { formatCount, formatValue } from '#app/_lib/format-number.ts';
import { formatStamp } from '#app/_lib/format-stamp.ts';
import { isoStamp } from '#app/_lib/iso-stamp.ts';
import { scoreSentence } from '#app/_lib/issued-words.ts';
import { ledgerRows, mostIssued } from '#app/_lib/ledger-rows.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import type { IssuedRow } from '#server/api-types.ts';
import { type ForecastPart, namingOf } from './forecast-part.ts';
import styles from './ledger-card.module.css';

const LedgerChart = lazyChart<LedgerChartProps>(() =>
  import('#app/_components/charts/ledger-chart.tsx').then((module) => module.LedgerChart),
);

const height = 158;
const title = 'What we said before';

/** Every forecast that was ever issued for the series, laid over what came. */
export function LedgerCard(part: ForecastPart) {
  const trpc = useTRPC();
  const issued = useQuery(trpc.forecasts.list.queryOptions({ seriesId: part.series.id, limit: mostIssued }));
  if (issued.isError) {
    return (
      <Card title={title}>
        <ErrorNote error={issued.error} onRetry={() => issued.refetch()} />
      </Card>
    );
  }
  if (!issued.data || issued.data.length === 0) {
    return (
      <Card title={title}>
        <Skeleton height={height} />
      </Card>
    );
  }
  const oldestFirst = [...issued.data].sort((a, b) => a.originStamp - b.originStamp || a.id - b.id);
  return <Ledger part={part} issued={oldestFirst} />;
}

interface LedgerProps {
  readonly part: ForecastPart;
  readonly issued: readonly IssuedRow[];
}

/** The latest forecast that something has come for is the one to look at first. */
function Ledger({ part, issued }: LedgerProps) {
  const { view } = part;
  const firstChosen = issued.findLastIndex((row) => row.scored !== null);
  const [place, setPlace] = useState(firstChosen === -1 ? issued.length - 1 : firstChosen);
  const chosen = issued[place] ?? issued.at(-1)!;
  const observed = useObserved(part, issued);
  const rows = useMemo(() => (observed ? ledgerRows(observed, issued) : []), [observed, issued]);
  const asOf = formatStamp(chosen.originStamp, view);
  return (
    <ChartFrame
      title={title}
      note={`${formatCount(issued.length)} kept`}
      sentence={`Past forecasts over what came; the one as of ${asOf} is marked.`}
      readTable={() => ledgerTable(issued, part)}
      below={
        <>
          {issued.length > 1 && (
            <Slider
              className={styles.slider ?? ''}
              min={0}
              max={issued.length - 1}
              value={place}
              onChange={setPlace}
              label={(index) => formatStamp(issued[index]?.originStamp, view)}
              thumbLabel="As of"
              thumbValueText={asOf}
              size={4}
              thumbSize={16}
            />
          )}
          <p className="soft small">
            {said(chosen, part)} {scoreSentence({ row: chosen, unit: view.unit, ...namingOf(part) })}
          </p>
        </>
      }
    >
      {observed ? (
        <LedgerChart
          rows={rows}
          axis={view}
          issued={issued}
          chosen={chosen}
          label={`as of ${asOf}`}
          height={height}
        />
      ) : (
        <Skeleton height={height} />
      )}
    </ChartFrame>
  );
}

/** Observations from some steps before the oldest forecast on. */
function useObserved({ series }: ForecastPart, issued: readonly IssuedRow[]) {
  const trpc = useTRPC();
  const oldest = issued[0];
  const from =
    oldest && oldest.originStamp - 2 * ((oldest.stamps.at(-1) ?? oldest.originStamp) - oldest.originStamp);
  return useQuery({
    ...trpc.series.points.queryOptions(
      from === undefined ? skipToken : { id: series.id, from: Math.floor(from), maxPoints: 800 },
    ),
    placeholderData: keepPreviousData,
  }).data;
}

/** The last step that has come, said and seen. */
function said(row: IssuedRow, { view }: ForecastPart): string {
  const step = row.actual.findLastIndex((value) => value !== null);
  const came = row.actual[step];
  const value = row.values[step];
  if (typeof came !== 'number' || value === undefined) return '';
  const when = formatStamp(row.stamps[step], view);
  return `For ${when} we said ${formatValue(value, view.unit)}; it came ${formatValue(came, view.unit)}.`;
}

function ledgerTable(issued: readonly IssuedRow[], { view }: ForecastPart): ChartTable {
  return {
    columns: ['as of', 'run', 'forecaster', 'time', 'said', 'came'],
    rows: issued.flatMap((row) =>
      row.stamps.map((stamp, step) => [
        isoStamp(row.originStamp, view),
        row.runId,
        row.recommended,
        isoStamp(stamp, view),
        row.values[step] ?? null,
        row.actual[step] ?? null,
      ]),
    ),
  };
}
