/**
 * What a training minimises, each target times its weight: the squared error, the absolute error, or the pinball
 * loss of quantiles (R. Koenker, G. Bassett, 1978) with one level for every output.
 */
export type StepLoss =
  | { readonly kind: 'squared' }
  | { readonly kind: 'absolute' }
  | { readonly kind: 'pinball'; readonly levels: readonly number[] };

/** How much an answer costs for every unit that it is too low, and too high. */
export interface LossSlopes {
  readonly up: Float32Array;
  readonly down: Float32Array;
}

/** The slopes of a loss for every output; undefined for the squared error, which has none. */
export function slopesOf(loss: StepLoss, outputs: number): LossSlopes | undefined {
  switch (loss.kind) {
    case 'squared':
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
