import { useMemo } from 'react';
import type { XAxisProps, YAxisProps } from 'recharts';
import { formatValue } from '#app/_lib/format-number.ts';
import type { StampAxis } from '#app/_lib/format-stamp.ts';
import { tickLabels } from '#app/_lib/tick-labels.ts';
import { axisTicks } from '#app/_lib/time-ticks.ts';

/** The visible part of a time axis: first and last stamp. */
export type StampRange = readonly [from: number, to: number];

const widthOfLabel = 96;

/** What every horizontal axis over stamps has in common: `<XAxis {...useStampAxis(range, axis, width)} />`. */
export function useStampAxis(range: StampRange, axis: StampAxis, width: number): XAxisProps {
  const [from, to] = range;
  const { axisKind, frequency } = axis;
  return useMemo(() => {
    const ticks = axisTicks([from, to], { axisKind, frequency }, Math.max(2, width / widthOfLabel));
    const labels = tickLabels(ticks, { axisKind, frequency });
    return {
      dataKey: 'stamp',
      type: 'number',
      domain: [from, to],
      allowDataOverflow: true,
      ticks,
      tickFormatter: (stamp: number) => labels.get(stamp) ?? '',
      interval: 'preserveStartEnd',
      tickLine: false,
      axisLine: { stroke: 'var(--hc-border-strong)' },
      tick: { fill: 'var(--hc-axis)' },
      height: 24,
    };
  }, [from, to, axisKind, frequency, width]);
}

/** What every vertical axis of values has in common: `<YAxis {...valueAxis} />`. */
export const valueAxis: YAxisProps = {
  width: 52,
  domain: ['auto', 'auto'],
  tickCount: 4,
  tickFormatter: (value: number) => formatValue(value),
  tickLine: false,
  axisLine: false,
  tick: { fill: 'var(--hc-axis)' },
};

/** The crosshair; what it points at is told by the legend, so that no box covers the chart. */
export const crosshair = {
  content: () => null,
  cursor: { stroke: 'var(--hc-ink-3)', strokeDasharray: '2 2' },
  isAnimationActive: false,
} as const;

export const chartMargin = { top: 8, right: 12, bottom: 0, left: 0 } as const;
