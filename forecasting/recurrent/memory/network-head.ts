import { ForecastingError } from '../../errors.ts';
import type { NetworkWeight } from '../../network-forecaster.ts';
import { contextSizeOf, featuresOf } from '../covariate-inputs.ts';
import type { NetworkShape } from '../network-shape.ts';

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
  shape: NetworkShape,
  weights: NamedWeights,
): Float32Array {
  const { segment, units } = shape;
  if (segment === 1) return segments;
  const features = featuresOf(shape);
  const kernel = weightOf(weights, 'embed/kernel', features * units);
  const bias = weightOf(weights, 'embed/bias', units);
  const rows = segments.length / features;
  const fed = new Float32Array(rows * units);
  for (let row = 0; row < rows; row++) {
    for (let u = 0; u < units; u++) {
      let sum = bias[u]!;
      for (let i = 0; i < features; i++) sum += segments[row * features + i]! * kernel[i * units + u]!;
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

/** The layer that turns a state into a forecast, and the mixture of copies over which it has a say. */
export interface NetworkHead {
  /** [units + contextSize, horizon + copies]: the corrections, then how much more or less each copy counts. */
  readonly kernel: Float32Array;
  /** All zero, as before training: nothing reaches the state through it. */
  readonly isBlind: boolean;
  /** [horizon], normalised by the window. */
  answer(input: HeadInput): Float32Array;
  /** From the gradient by the answer, [horizon], to that by what the head says, [horizon + copies]. */
  gradient(input: HeadInput, byAnswer: Float64Array): Float64Array;
}

/** The head of a network and the mixture of copies beside it. */
export function headOf(shape: NetworkShape, weights: NamedWeights): NetworkHead {
  const { units, horizon, copies } = shape;
  const said = horizon + copies.length;
  const kernel = weightOf(weights, 'head/kernel', (units + contextSizeOf(shape)) * said);
  const bias = weightOf(weights, 'head/bias', said);
  const logits = weightOf(weights, 'mix/logits', horizon * copies.length);
  const mix = (input: HeadInput) => {
    const outputs = say({ kernel, bias }, input);
    return { outputs, shares: sharesOf(logits, outputs.subarray(horizon)) };
  };
  return {
    kernel,
    isBlind: kernel.subarray(0, units * said).every((weight) => weight === 0),
    answer(input) {
      const { outputs, shares } = mix(input);
      return Float32Array.from(
        mixed(shares, input.copies, copies.length),
        (value, step) => value + outputs[step]!,
      );
    },
    gradient(input, byAnswer) {
      const { shares } = mix(input);
      const means = mixed(shares, input.copies, copies.length);
      const bySaid = new Float64Array(said);
      bySaid.set(byAnswer);
      shares.forEach((share, at) => {
        const step = Math.floor(at / copies.length);
        const away = input.copies[at]! - means[step]!;
        bySaid[horizon + (at % copies.length)]! += byAnswer[step]! * share * away;
      });
      return bySaid;
    },
  };
}

/** The dense layer: bias + kernelᵀ · [state, context]. */
function say({ kernel, bias }: { kernel: Float32Array; bias: Float32Array }, input: HeadInput): Float64Array {
  const outputs = Float64Array.from(bias);
  [...input.state, ...input.context].forEach((value, i) => {
    for (let o = 0; o < outputs.length; o++) outputs[o]! += value * kernel[i * outputs.length + o]!;
  });
  return outputs;
}

/** Each step's mean of the copies, weighted by the shares. */
function mixed(shares: Float64Array, copies: Float32Array, count: number): Float64Array {
  const means = new Float64Array(shares.length / count);
  shares.forEach((share, at) => {
    means[Math.floor(at / count)]! += share * copies[at]!;
  });
  return means;
}

/** The softmax of each step's logits, each moved by its copy's gate. */
function sharesOf(logits: Float32Array, gates: Float64Array): Float64Array {
  const shares = new Float64Array(logits.length);
  for (let row = 0; row < logits.length; row += gates.length) {
    const own = gates.map((gate, k) => gate + logits[row + k]!);
    const highest = Math.max(...own);
    const total = own.reduce((sum, logit) => sum + Math.exp(logit - highest), 0);
    own.forEach((logit, k) => {
      shares[row + k] = Math.exp(logit - highest) / total;
    });
  }
  return shares;
}
