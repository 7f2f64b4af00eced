import type { StateGradients } from '../kernels/sequence-trace.ts';

/** How much of the gradient is left the further back a state lies; index = lag in steps, 0 is the last step. */
export interface GradientByLag {
  /** |dL/dh| at each lag as a share of that at lag 0. */
  readonly hidden: readonly number[];
  /** The same of |dL/dc| of an LSTM; null for the others. */
  readonly cell: readonly number[] | null;
}

/** Sizes of the states that the gradients belong to. */
export interface StateSizes {
  readonly batch: number;
  readonly steps: number;
  readonly units: number;
}

/** Shares below this count as this: a share of zero has no logarithm. */
const least = 1e-12;

/**
 * Follows the gradient of a loss at the last step back through time.
 *
 * At each lag the Euclidean norm over the units is divided by that at lag 0 of the same window; windows are joined by
 * the geometric mean, since shares fall by factors. Windows without any gradient at lag 0 say nothing and are left
 * out; where there is no other, the shares are 0 after lag 0 (Y. Bengio, P. Simard, P. Frasconi, 1994, on why it
 * vanishes).
 *
 * @param gradients As `stateGradients()` computes them, [batch, steps, units].
 *
 * @example
 * gradientByLag({ hidden: Float32Array.of(0.1, 0.5, 1), cell: null }, { batch: 1, steps: 3, units: 1 })
 * // { hidden: [1, 0.5, 0.1], cell: null }
 */
export function gradientByLag({ hidden, cell }: StateGradients, sizes: StateSizes): GradientByLag {
  return { hidden: sharesOf(hidden, sizes), cell: cell && sharesOf(cell, sizes) };
}

function sharesOf(values: Float32Array, { batch, steps, units }: StateSizes): number[] {
  const logs = new Float64Array(steps);
  let counted = 0;
  for (let window = 0; window < batch; window++) {
    const norms = Array.from({ length: steps }, (_, lag) => {
      const from = (window * steps + steps - 1 - lag) * units;
      return Math.hypot(...values.subarray(from, from + units));
    });
    if (!(norms[0]! > 0)) continue;
    counted++;
    norms.forEach((norm, lag) => {
      logs[lag]! += Math.log(Math.max(least, norm / norms[0]!));
    });
  }
  return Array.from(logs, (sum, lag) => (counted > 0 ? Math.exp(sum / counted) : Number(lag === 0)));
}
