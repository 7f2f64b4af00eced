import { meanOverObserved } from './mean-over-observed.ts';

/**
 * Symmetric mean absolute percentage error, 0–200: mean 200·|actual − forecast| / (|actual| + |forecast|).
 *
 * Definition: Makridakis, Spiliotis & Assimakopoulos, "The M4 Competition" (2020), equation 1. A step where
 * both numbers are 0 has no error.
 *
 * @param actual What came; NaN where it is missing, which is not scored.
 * @param forecast As long as `actual`.
 * @returns null where nothing can be scored.
 *
 * @example
 * smape([100, 50], [50, 50]); // 33.33333333333333
 */
export function smape(actual: ArrayLike<number>, forecast: ArrayLike<number>): number | null {
  return meanOverObserved(actual, (value, i) => {
    const size = Math.abs(value) + Math.abs(forecast[i]!);
    return size === 0 ? 0 : 200 * (Math.abs(value - forecast[i]!) / size);
  });
}
