import { biasSize, gatesOf } from './cell.ts';
import type { KernelModule } from './kernel-module.ts';
import {
  type Block,
  blocksOf,
  forEachBlock,
  lanes,
  type SequenceInputs,
  type SequenceSpec,
  type SequenceWorkplace,
  withSequence,
} from './sequence-workplace.ts';

export interface SequenceOutput {
  readonly output: Float32Array;
  /** What the way back needs; empty unless it was asked for. */
  readonly tape: Float32Array;
}

/** The gradients, shaped as what they belong to. */
export type SequenceGradients = SequenceInputs;

/**
 * Computes all steps of a recurrent layer for a batch.
 *
 * @param keepTape Whether the activations are returned for `sequenceGradients`.
 */
export function runSequence(
  kernels: KernelModule,
  spec: SequenceSpec,
  inputs: SequenceInputs,
  keepTape: boolean,
): SequenceOutput {
  return withSequence(kernels, spec, inputs, (place) => {
    runBlocksForward(place);
    return { output: readOutput(place), tape: keepTape ? readTape(place) : new Float32Array(0) };
  });
}

/**
 * Computes the gradients of a recurrent layer from that by its output.
 *
 * @param tape As `runSequence` returned it; computed again when it is empty.
 */
export function sequenceGradients(
  kernels: KernelModule,
  spec: SequenceSpec,
  inputs: SequenceInputs & { readonly tape: Float32Array },
  outputGradient: Float32Array,
): SequenceGradients {
  return withSequence(kernels, spec, inputs, (place) => {
    if (inputs.tape.length > 0) restoreTape(place, inputs.tape);
    else runBlocksForward(place);
    return runBlocksBackward(place, outputGradient);
  });
}

/** Computes the states of every block and leaves what the way back needs. */
export function runBlocksForward(place: SequenceWorkplace): void {
  const { kernels, layer, pass } = place;
  forEachBlock(place, () => kernels.exports.runForward(layer.address, pass.address));
}

function readOutput(place: SequenceWorkplace): Float32Array {
  const { kernels, spec, layer, pass } = place;
  const { exports, memory } = kernels;
  const { steps, units, batch, returnSequences } = spec;
  const count = (returnSequences ? steps : 1) * units;
  const output = place.claim(batch * count * 4);
  const stride = exports.stepBytes(units);
  forEachBlock(place, ({ first, windows }) => {
    const from = returnSequences
      ? pass.get('states') + stride
      : exports.lastState(layer.address, pass.address);
    exports.fromRows(from, stride, windows, count, count / units, units, output + first * count * 4);
  });
  return memory.floats(output, batch * count).slice();
}

function readTape({ kernels, spec, layer, rows }: SequenceWorkplace): Float32Array {
  return kernels.memory.floats(rows, (blocksOf(spec) * layer.passBytes) / 4).slice();
}

function restoreTape({ kernels, rows }: SequenceWorkplace, tape: Float32Array): void {
  kernels.memory.floats(rows, tape.length).set(tape);
}

/**
 * Takes every block back from the gradient by the output.
 *
 * @param afterBlock Called when a block is through, while its rows are still there.
 */
export function runBlocksBackward(
  place: SequenceWorkplace,
  outputGradient: Float32Array,
  afterBlock?: (block: Block) => void,
): SequenceGradients {
  const { kernels, spec, layer, pass, claim } = place;
  const { exports, memory } = kernels;
  const { steps, features, units, batch, returnSequences } = spec;
  const columns = gatesOf(spec.cell) * units;
  const zeroed = (count: number) => {
    const address = claim(count * 4);
    memory.floats(address, count).fill(0);
    return { address, read: () => memory.floats(address, count).slice() };
  };
  const kernel = zeroed(features * columns);
  const recurrentKernel = zeroed(units * columns);
  const bias = zeroed(biasSize(spec));
  const input = zeroed(batch * steps * features);
  const incoming = claim(outputGradient.byteLength);
  memory.floats(incoming, outputGradient.length).set(outputGradient);
  const stride = exports.stepBytes(units);
  const inputStride = exports.stepBytes(features);
  const outputRows = claim((returnSequences ? steps : 1) * stride);
  const inputGradient = claim(steps * inputStride);
  const count = outputGradient.length / batch;
  forEachBlock(place, (block) => {
    const { first, windows } = block;
    const from = incoming + first * count * 4;
    const returning = pass.get('returning');
    pass.set({
      outputGradient: returnSequences ? outputRows : 0,
      inputGradient,
      kernelGradient: kernel.address,
      recurrentGradient: recurrentKernel.address,
      biasGradient: bias.address,
    });
    if (returnSequences) {
      memory.floats(returning, units * lanes).fill(0);
      exports.toRows(from, windows, count, steps, units, outputRows, stride);
    } else {
      exports.toRows(from, windows, count, 1, units, returning, stride);
    }
    exports.runBackward(layer.address, pass.address);
    const into = input.address + first * steps * features * 4;
    exports.fromRows(inputGradient, inputStride, windows, steps * features, steps, features, into);
    afterBlock?.(block);
  });
  return {
    input: input.read(),
    kernel: kernel.read(),
    recurrentKernel: recurrentKernel.read(),
    bias: bias.read(),
  };
}
