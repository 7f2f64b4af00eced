import { type QuantileSample, upperProbability } from './quantile-loss.ts';

/** Where every forecast is right, an offset is still this power of e in the unit of its window. */
const leastLog = -12;

/**
 * The biases from which a quantile head starts: offsets that are the same for all windows, and differ by step, side and
 * level.
 *
 * A step's size is its mean absolute residual; the quantiles of residuals over sizes are pooled over steps, so that few
 * windows suffice.
 *
 * @returns [2, levels, horizon], logarithms of the increments from level to level.
 */
export function constantOffsets(
  { size, residuals, weights }: Pick<QuantileSample, 'size' | 'residuals' | 'weights'>,
  levels: readonly number[],
): Float32Array {
  const horizon = residuals.length / size;
  const sizes = stepSizes(residuals, weights, horizon);
  const bias = new Float32Array(2 * levels.length * horizon);
  for (const side of [0, 1]) {
    const sign = side === 0 ? -1 : 1;
    const excesses = residuals
      .map((residual, cell) => (weights[cell]! > 0 ? (sign * residual) / sizes[cell % horizon]! : Number.NaN))
      .filter((excess) => !Number.isNaN(excess))
      .sort();
    let within = 0;
    levels.forEach((level, k) => {
      const rank = Math.ceil(upperProbability(level) * excesses.length) - 1;
      const offset = Math.max(within, excesses[Math.max(0, rank)] ?? 0);
      for (let step = 0; step < horizon; step++) {
        const increment = (offset - within) * sizes[step]!;
        bias[(side * levels.length + k) * horizon + step] = Math.max(leastLog, Math.log(increment));
      }
      within = offset;
    });
  }
  return bias;
}

/** The mean absolute residual of each step; of one that has none, that of all. */
function stepSizes(residuals: Float32Array, weights: Float32Array, horizon: number): Float64Array {
  const sums = new Float64Array(horizon);
  const counts = new Float64Array(horizon);
  residuals.forEach((residual, cell) => {
    const weight = weights[cell]!;
    if (weight === 0) return;
    sums[cell % horizon]! += Math.abs(residual);
    counts[cell % horizon]! += 1;
  });
  const overall = sumOf(sums) / Math.max(1, sumOf(counts));
  const smallest = Math.max(overall * 1e-3, Math.exp(leastLog));
  return sums.map((sum, step) => Math.max(smallest, counts[step]! > 0 ? sum / counts[step]! : overall));
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
