import type { History } from '../forecaster.ts';
import { smoothExponentially } from './exponential-smoothing.ts';
import { seasonallyAdjusted } from './seasonally-adjusted.ts';

/**
 * Simple exponential smoothing: a flat line at the smoothed level, seasonally adjusted where there is a season.
 *
 * Definition: R's `forecast::ses` with optimal first state; the adjustment as in the M4 competition's benchmarks.
 *
 * @throws ForecastingError 'invalid-series' where no value is there.
 *
 * @example
 * ses({ values: Float64Array.of(5, 5, 5), seasonLength: 1 }, 2); // [5, 5]
 */
export const ses = seasonallyAdjusted((history: History, horizon: number) =>
  smoothExponentially(history.values, 'none', horizon),
);
