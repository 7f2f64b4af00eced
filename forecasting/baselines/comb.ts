import type { History } from '../forecaster.ts';
import { damped } from './damped.ts';
import { holt } from './holt.ts';
import { ses } from './ses.ts';

/**
 * Comb: the average of simple, Holt's and damped exponential smoothing.
 *
 * Definition: Makridakis, Spiliotis & Assimakopoulos, "The M4 Competition" (2020), table 2.
 *
 * @throws ForecastingError 'invalid-series' where no value is there.
 *
 * @example
 * comb({ values: Float64Array.of(5, 5, 5), seasonLength: 1 }, 2); // [5, 5]
 */
export function comb(history: History, horizon: number): Float64Array {
  const [simple, linear, fading] = [ses, holt, damped].map((baseline) => baseline(history, horizon));
  return simple!.map((value, step) => (value + linear![step]! + fading![step]!) / 3);
}
