import type { History } from '../forecaster.ts';
import { smoothExponentially } from './exponential-smoothing.ts';
import { seasonallyAdjusted } from './seasonally-adjusted.ts';

/**
 * Holt's linear trend: a line at the smoothed level with the smoothed slope, seasonally adjusted where there is a
 * season.
 *
 * Definition: R's `forecast::holt`; the adjustment as in the M4 competition's benchmarks.
 *
 * @throws ForecastingError 'invalid-series' where no value is there.
 *
 * @example
 * Math.round(holt({ values: Float64Array.of(1, 2, 3, 4), seasonLength: 1 }, 1)[0]); // 5
 */
export const holt = seasonallyAdjusted((history: History, horizon: number) =>
  smoothExponentially(history.values, 'linear', horizon),
);
