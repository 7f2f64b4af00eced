import { mae } from './mae.ts';
import type { SeasonalScale } from './seasonal-scale.ts';

/**
 * Mean absolute scaled error: MAE divided by the in-sample MAE of the seasonal naive in the training part.
 *
 * Definition: Hyndman & Koehler (2006), with the season of the M4 competition. 1 is the seasonal naive's own
 * error inside the training part; below 1 is better.
 *
 * @param scale From `seasonalScale()` on the training part; null where it is undefined.
 * @returns null where the scale is undefined or nothing can be scored.
 *
 * @example
 * mase([8, 9], [7, 7], seasonalScale([1, 5, 2, 7], 2)); // 1
 */
export function mase(
  actual: ArrayLike<number>,
  forecast: ArrayLike<number>,
  scale: SeasonalScale | null,
): number | null {
  const error = mae(actual, forecast);
  return error === null || scale === null ? null : error / scale.absolute;
}
