/**
 * What a training minimises, each target times its weight: the squared error, the absolute error, the pinball
 * loss of quantiles (R. Koenker, G. Bassett, 1978) with one level for every output, or the cross-entropy: minus the
 * logarithm of the softmax of a step's outputs at the class that the step's target numbers, from 0.
 */
export type StepLoss =
  | { readonly kind: 'squared' }
  | { readonly kind: 'absolute' }
  | { readonly kind: 'pinball'; readonly levels: readonly number[] }
  | { readonly kind: 'crossEntropy' };

/** How much an answer costs for every unit that it is too low, and too high. */
export interface LossSlopes {
  readonly up: Float32Array;
  readonly down: Float32Array;
}

/** The number by which the compiled module knows a loss. */
export function lossNumber({ kind }: StepLoss): number {
  return { squared: 0, absolute: 1, pinball: 1, crossEntropy: 2 }[kind];
}

/** The slopes of a loss for every output; undefined for the losses that have none. */
export function slopesOf(loss: StepLoss, outputs: number): LossSlopes | undefined {
  switch (loss.kind) {
    case 'squared':
    case 'crossEntropy':
      return undefined;
    case 'absolute':
      return { up: new Float32Array(outputs).fill(1), down: new Float32Array(outputs).fill(1) };
    case 'pinball':
      return {
        up: Float32Array.from(loss.levels),
        down: Float32Array.from(loss.levels, (level) => 1 - level),
      };
  }
}
