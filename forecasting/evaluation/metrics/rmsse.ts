import { rmse } from './rmse.ts';
import type { SeasonalScale } from './seasonal-scale.ts';

/**
 * Root mean squared scaled error: RMSE divided by the in-sample RMSE of the seasonal naive.
 *
 * Definition: Makridakis, Spiliotis & Assimakopoulos, "The M5 competition" (2022), with a seasonal difference.
 *
 * @param scale From `seasonalScale()` on the training part; null where it is undefined.
 * @returns null where the scale is undefined or nothing can be scored.
 *
 * @example
 * rmsse([8, 9], [7, 7], seasonalScale([1, 5, 2, 7], 2)); // 1
 */
export function rmsse(
  actual: ArrayLike<number>,
  forecast: ArrayLike<number>,
  scale: SeasonalScale | null,
): number | null {
  const error = rmse(actual, forecast);
  return error === null || scale === null ? null : error / scale.squared;
}
