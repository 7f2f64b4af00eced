/**
 * Interval score of one observation: the band's width plus 2/α times what it was missed by. Lower is better.
 *
 * Definition: T. Gneiting, A. Raftery, "Strictly Proper Scoring Rules, Prediction, and Estimation" (2007), section 6.2;
 * α = 1 − level/100.
 *
 * @param level Central coverage in %.
 *
 * @example
 * intervalScore(3, { low: 0, high: 2, level: 80 }); // 12
 */
export function intervalScore(
  actual: number,
  { low, high, level }: { readonly low: number; readonly high: number; readonly level: number },
): number {
  const penalty = 200 / (100 - level);
  return high - low + penalty * (Math.max(0, low - actual) + Math.max(0, actual - high));
}
