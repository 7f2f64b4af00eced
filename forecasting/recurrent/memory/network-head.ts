import { ForecastingError } from '../../errors.ts';
import type { NetworkWeight } from '../../network-forecaster.ts';
import type { NetworkShape } from '../network-shape.ts';
import { contextSize } from '../window-batch.ts';

/** The weights of a network by their names. */
export type NamedWeights = ReadonlyMap<string, Float32Array>;

/** Names the weights of a saved network. */
export function nameWeights(weights: readonly NetworkWeight[]): NamedWeights {
  return new Map(weights.map(({ name, values }) => [name, values]));
}

/**
 * One of a network's weights.
 *
 * @throws ForecastingError 'model-mismatch' where it is missing or has another size.
 */
export function weightOf(weights: NamedWeights, name: string, size: number): Float32Array {
  const values = weights.get(name);
  if (values?.length === size) return values;
  throw new ForecastingError(
    'model-mismatch',
    `Cannot look into the network: ${size} numbers of ${name} are needed, there are ${values?.length ?? 0}`,
  );
}

/**
 * What a cell is fed: the segments as they are, or through the dense layer with relu that longer lookbacks have.
 *
 * @param segments [rows, segment]
 * @returns [rows, features]
 */
export function embedSegments(
  segments: Float32Array,
  { segment, units }: NetworkShape,
  weights: NamedWeights,
): Float32Array {
  if (segment === 1) return segments;
  const kernel = weightOf(weights, 'embed/kernel', segment * units);
  const bias = weightOf(weights, 'embed/bias', units);
  const rows = segments.length / segment;
  const fed = new Float32Array(rows * units);
  for (let row = 0; row < rows; row++) {
    for (let u = 0; u < units; u++) {
      let sum = bias[u]!;
      for (let i = 0; i < segment; i++) sum += segments[row * segment + i]! * kernel[i * units + u]!;
      fed[row * units + u] = Math.max(0, sum);
    }
  }
  return fed;
}

/** One window as the layer after the cell reads it. */
export interface HeadInput {
  /** [units] */
  readonly state: Float32Array;
  /** [contextSize] */
  readonly context: Float32Array;
  /** [horizon, copies] */
  readonly copies: Float32Array;
}

/** The layer that turns a state into a forecast. */
export interface NetworkHead {
  /** [units + contextSize, horizon] */
  readonly kernel: Float32Array;
  /** All zero, as before training: nothing reaches the state through it. */
  readonly isBlind: boolean;
  /** [horizon], normalised by the window. */
  answer(input: HeadInput): Float32Array;
}

/** The head of a network and the mixture of copies beside it. */
export function headOf({ units, horizon, copies }: NetworkShape, weights: NamedWeights): NetworkHead {
  const kernel = weightOf(weights, 'head/kernel', (units + contextSize) * horizon);
  const bias = weightOf(weights, 'head/bias', horizon);
  const logits = weightOf(weights, 'mix/logits', horizon * copies.length);
  const shares = softmaxRows(logits, copies.length);
  return {
    kernel,
    isBlind: kernel.subarray(0, units * horizon).every((weight) => weight === 0),
    answer: (input) => {
      const read = [...input.state, ...input.context];
      return Float32Array.from({ length: horizon }, (_, step) => {
        let sum = bias[step]!;
        read.forEach((value, i) => {
          sum += value * kernel[i * horizon + step]!;
        });
        for (let k = 0; k < copies.length; k++) {
          const at = step * copies.length + k;
          sum += shares[at]! * input.copies[at]!;
        }
        return sum;
      });
    },
  };
}

function softmaxRows(logits: Float32Array, columns: number): Float64Array {
  const shares = new Float64Array(logits.length);
  for (let row = 0; row < logits.length; row += columns) {
    const own = logits.subarray(row, row + columns);
    const highest = Math.max(...own);
    const total = own.reduce((sum, logit) => sum + Math.exp(logit - highest), 0);
    own.forEach((logit, k) => {
      shares[row + k] = Math.exp(logit - highest) / total;
    });
  }
  return shares;
}
