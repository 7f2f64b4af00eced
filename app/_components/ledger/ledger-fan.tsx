'use client';

import { Skeleton, Slider } from '@mantine/core';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { ChartFrame } from '#app/_components/chart-frame.tsx';
import { lazyChart } from '#app/_components/charts/lazy-chart.tsx';
import type { LedgerChartProps } from '#app/_components/charts/ledger-chart.tsx';
import type { ChartTable } from '#app/_lib/chart-table.ts';
import { formatCount, formatValue } from '#app/_lib/format-number.ts';
import { formatStamp } from '#app/_lib/format-stamp.ts';
import { isoStamp } from '#app/_lib/iso-stamp.ts';
import { rewrittenSentence, scoreSentence } from '#app/_lib/issued-words.ts';
import { ledgerRows, rewrittenMarks } from '#app/_lib/ledger-rows.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import type { IssuedRow, SeriesRow } from '#server/api-types.ts';
import styles from './ledger-fan.module.css';

const LedgerChart = lazyChart<LedgerChartProps>(() =>
  import('#app/_components/charts/ledger-chart.tsx').then((module) => module.LedgerChart),
);

interface LedgerFanProps {
  readonly series: SeriesRow;
  /** The oldest first. */
  readonly issued: readonly IssuedRow[];
  /** Which of them is looked at. */
  readonly place: number;
  readonly onPlace: (place: number) => void;
  readonly height: number;
  readonly title: string;
  /** Whether the bands of the one that is looked at are drawn. */
  readonly banded?: boolean;
  readonly actions?: ReactNode;
}

/** Past forecasts over what came, and what one of them said and was worth. */
export function LedgerFan(props: LedgerFanProps) {
  const { series, issued, place, onPlace, height, title, banded = false } = props;
  const chosen = issued[place] ?? issued.at(-1)!;
  const observed = useObserved(series, issued);
  const bands = useBands(banded ? chosen.id : undefined);
  const rewritten = useRewritten(series, rangeOf(issued), chosen);
  const rows = useMemo(
    () => (observed ? ledgerRows(observed, issued, bands && { stamps: chosen.stamps, bands }) : []),
    [observed, issued, bands, chosen],
  );
  const asOf = formatStamp(chosen.originStamp, series);
  return (
    <ChartFrame
      title={title}
      note={`${formatCount(issued.length)} kept`}
      sentence={`Past forecasts over what came; the one as of ${asOf} is marked.`}
      readTable={() => ledgerTable(issued, series)}
      {...(props.actions === undefined ? {} : { actions: props.actions })}
      below={
        <>
          {issued.length > 1 && (
            <Slider
              className={styles.slider ?? ''}
              min={0}
              max={issued.length - 1}
              value={place}
              onChange={onPlace}
              label={(index) => formatStamp(issued[index]?.originStamp, series)}
              thumbLabel="As of"
              thumbValueText={asOf}
              size={4}
              thumbSize={16}
            />
          )}
          <p className="soft small" aria-live="polite">
            {said(chosen, series)} {scoreSentence({ row: chosen, ...series })} {rewrittenSentence(chosen)}
            {rewritten.stamps.length > 0 &&
              ` Strokes on the axis mark what was ever rewritten${rewritten.before.length > 0 ? ', rings what stood there then' : ''}.`}
          </p>
        </>
      }
    >
      {observed ? (
        <LedgerChart
          rows={rows}
          axis={series}
          issued={issued}
          chosen={chosen}
          label={`as of ${asOf}`}
          height={height}
          rewritten={rewritten}
        />
      ) : (
        <Skeleton height={height} />
      )}
    </ChartFrame>
  );
}

/** The oldest first; the latest that something has come for is the one to look at first. */
export function inOrder(issued: readonly IssuedRow[]) {
  const oldestFirst = [...issued].sort((a, b) => a.originStamp - b.originStamp || a.id - b.id);
  const scored = oldestFirst.findLastIndex((row) => row.scored !== null);
  return { oldestFirst, first: scored === -1 ? oldestFirst.length - 1 : scored };
}

/** Observations from some steps before the oldest forecast on. */
function useObserved(series: SeriesRow, issued: readonly IssuedRow[]) {
  const trpc = useTRPC();
  const range = rangeOf(issued);
  return useQuery({
    ...trpc.series.points.queryOptions(
      range ? { id: series.id, from: range.from, maxPoints: 800 } : skipToken,
    ),
    placeholderData: keepPreviousData,
  }).data;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** From some steps before the oldest forecast to the last step of any. */
function rangeOf(issued: readonly IssuedRow[]): Range | undefined {
  const oldest = issued[0];
  if (oldest === undefined) return undefined;
  const horizon = (oldest.stamps.at(-1) ?? oldest.originStamp) - oldest.originStamp;
  const last = Math.max(...issued.map((row) => row.stamps.at(-1) ?? row.originStamp));
  return { from: Math.floor(oldest.originStamp - 2 * horizon), to: last };
}

/** Where the past was rewritten, and what stood there when a forecast was made; asked for only where it was. */
function useRewritten(
  series: SeriesRow,
  range: Range | undefined,
  chosen: IssuedRow,
): LedgerChartProps['rewritten'] {
  const trpc = useTRPC();
  const vintages = useQuery(trpc.series.vintages.queryOptions({ id: series.id })).data;
  const isAsked = range !== undefined && vintages !== undefined && vintages.length > 0;
  const found = useQuery(
    trpc.series.rewritten.queryOptions(isAsked ? { id: series.id, ...range } : skipToken),
  ).data;
  return useMemo(() => rewrittenMarks(found?.values ?? [], chosen.issuedAt), [found, chosen.issuedAt]);
}

function useBands(id: number | undefined) {
  const trpc = useTRPC();
  const entry = useQuery(
    trpc.forecasts.get.queryOptions(id === undefined ? skipToken : { id }, { staleTime: Infinity }),
  ).data;
  return entry?.forecasts[entry.recommended]?.bands;
}

/** The last step that has come, said and seen. */
function said(row: IssuedRow, series: SeriesRow): string {
  const step = row.actual.findLastIndex((value) => value !== null);
  const came = row.actual[step];
  const value = row.values[step];
  if (typeof came !== 'number' || value === undefined) return '';
  const when = formatStamp(row.stamps[step], series);
  return `For ${when} we said ${formatValue(value, series.unit)}; it came ${formatValue(came, series.unit)}.`;
}

function ledgerTable(issued: readonly IssuedRow[], series: SeriesRow): ChartTable {
  return {
    columns: ['as of', 'run', 'forecaster', 'time', 'said', 'came'],
    rows: issued.flatMap((row) =>
      row.stamps.map((stamp, step) => [
        isoStamp(row.originStamp, series),
        row.runId,
        row.recommended,
        isoStamp(stamp, series),
        row.values[step] ?? null,
        row.actual[step] ?? null,
      ]),
    ),
  };
}
