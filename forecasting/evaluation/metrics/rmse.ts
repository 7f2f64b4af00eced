import { meanOverObserved } from './mean-over-observed.ts';

/**
 * Root mean squared error, in the data's units: √(mean (actual − forecast)²).
 *
 * Definition: Hyndman & Athanasopoulos, "Forecasting: Principles and Practice" (3rd ed.), section 5.8.
 *
 * @param actual What came; NaN where it is missing, which is not scored.
 * @param forecast As long as `actual`.
 * @returns null where nothing can be scored.
 *
 * @example
 * rmse([1, 2, 3], [2, 2, 5]); // 1.2909944487358056
 */
export function rmse(actual: ArrayLike<number>, forecast: ArrayLike<number>): number | null {
  const largest = largestError(actual, forecast);
  if (largest === 0) return meanOverObserved(actual, () => 0);
  // Divided by the largest error first, so that squaring 1e200 does not overflow.
  const mean = meanOverObserved(actual, (value, i) => ((value - forecast[i]!) / largest) ** 2);
  return mean === null ? null : largest * Math.sqrt(mean);
}

function largestError(actual: ArrayLike<number>, forecast: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < actual.length; i++) {
    const error = Math.abs(actual[i]! - forecast[i]!);
    if (error > largest) largest = error;
  }
  return largest;
}
