import type { History } from '../forecaster.ts';
import { lastObservedIndex } from './last-observed.ts';

/**
 * Mean forecast: the average of all observations so far.
 *
 * Definition: Hyndman & Athanasopoulos, "Forecasting: Principles and Practice" (3rd ed.), section 5.2; R's
 * `forecast::meanf`. Missing values are left out.
 *
 * @throws ForecastingError 'invalid-series' where no value is there.
 *
 * @example
 * mean({ values: Float64Array.of(1, 2, 6), seasonLength: 1 }, 2); // [3, 3]
 */
export function mean(history: History, horizon: number): Float64Array {
  const { values } = history;
  const last = lastObservedIndex(values);
  let average = 0;
  let count = 0;
  // A running average: the sum of values near the largest number would overflow.
  for (let i = 0; i <= last; i++) {
    const value = values[i]!;
    if (!Number.isNaN(value)) average += (value - average) / ++count;
  }
  return new Float64Array(horizon).fill(average);
}
