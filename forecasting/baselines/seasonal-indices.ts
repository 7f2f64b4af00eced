/** How a season acts: as factors where all values are positive, else as differences. */
export interface SeasonalIndices {
  readonly kind: 'multiplicative' | 'additive';
  /** One a phase; phase 0 is the first observation's. */
  readonly byPhase: Float64Array;
}

/**
 * Estimates seasonal indices by classical decomposition: the average ratio to (difference from) a centred moving
 * average of one season, by phase; factors average 1, differences 0.
 *
 * Definition: R's `stats::decompose`, with the multiplicative type as in the M4 competition. Where a value is not
 * positive, the additive type is used.
 *
 * @param kind By default multiplicative where all values are positive.
 * @returns undefined where a phase has no ratio: fewer than two seasons, or too much is missing.
 *
 * @example
 * seasonalIndices(Float64Array.of(1, 3, 1, 3, 1, 3), 2)?.byPhase; // [0.5, 1.5]
 */
export function seasonalIndices(
  values: Float64Array,
  seasonLength: number,
  kind: SeasonalIndices['kind'] = typeFor(values),
): SeasonalIndices | undefined {
  const sums = new Float64Array(seasonLength);
  const counts = new Float64Array(seasonLength);
  const half = Math.floor(seasonLength / 2);
  for (let t = half; t < values.length - half; t++) {
    const trend = movingAverage(values, t, seasonLength);
    const index = kind === 'multiplicative' ? values[t]! / trend : values[t]! - trend;
    if (!Number.isFinite(index)) continue;
    sums[t % seasonLength]! += index;
    counts[t % seasonLength]! += 1;
  }
  if (counts.includes(0)) return undefined;
  const raw = sums.map((sum, phase) => sum / counts[phase]!);
  const mean = raw.reduce((sum, index) => sum + index, 0) / seasonLength;
  return { kind, byPhase: raw.map((index) => (kind === 'multiplicative' ? index / mean : index - mean)) };
}

function typeFor(values: Float64Array): SeasonalIndices['kind'] {
  return values.every((value) => !(value <= 0)) ? 'multiplicative' : 'additive';
}

/** Over one season around t; an even season takes half of each end. */
function movingAverage(values: Float64Array, t: number, seasonLength: number): number {
  const half = Math.floor(seasonLength / 2);
  let sum = 0;
  for (let i = t - half; i <= t + half; i++) sum += values[i]! / seasonLength;
  if (seasonLength % 2 === 0)
    sum -= (values[t - half]! / seasonLength + values[t + half]! / seasonLength) / 2;
  return sum;
}
