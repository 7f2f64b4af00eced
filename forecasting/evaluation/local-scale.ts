import type { History } from '../forecaster.ts';
import { seasonalScale } from './metrics/seasonal-scale.ts';

/** A quiet stretch may shrink bands to this share of what the whole history says, not further. */
const leastShare = 0.1;

/**
 * How much a series moves just before an origin, in the data's units: what residuals are divided by before they
 * are pooled, so that a band is wide in a wild stretch and narrow in a calm one.
 *
 * The mean absolute seasonal difference of the last observations (four horizons, three seasons, at least 60),
 * never below a tenth of the whole history's.
 *
 * @returns A positive number; 1 where the history never moves and is 0.
 *
 * @example
 * localScale({ values: Float64Array.of(1, 3, 5, 7), seasonLength: 1 }, 1); // 2
 */
export function localScale(history: History, horizon: number): number {
  const { values, seasonLength } = history;
  const span = Math.max(60, 4 * horizon, 3 * seasonLength) + seasonLength;
  const whole = seasonalScale(values, seasonLength)?.absolute;
  if (whole === undefined) return sizeOf(values);
  const recent = seasonalScale(values.subarray(-span), seasonLength)?.absolute ?? 0;
  return Math.max(recent, leastShare * whole);
}

function sizeOf(values: Float64Array): number {
  let largest = 0;
  for (const value of values) if (Math.abs(value) > largest) largest = Math.abs(value);
  return largest > 0 && Number.isFinite(largest) ? largest : 1;
}
