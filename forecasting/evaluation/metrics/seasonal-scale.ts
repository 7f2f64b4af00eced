/** What MASE and RMSSE divide by. */
export interface SeasonalScale {
  /** Mean |y_t − y_(t−m)|, data units. */
  readonly absolute: number;
  /** √(mean (y_t − y_(t−m))²), data units. */
  readonly squared: number;
  /** The m that was used: the season, or 1 where the training part is shorter than a season and a step. */
  readonly seasonLength: number;
}

/**
 * Measures how far the seasonal naive is off inside the training part: the yardstick of MASE and RMSSE.
 *
 * Definition: Hyndman & Koehler, "Another look at measures of forecast accuracy" (2006), with the seasonal
 * difference of the M4 competition. Pairs with a missing end are left out; without one pair at the season's
 * distance the distance is 1.
 *
 * @returns null where the scale is 0 or there is no pair: a constant series has no scaled error.
 *
 * @example
 * seasonalScale([1, 5, 2, 7], 2)?.absolute; // 1.5
 */
export function seasonalScale(training: ArrayLike<number>, seasonLength: number): SeasonalScale | null {
  const scale = scaleAt(training, seasonLength);
  if (scale === undefined && seasonLength > 1) return seasonalScale(training, 1);
  return scale === undefined || !(scale.absolute > 0) ? null : scale;
}

function scaleAt(training: ArrayLike<number>, distance: number): SeasonalScale | undefined {
  let sum = 0;
  let largest = 0;
  const differences: number[] = [];
  for (let t = distance; t < training.length; t++) {
    const difference = Math.abs(training[t]! - training[t - distance]!);
    if (Number.isNaN(difference)) continue;
    sum += difference;
    largest = Math.max(largest, difference);
    differences.push(difference);
  }
  if (differences.length === 0) return undefined;
  let squares = 0;
  for (const difference of differences) squares += largest > 0 ? (difference / largest) ** 2 : 0;
  return {
    absolute: sum / differences.length,
    squared: largest * Math.sqrt(squares / differences.length),
    seasonLength: distance,
  };
}
