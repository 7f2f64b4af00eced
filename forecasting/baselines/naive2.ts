import { naive } from './naive.ts';
import { seasonallyAdjusted } from './seasonally-adjusted.ts';

/**
 * Naive2: the last seasonally adjusted value, with the season put back; the M4 competition's yardstick.
 *
 * Definition: Makridakis, Spiliotis & Assimakopoulos, "The M4 Competition" (2020), table 2.
 *
 * @throws ForecastingError 'invalid-series' where no value is there.
 *
 * @example
 * naive2({ values: Float64Array.from({ length: 25 }, (_, t) => 1 + 2 * (t % 2)), seasonLength: 2 }, 2); // [3, 1]
 */
export const naive2 = seasonallyAdjusted(naive);
