'use client';

import { DefaultZIndexes, usePlotArea, useXAxisScale, useYAxisScale, ZIndexLayer } from 'recharts';

export interface RewrittenMarksProps {
  /** Where a value was ever changed or put in. */
  readonly stamps: readonly number[];
  /** What stood there when the forecast that is looked at was made. */
  readonly before: readonly { readonly stamp: number; readonly value: number }[];
}

const radius = 2.75;

/** Where the past was rewritten: strokes on the horizontal axis, and rings at the values that stood there before. */
export function RewrittenMarks({ stamps, before }: RewrittenMarksProps) {
  const [xScale, yScale] = [useXAxisScale(), useYAxisScale()];
  const area = usePlotArea();
  if (!xScale || !yScale || !area || stamps.length === 0) return null;
  const isInside = (x: unknown): x is number =>
    typeof x === 'number' && x >= area.x - 0.5 && x <= area.x + area.width + 0.5;
  const floor = area.y + area.height;
  const strokes = stamps.map((stamp) => xScale(stamp)).filter(isInside);
  const rings = before
    .map(({ stamp, value }) => ({ x: xScale(stamp), y: yScale(value) }))
    .filter((place): place is { x: number; y: number } => isInside(place.x) && typeof place.y === 'number');
  return (
    <ZIndexLayer zIndex={DefaultZIndexes.axis}>
      <path
        d={strokes.map((x) => `M${x} ${floor}v-6`).join('')}
        stroke="var(--hc-lose)"
        strokeWidth="1.5"
        fill="none"
      />
      <path
        d={rings
          .map(
            ({ x, y }) =>
              `M${x - radius} ${y}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0`,
          )
          .join('')}
        stroke="var(--hc-ink-2)"
        strokeWidth="1.25"
        fill="var(--hc-surface)"
      />
    </ZIndexLayer>
  );
}
