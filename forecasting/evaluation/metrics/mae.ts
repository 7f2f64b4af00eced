import { meanOverObserved } from './mean-over-observed.ts';

/**
 * Mean absolute error, in the data's units: mean |actual − forecast|.
 *
 * Definition: Hyndman & Athanasopoulos, "Forecasting: Principles and Practice" (3rd ed.), section 5.8.
 *
 * @param actual What came; NaN where it is missing, which is not scored.
 * @param forecast As long as `actual`.
 * @returns null where nothing can be scored.
 *
 * @example
 * mae([1, 2, 3], [2, 2, 5]); // 1
 */
export function mae(actual: ArrayLike<number>, forecast: ArrayLike<number>): number | null {
  return meanOverObserved(actual, (value, i) => Math.abs(value - forecast[i]!));
}
