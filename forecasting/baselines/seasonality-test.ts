/** One-sided 10 % point of the normal distribution, as the M4 organisers use it. */
const critical = 1.645;

/**
 * Tests whether a series is seasonal: its autocorrelation at the season's lag is beyond Bartlett's limit.
 *
 * Definition: `SeasonalityTest` of the M4 competition's benchmark code (Makridakis, Spiliotis & Assimakopoulos,
 * "The M4 Competition", 2020), which the organisers apply before Naive2, SES, Holt, Damped, Theta and Comb. At
 * least three seasons are needed. Missing values are left out of the sums.
 *
 * @example
 * isSeasonal(Float64Array.from({ length: 24 }, (_, t) => t % 2), 2); // true
 */
export function isSeasonal(values: Float64Array, seasonLength: number): boolean {
  if (seasonLength <= 1 || values.length < 3 * seasonLength) return false;
  const centred = centre(values);
  const power = products(centred, 0);
  if (!(power > 0)) return false;
  let squares = 1;
  for (let lag = 1; lag < seasonLength; lag++) squares += 2 * (products(centred, lag) / power) ** 2;
  const limit = critical * Math.sqrt(squares / values.length);
  return Math.abs(products(centred, seasonLength) / power) > limit;
}

/** Missing values become 0, the mean: they add nothing to any product. */
function centre(values: Float64Array): Float64Array {
  const present = values.filter((value) => !Number.isNaN(value));
  const size = present.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  if (size === 0) return new Float64Array(values.length);
  const mean = present.reduce((sum, value) => sum + value / size, 0) / present.length;
  return values.map((value) => (Number.isNaN(value) ? 0 : value / size - mean));
}

function products(centred: Float64Array, lag: number): number {
  let sum = 0;
  for (let t = lag; t < centred.length; t++) sum += centred[t]! * centred[t - lag]!;
  return sum;
}
