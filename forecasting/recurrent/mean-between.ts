/**
 * The mean of a stretch of values, both ends included; an end before the first value means the first.
 *
 * Counted from the stretch's first value, so that equal values have exactly their own mean.
 *
 * @example meanBetween(Float64Array.of(1, 2, 3, 4), 1, 3) // 3
 */
export function meanBetween(values: Float64Array, from: number, to: number): number {
  const first = Math.max(0, from);
  const base = values[first]!;
  let sum = 0;
  for (let i = first; i <= to; i++) sum += values[i]! - base;
  return base + sum / (to - first + 1);
}
