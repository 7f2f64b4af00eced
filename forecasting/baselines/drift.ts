import type { History } from '../forecaster.ts';
import { lastObservedIndex } from './last-observed.ts';

/**
 * Drift forecast: the line through the first and the last observation, drawn on from the last.
 *
 * Definition: Hyndman & Athanasopoulos, "Forecasting: Principles and Practice" (3rd ed.), section 5.2; R's
 * `forecast::rwf(drift = TRUE)`: the slope is the average change a step. With one observation it is naive.
 *
 * @throws ForecastingError 'invalid-series' where no value is there.
 *
 * @example
 * drift({ values: Float64Array.of(1, 2, 5), seasonLength: 1 }, 2); // [7, 9]
 */
export function drift(history: History, horizon: number): Float64Array {
  const { values } = history;
  const last = lastObservedIndex(values);
  const first = values.findIndex((value) => !Number.isNaN(value));
  const slope = last === first ? 0 : (values[last]! - values[first]!) / (last - first);
  // Steps count from the end of the history, not from the last value that is there.
  const end = values.length - 1 - last;
  return Float64Array.from({ length: horizon }, (_, step) => values[last]! + slope * (end + step + 1));
}
