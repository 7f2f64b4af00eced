'use client';

import { linePath, Plot } from '#app/_components/learn/plot.tsx';

interface TwoLinesProps {
  readonly sentence: string;
  readonly series: Float32Array;
  readonly state: readonly number[] | null;
  readonly color: string;
}

/** Observations that are drawn: few enough to see each step. */
export const drawnObservations = 96;

/** The latest part of a series in grey, and what a cell makes of it in the cell's colour. */
export function TwoLines({ sentence, series, state, color }: TwoLinesProps) {
  const first = Math.max(0, series.length - drawnObservations);
  const shown = series.subarray(first);
  const points = (values: ArrayLike<number>) => Array.from(values, (value, i) => [i, value] as const);
  const high = Math.max(1.2, ...shown);
  const low = Math.min(-1.2, ...shown);
  return (
    <Plot
      sentence={sentence}
      height={230}
      x={[0, Math.max(1, shown.length - 1)]}
      y={[low, high]}
      xTicks={[0, 24, 48, 72, 95]
        .filter((value) => value < shown.length)
        .map((value) => ({ value, label: String(value + 1) }))}
      yTicks={[-2, -1, 0, 1, 2]
        .filter((value) => value >= low && value <= high)
        .map((value) => ({ value, label: String(value).replace('-', '−') }))}
      room={30}
    >
      {(place) => (
        <g fill="none" strokeLinejoin="round">
          <path d={linePath(place, points(shown))} stroke="var(--hc-naive)" strokeWidth="1.5" />
          {state && (
            <path d={linePath(place, points(state.slice(first)))} stroke={color} strokeWidth="2.25" />
          )}
        </g>
      )}
    </Plot>
  );
}
