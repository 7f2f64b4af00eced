/**
 * The weighted mean of several forecasts, step by step.
 *
 * @example
 * blendSteps([{ values: [1], share: 0.25 }, { values: [5], share: 0.75 }], 1); // [4]
 */
export function blendSteps(
  parts: readonly { readonly values: ArrayLike<number>; readonly share: number }[],
  horizon: number,
): Float64Array {
  return Float64Array.from({ length: horizon }, (_, step) =>
    parts.reduce((sum, { values, share }) => sum + share * values[step]!, 0),
  );
}
