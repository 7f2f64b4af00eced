/** Coefficients of D. Kingma, J. Ba, "Adam: a method for stochastic optimization" (2015). */
const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-8;

/** One optimiser over a set of parameter arrays; it keeps two moments a parameter. */
export interface Adam {
  /**
   * Moves the parameters in place along clipped gradients.
   *
   * @returns The norm of all gradients together, before clipping; not finite when a gradient is not.
   */
  step(gradients: readonly Float32Array[], learningRate: number): number;
  /** A copy of the moments and the number of steps: what decides, with the parameters, every later step. */
  save(): AdamState;
  restore(state: AdamState): void;
}

/** An optimiser between two steps; one array a parameter. */
export interface AdamState {
  readonly steps: number;
  readonly means: readonly Float32Array[];
  readonly squares: readonly Float32Array[];
}

/**
 * Creates an Adam optimiser with bias correction whose gradient is clipped to a global norm first.
 *
 * It works on plain arrays: for networks of this size one pass over them costs less than ten tensor operations
 * for every weight.
 *
 * @example createAdam([Float32Array.of(1)], 1).step([Float32Array.of(5)], 0.1) // 5, the parameter is now 0.9
 */
export function createAdam(parameters: readonly Float32Array[], clipNorm: number): Adam {
  const firstMoments = parameters.map((values) => new Float32Array(values.length));
  const secondMoments = parameters.map((values) => new Float32Array(values.length));
  let steps = 0;
  return {
    step(gradients, learningRate) {
      const norm = globalNorm(gradients);
      if (!Number.isFinite(norm)) return norm;
      steps++;
      const clip = norm > clipNorm ? clipNorm / norm : 1;
      const rate = (learningRate * Math.sqrt(1 - beta2 ** steps)) / (1 - beta1 ** steps);
      const floor = epsilon * Math.sqrt(1 - beta2 ** steps);
      for (let p = 0; p < parameters.length; p++) {
        const moments = { first: firstMoments[p]!, second: secondMoments[p]! };
        update(parameters[p]!, gradients[p]!, moments, { clip, rate, floor });
      }
      return norm;
    },
    save: () => ({ steps, means: copyAll(firstMoments), squares: copyAll(secondMoments) }),
    restore(state) {
      steps = state.steps;
      firstMoments.forEach((values, p) => {
        values.set(state.means[p]!);
        secondMoments[p]!.set(state.squares[p]!);
      });
    },
  };
}

function copyAll(parts: readonly Float32Array[]): Float32Array[] {
  return parts.map((values) => values.slice());
}

function update(
  values: Float32Array,
  gradient: Float32Array,
  { first, second }: { first: Float32Array; second: Float32Array },
  { clip, rate, floor }: { clip: number; rate: number; floor: number },
): void {
  for (let i = 0; i < values.length; i++) {
    const slope = gradient[i]! * clip;
    const mean = beta1 * first[i]! + (1 - beta1) * slope;
    const square = beta2 * second[i]! + (1 - beta2) * slope * slope;
    first[i] = mean;
    second[i] = square;
    values[i] = values[i]! - (rate * mean) / (Math.sqrt(square) + floor);
  }
}

function globalNorm(gradients: readonly Float32Array[]): number {
  let sum = 0;
  for (const gradient of gradients) {
    for (let i = 0; i < gradient.length; i++) sum += gradient[i]! * gradient[i]!;
  }
  return Math.sqrt(sum);
}
