'use client';

import { RangeSlider } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { StampRange } from '#app/_components/charts/chart-axes.ts';
import { formatStamp } from '#app/_lib/format-stamp.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import type { SeriesRow } from '#server/api-types.ts';
import styles from './range-strip.module.css';

interface RangeStripProps {
  readonly row: SeriesRow;
  readonly whole: StampRange;
  readonly range: StampRange;
  readonly onRange: (range: StampRange) => void;
}

const width = 800;
const height = 36;
const steps = 2000;

/** The whole series in small, with two handles over it that choose the part shown above. */
export function RangeStrip({ row, whole, range, onRange }: RangeStripProps) {
  const trpc = useTRPC();
  const overview = useQuery(
    trpc.series.points.queryOptions({ id: row.id, maxPoints: 400 }, { staleTime: 60_000 }),
  );
  const [first, last] = whole;
  const step = row.axisKind === 'index' ? 1 : Math.max(1, (last - first) / steps);
  const label = (stamp: number) => formatStamp(Math.round(stamp), row);
  return (
    <div className={styles.strip}>
      <svg
        className={styles.picture}
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {overview.data && <path d={pathOf(overview.data.stamps, overview.data.values, whole)} />}
      </svg>
      <RangeSlider
        className={styles.slider ?? ''}
        min={first}
        max={last}
        step={step}
        minRange={step * 2}
        value={[range[0], range[1]]}
        onChange={([from, to]) => onRange([from, to])}
        label={label}
        thumbValueText={label}
        disabled={first === last}
        size={4}
        thumbSize={16}
        thumbFromLabel="First shown"
        thumbToLabel="Last shown"
      />
    </div>
  );
}

function pathOf(
  stamps: readonly number[],
  values: readonly (number | null)[],
  [first, last]: StampRange,
): string {
  const known = values.filter((value) => value !== null);
  const low = Math.min(...known);
  const span = Math.max(...known) - low || 1;
  const length = last - first || 1;
  let pen = 'M';
  let path = '';
  stamps.forEach((stamp, index) => {
    const value = values[index];
    if (value === null || value === undefined) {
      pen = 'M';
      return;
    }
    const x = ((stamp - first) / length) * width;
    const y = height - 2 - ((value - low) / span) * (height - 4);
    path += `${pen}${x.toFixed(1)} ${y.toFixed(1)}`;
    pen = 'L';
  });
  return path;
}
