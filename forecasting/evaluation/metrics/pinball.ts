import { meanOverObserved } from './mean-over-observed.ts';

/**
 * Pinball (quantile) loss, in the data's units: mean of p·(y − q) where y ≥ q and (1 − p)·(q − y) where y < q.
 *
 * Definition: Koenker & Bassett, "Regression Quantiles" (1978), without the factor 2 that some authors add. At
 * p = 0.5 it is half the mean absolute error.
 *
 * @param actual What came; NaN where it is missing, which is not scored.
 * @param quantile The forecast quantile, as long as `actual`.
 * @param probability Between 0 and 1.
 * @returns null where nothing can be scored.
 *
 * @example
 * pinball([10, 10], [8, 12], 0.9); // 1
 */
export function pinball(
  actual: ArrayLike<number>,
  quantile: ArrayLike<number>,
  probability: number,
): number | null {
  return meanOverObserved(actual, (value, i) => {
    const gap = value - quantile[i]!;
    return gap >= 0 ? probability * gap : (probability - 1) * gap;
  });
}
