/**
 * Autocorrelation of a series at lags 1 to `lags`, missing values (NaN) left out pair by pair.
 *
 * r(k) = Σ (yₜ − ȳ)(yₜ₋ₖ − ȳ) / Σ (yₜ − ȳ)², the biased estimator of Box & Jenkins (equal to R's `acf` and
 * statsmodels' `acf(adjusted=False)` on complete series); with values missing, as R's
 * `acf(na.action = na.pass)`: both sums are divided by the number of terms they really have, on a common
 * count of n + k.
 *
 * @returns Index 0 is lag 1, values within about −1 … 1; all 0 for a constant series; never more lags than
 *   the series has values less one.
 * @example
 * autocorrelation(Float64Array.of(1, 2, 3, 4, 5), 2); // [0.4, -0.1]
 */
export function autocorrelation(values: Float64Array, lags: number): number[] {
  const mean = meanOf(values);
  const centred = values.map((value) => value - mean);
  const variance = lagProduct(centred, 0);
  const most = Math.max(0, Math.min(lags, values.length - 1));
  return Array.from({ length: most }, (_, index) =>
    variance > 0 ? lagProduct(centred, index + 1) / variance : 0,
  );
}

/**
 * Half width of the 95 % band of white noise around zero: 1.96 / √n, n the values that are there (Box &
 * Jenkins).
 *
 * @example
 * whiteNoiseBound(400); // 0.098
 */
export function whiteNoiseBound(count: number): number {
  return count > 0 ? 1.96 / Math.sqrt(count) : 0;
}

/** Mean of yₜ·yₜ₋ₖ over the pairs that are there, over n terms as if none were missing. */
function lagProduct(centred: Float64Array, lag: number): number {
  let sum = 0;
  let pairs = 0;
  for (let index = lag; index < centred.length; index++) {
    const product = (centred[index] as number) * (centred[index - lag] as number);
    if (Number.isNaN(product)) continue;
    sum += product;
    pairs += 1;
  }
  return pairs === 0 ? 0 : sum / (pairs + lag);
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count += 1;
  }
  return count === 0 ? Number.NaN : sum / count;
}
