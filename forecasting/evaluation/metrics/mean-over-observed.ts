/**
 * Averages a quantity over the steps whose observation is there; a missing observation (NaN) is not scored.
 *
 * @returns null where no step can be scored or the mean is not finite: the metric is undefined, never 0.
 *
 * @example
 * meanOverObserved([1, Number.NaN, 3], (value) => value); // 2
 */
export function meanOverObserved(
  actual: ArrayLike<number>,
  quantityAt: (value: number, index: number) => number,
): number | null {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < actual.length; i++) {
    const value = actual[i] as number;
    if (Number.isNaN(value)) continue;
    sum += quantityAt(value, i);
    count++;
  }
  const mean = sum / count;
  return count > 0 && Number.isFinite(mean) ? mean : null;
}
