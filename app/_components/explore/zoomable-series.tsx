'use client';

import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ChartFrame } from '#app/_components/chart-frame.tsx';
import type { StampRange } from '#app/_components/charts/chart-axes.ts';
import { ChartSpace } from '#app/_components/charts/chart-space.tsx';
import { LazySeriesChart } from '#app/_components/charts/lazy-series-chart.tsx';
import type { ChartPoint } from '#app/_components/charts/series-chart.tsx';
import { ErrorNote } from '#app/_components/error-note.tsx';
import { countOf, formatCount, formatValue } from '#app/_lib/format-number.ts';
import { formatStamp, formatStampLong } from '#app/_lib/format-stamp.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import type { SeriesPoints, SeriesRow } from '#server/api-types.ts';
import { RangeStrip } from './range-strip.tsx';
import styles from './zoomable-series.module.css';

const height = 300;
const mostPoints = 1500;

/** The whole line with a window over it; the window's points are fetched as fine as the screen shows them. */
export function ZoomableSeries({ row }: { readonly row: SeriesRow }) {
  const { firstStamp, lastStamp } = row;
  if (firstStamp === null || lastStamp === null) {
    return (
      <ErrorNote error={new Error('This series has no rows yet. Append some through the API or a file.')} />
    );
  }
  return <Zoom row={row} whole={[firstStamp, lastStamp]} />;
}

function Zoom({ row, whole }: { readonly row: SeriesRow; readonly whole: StampRange }) {
  const trpc = useTRPC();
  const [range, setRange] = useState<StampRange>(whole);
  const [point, setPoint] = useState<ChartPoint | null>(null);
  const [settled] = useDebouncedValue(range, 150);
  const isWhole = range[0] <= whole[0] && range[1] >= whole[1];
  const points = useQuery(
    trpc.series.points.queryOptions(
      { id: row.id, maxPoints: mostPoints, ...(isWhole ? {} : { from: settled[0], to: settled[1] }) },
      { placeholderData: keepPreviousData, staleTime: 60_000 },
    ),
  );
  const { data } = points;
  return (
    <ChartFrame
      title={row.name}
      note={row.unit ? `in ${row.unit}` : undefined}
      sentence={sentenceOf(row, range)}
      legend={<Readout row={row} point={point} points={data} />}
      actions={
        <Button variant="default" size="compact-sm" disabled={isWhole} onClick={() => setRange(whole)}>
          Whole length
        </Button>
      }
      below={<RangeStrip row={row} whole={whole} range={range} onRange={setRange} />}
      {...(data && { readTable: () => tableOf(row, data) })}
    >
      {data ? (
        <LazySeriesChart
          stamps={data.stamps}
          values={data.values}
          axis={row}
          range={range}
          height={height}
          onZoom={setRange}
          onPoint={setPoint}
        />
      ) : (
        <ChartSpace height={height}>
          {points.isError && <ErrorNote error={points.error} onRetry={() => points.refetch()} />}
        </ChartSpace>
      )}
    </ChartFrame>
  );
}

interface ReadoutProps {
  readonly row: SeriesRow;
  readonly point: ChartPoint | null;
  readonly points: SeriesPoints | undefined;
}

/** The value at the crosshair; without one, how much of the data is drawn. */
function Readout({ row, point, points }: ReadoutProps) {
  if (point) {
    return (
      <p className={styles.readout}>
        <span className="dim">{formatStampLong(point.stamp, row)}</span>
        <b>{point.value === null ? 'missing' : formatValue(point.value, row.unit)}</b>
      </p>
    );
  }
  if (!points) return <p className={styles.readout} />;
  const shown = points.downsampled
    ? `${countOf(points.total, 'row')} in view, drawn with ${formatCount(points.stamps.length)} points`
    : `${countOf(points.total, 'row')} in view, all drawn`;
  return (
    <p className={styles.readout}>
      <span className="dim">{shown}. Drag over the chart to zoom in.</span>
    </p>
  );
}

function sentenceOf(row: SeriesRow, [from, to]: StampRange): string {
  return `${row.name} from ${formatStamp(from, row)} to ${formatStamp(to, row)}, last value ${formatValue(row.lastValue, row.unit)}.`;
}

function tableOf(row: SeriesRow, { stamps, values }: SeriesPoints) {
  return {
    columns: ['time', row.unit ? `${row.name} (${row.unit})` : row.name],
    rows: stamps.map((stamp, index) => [isoStamp(stamp, row), values[index] ?? null]),
  };
}

function isoStamp(stamp: number, { axisKind }: SeriesRow): string {
  return axisKind === 'index' ? String(stamp) : new Date(stamp).toISOString().slice(0, 19);
}
