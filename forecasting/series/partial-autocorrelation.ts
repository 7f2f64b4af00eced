/**
 * Partial autocorrelations from autocorrelations: what a value some steps back says beyond what the values between do.
 *
 * The recursion of J. Durbin (1960) and N. Levinson; on `autocorrelation()` it equals R's `pacf`. It ends early where
 * nothing is left to explain, or where autocorrelations over missing values no longer fit together.
 *
 * @param correlations Index 0 is lag 1.
 * @returns Index 0 is lag 1, values within −1 … 1.
 * @example
 * partialAutocorrelation([0.5, 0.25, 0.125]); // [0.5, 0, 0]
 */
export function partialAutocorrelation(correlations: readonly number[]): number[] {
  const partial: number[] = [];
  let coefficients: number[] = [];
  let unexplained = 1;
  for (let order = 0; order < correlations.length; order++) {
    const explained = coefficients.reduce((sum, value, j) => sum + value * correlations[order - 1 - j]!, 0);
    const last = (correlations[order]! - explained) / unexplained;
    if (!(Math.abs(last) <= 1)) break;
    coefficients = [...coefficients.map((value, j) => value - last * coefficients[order - 1 - j]!), last];
    partial.push(last);
    unexplained *= 1 - last * last;
    if (unexplained < leastUnexplained) break;
  }
  return partial;
}

/** Below this a division tells of rounding only. */
const leastUnexplained = 1e-10;
