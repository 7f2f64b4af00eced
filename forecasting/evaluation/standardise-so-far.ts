/** Wide enough for what is rare, narrow enough for what is broken. */
const widest = 8;

/**
 * Brings a covariate to about unit size: at each place the mean is taken off and the standard deviation divided by, both
 * over what had been seen until there, so that no place knows a later one.
 *
 * @example
 * standardiseSoFar(Float64Array.of(1, 3)); // [0, 1]
 */
export function standardiseSoFar(values: Float64Array): Float64Array {
  let [mean, squares] = [0, 0];
  return values.map((value, t) => {
    const from = value - mean;
    mean += from / (t + 1);
    squares += from * (value - mean);
    const deviation = Math.sqrt(squares / (t + 1));
    const standard = deviation > 0 ? (value - mean) / deviation : 0;
    return Number.isFinite(standard) ? Math.max(-widest, Math.min(widest, standard)) : 0;
  });
}
