import type { YAxisProps } from 'recharts';
import { formatValue } from '#app/_lib/format-number.ts';
import type { ValueAxis } from '#app/_lib/value-ticks.ts';
import { valueAxis } from './chart-axes.ts';

const widthOfDigit = 6.6;
const room = 12;

/** The vertical axis for given ticks, as wide as its longest label. */
export function valueAxisProps({ domain, ticks }: ValueAxis): YAxisProps {
  const longest = Math.max(...ticks.map((tick) => formatValue(tick).length));
  return {
    ...valueAxis,
    domain: [...domain],
    ticks: [...ticks],
    interval: 0,
    allowDataOverflow: true,
    width: Math.max(30, longest * widthOfDigit + room),
  };
}
