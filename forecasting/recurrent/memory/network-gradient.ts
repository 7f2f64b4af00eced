import { createRandom } from '../../random.ts';
import { contextSizeOf, featuresOf } from '../covariate-inputs.ts';
import type { KernelModule } from '../kernels/kernel-module.ts';
import { runSequence } from '../kernels/recurrent-sequence.ts';
import { stateGradients } from '../kernels/sequence-trace.ts';
import type { SequenceInputs, SequenceSpec } from '../kernels/sequence-workplace.ts';
import type { NetworkShape } from '../network-shape.ts';
import type { TrainingBatch } from '../training-data.ts';
import { type GradientByLag, gradientByLag } from './gradient-by-lag.ts';
import { embedSegments, headOf, type NamedWeights, type NetworkHead, weightOf } from './network-head.ts';

/** A network as its numbers. */
export interface NetworkNumbers {
  readonly shape: NetworkShape;
  readonly weights: NamedWeights;
}

/**
 * How much of the gradient of a network's loss is left at each lag, in steps of its cell, over some windows with their
 * targets. The loss is the one it is trained on: the absolute error, weighted.
 *
 * Before training the head is zero and no gradient gets past it; then a head is drawn as such layers usually are
 * (X. Glorot, Y. Bengio, 2010), and what is left by lag is the cell's own.
 *
 * @example gradientOfNetwork(kernels, { shape, weights: nameWeights(state.weights) }, batch).hidden[0] // 1
 */
export function gradientOfNetwork(
  kernels: KernelModule,
  network: NetworkNumbers,
  batch: TrainingBatch,
): GradientByLag {
  const { steps, units } = network.shape;
  const { size } = batch.inputs;
  const spec = sequenceSpec(network.shape, size);
  const inputs = sequenceInputs(network, batch.inputs.segments);
  const states = runSequence(kernels, spec, inputs, false).output;
  const byState = gradientByState(network, batch, states);
  return gradientByLag(stateGradients(kernels, spec, inputs, byState), { batch: size, steps, units });
}

/** The cell of a network as the kernels know it; its output is the last state. */
export function sequenceSpec(shape: NetworkShape, batch: number): SequenceSpec {
  const { kind, units, segment, steps } = shape;
  return {
    cell: kind,
    units,
    steps,
    batch,
    features: segment === 1 ? featuresOf(shape) : units,
    gateActivation: 'sigmoid',
    resetAfter: false,
    returnSequences: false,
  };
}

/** What the cell of a network computes from. */
export function sequenceInputs({ shape, weights }: NetworkNumbers, segments: Float32Array): SequenceInputs {
  const { kind, units, segment } = shape;
  const features = segment === 1 ? featuresOf(shape) : units;
  const columns = units * { rnn: 1, lstm: 4, gru: 3 }[kind];
  return {
    input: embedSegments(segments, shape, weights),
    kernel: weightOf(weights, 'cell/kernel', features * columns),
    recurrentKernel: weightOf(weights, 'cell/recurrent_kernel', units * columns),
    bias: weightOf(weights, 'cell/bias', columns),
  };
}

/** Gradient of the loss by the last state of every window, [windows, units]. */
function gradientByState(
  { shape, weights }: NetworkNumbers,
  { inputs, targets }: TrainingBatch,
  states: Float32Array,
): Float32Array {
  const { units, horizon, copies } = shape;
  const contextSize = contextSizeOf(shape);
  const head = headOf(shape, weights);
  const kernel = readingKernel(head, shape);
  const gradients = new Float32Array(states.length);
  const said = horizon + copies.length;
  for (let row = 0; row < inputs.size; row++) {
    const input = {
      state: states.subarray(row * units, (row + 1) * units),
      context: inputs.context.subarray(row * contextSize, (row + 1) * contextSize),
      copies: inputs.copies.subarray(row * horizon * copies.length, (row + 1) * horizon * copies.length),
    };
    const slopes = Float64Array.from(head.answer(input), (value, step) => {
      const at = row * horizon + step;
      return targets.weights[at]! * Math.sign(value - targets.targets[at]!);
    });
    head.gradient(input, slopes).forEach((slope, o) => {
      for (let u = 0; u < units; u++) gradients[row * units + u]! += slope * kernel[u * said + o]!;
    });
  }
  return gradients;
}

const headSeed = 1;

/** The head's own weights, or drawn ones where it does not read the state yet. */
function readingKernel({ kernel, isBlind }: NetworkHead, shape: NetworkShape): Float32Array {
  if (!isBlind) return kernel;
  const { units, horizon, copies } = shape;
  const random = createRandom(headSeed);
  const limit = Math.sqrt(6 / (units + contextSizeOf(shape) + horizon + copies.length));
  return kernel.map(() => (2 * random() - 1) * limit);
}
