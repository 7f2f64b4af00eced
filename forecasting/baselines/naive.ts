import type { History } from '../forecaster.ts';
import { lastObservedIndex } from './last-observed.ts';

/**
 * Naive forecast: the last observation, again and again.
 *
 * Definition: Hyndman & Athanasopoulos, "Forecasting: Principles and Practice" (3rd ed.), section 5.2; R's
 * `forecast::naive`. Where the last value is missing, the last one that is there counts.
 *
 * @throws ForecastingError 'invalid-series' where no value is there.
 *
 * @example
 * naive({ values: Float64Array.of(3, 5), seasonLength: 1 }, 2); // [5, 5]
 */
export function naive(history: History, horizon: number): Float64Array {
  const { values } = history;
  return new Float64Array(horizon).fill(values[lastObservedIndex(values)]!);
}
