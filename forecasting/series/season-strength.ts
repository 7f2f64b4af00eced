/**
 * How much of a series' movement the season explains: 0 none, 1 all of it.
 *
 * Strength of seasonality, max(0, 1 − Var(R) / Var(S + R)) (Hyndman & Athanasopoulos, "Forecasting:
 * Principles and Practice", 3rd edition, §4.3), after a classical additive decomposition (§3.4): the trend T is
 * the centred moving average over a season, S the mean of y − T by place in the season, R what remains.
 *
 * @param values NaN where missing; windows that hold one are left out.
 * @returns null without a season (`seasonLength` < 2), with less than two whole seasons, or where nothing
 *   moves.
 * @example
 * seasonStrength(Float64Array.of(1, 5, 1, 5, 1, 5), 2); // 1
 */
export function seasonStrength(values: Float64Array, seasonLength: number): number | null {
  if (seasonLength < 2 || values.length < 2 * seasonLength) return null;
  const moving = withoutTrend(values, seasonLength);
  const season = meanByPlace(moving, seasonLength);
  const remainder = moving.map((value, index) => value - (season[index % seasonLength] as number));
  const whole = varianceOf(moving);
  if (!(whole > 0)) return null;
  return Math.max(0, 1 - varianceOf(remainder) / whole);
}

/** y − T; NaN where the window of the moving average is not complete. */
function withoutTrend(values: Float64Array, seasonLength: number): Float64Array {
  const half = Math.floor(seasonLength / 2);
  // An even season has no middle: its window is one longer and the two ends count half each.
  const halved = seasonLength % 2 === 0;
  const sums = runningSums(values);
  return values.map((value, index) => {
    const first = index - half;
    const last = index + half;
    if (first < 0 || last >= values.length) return Number.NaN;
    const window = sums.between(first, last);
    const ends = halved ? ((values[first] as number) + (values[last] as number)) / 2 : 0;
    return value - (window - ends) / seasonLength;
  });
}

/** Sums over windows, NaN where a value of the window is missing. */
function runningSums(values: Float64Array) {
  const sums = new Float64Array(values.length + 1);
  const missing = new Uint32Array(values.length + 1);
  values.forEach((value, index) => {
    const isMissing = Number.isNaN(value);
    sums[index + 1] = (sums[index] as number) + (isMissing ? 0 : value);
    missing[index + 1] = (missing[index] as number) + (isMissing ? 1 : 0);
  });
  return {
    /** Both ends included. */
    between(first: number, last: number): number {
      if (missing[last + 1] !== missing[first]) return Number.NaN;
      return (sums[last + 1] as number) - (sums[first] as number);
    },
  };
}

function meanByPlace(values: Float64Array, seasonLength: number): Float64Array {
  const sums = new Float64Array(seasonLength);
  const counts = new Float64Array(seasonLength);
  values.forEach((value, index) => {
    if (Number.isNaN(value)) return;
    const place = index % seasonLength;
    sums[place] = (sums[place] as number) + value;
    counts[place] = (counts[place] as number) + 1;
  });
  return sums.map((sum, place) => sum / (counts[place] as number));
}

function varianceOf(values: Float64Array): number {
  const mean = meanOf(values);
  return meanOf(values.map((value) => (value - mean) ** 2));
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
