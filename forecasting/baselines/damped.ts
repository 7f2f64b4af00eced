import type { History } from '../forecaster.ts';
import { smoothExponentially } from './exponential-smoothing.ts';
import { seasonallyAdjusted } from './seasonally-adjusted.ts';

/**
 * Damped trend: Holt's line, whose slope fades with each step, seasonally adjusted where there is a season.
 *
 * Definition: R's `forecast::holt(damped = TRUE)`; the adjustment as in the M4 competition's benchmarks.
 *
 * @throws ForecastingError 'invalid-series' where no value is there.
 *
 * @example
 * damped({ values: Float64Array.of(5, 5, 5), seasonLength: 1 }, 2); // [5, 5]
 */
export const damped = seasonallyAdjusted((history: History, horizon: number) =>
  smoothExponentially(history.values, 'damped', horizon),
);
