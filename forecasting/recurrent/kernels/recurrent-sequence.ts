import { biasSize, type CellShape, gatesOf } from './cell.ts';
import type { KernelModule } from './kernel-module.ts';
import { createLayerRecord, createPassRecord, type LayerRecord, type PassRecord } from './layer-record.ts';

/** Windows that the kernels compute side by side. */
const lanes = 16;

/** A layer applied to a batch. */
export interface SequenceSpec extends CellShape {
  readonly batch: number;
  readonly steps: number;
  /** The output is every state, [batch, steps, units], instead of the last, [batch, units]. */
  readonly returnSequences: boolean;
}

/** What goes in, as the stock layers shape it. */
export interface SequenceInputs {
  /** [batch, steps, features] */
  readonly input: Float32Array;
  /** [features, gates · units] */
  readonly kernel: Float32Array;
  /** [units, gates · units] */
  readonly recurrentKernel: Float32Array;
  /** [gates · units], or [2, gates · units] with `resetAfter`. */
  readonly bias: Float32Array;
}

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
  return withWorkplace(kernels, spec, inputs, (place) => {
    forward(place);
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
  return withWorkplace(kernels, spec, inputs, (place) => {
    if (inputs.tape.length > 0) restoreTape(place, inputs.tape);
    else forward(place);
    return backward(place, outputGradient);
  });
}

/** Blocks of memory that live as long as one call. */
interface Workplace {
  readonly kernels: KernelModule;
  readonly spec: SequenceSpec;
  readonly layer: LayerRecord;
  readonly input: number;
  readonly pass: PassRecord;
  readonly inputRows: number;
  /** The kept rows of every block of windows. */
  readonly rows: number;
  readonly claim: (bytes: number) => number;
}

function withWorkplace<Result>(
  kernels: KernelModule,
  spec: SequenceSpec,
  inputs: SequenceInputs,
  work: (place: Workplace) => Result,
): Result {
  const { memory, exports } = kernels;
  const claimed: number[] = [];
  let layer: LayerRecord | undefined;
  const claim = (bytes: number) => {
    const address = memory.allocate(bytes);
    claimed.push(address);
    return address;
  };
  const put = (values: Float32Array) => {
    const address = claim(values.byteLength);
    memory.floats(address, values.length).set(values);
    return address;
  };
  try {
    const weights = {
      kernel: put(inputs.kernel),
      recurrentKernel: put(inputs.recurrentKernel),
      bias: put(inputs.bias),
    };
    layer = createLayerRecord(kernels, spec, spec.steps, weights);
    exports.packLayer(layer.address);
    const pass = createPassRecord(kernels);
    claimed.push(pass.address);
    return work({
      kernels,
      spec,
      layer,
      input: put(inputs.input),
      pass,
      inputRows: claim(spec.steps * exports.stepBytes(spec.features)),
      rows: claim(blocksOf(spec) * layer.passBytes),
      claim,
    });
  } finally {
    layer?.release();
    for (const address of claimed) memory.release(address);
  }
}

function blocksOf({ batch }: SequenceSpec): number {
  return Math.ceil(batch / lanes);
}

/** A run of up to 16 windows. */
interface Block {
  readonly first: number;
  readonly windows: number;
}

/** Points the pass at a block, its input laid out as rows. */
function forEachBlock(place: Workplace, visit: (block: Block) => void): void {
  const { kernels, spec, layer, pass, input, inputRows, rows } = place;
  const { exports } = kernels;
  const { steps, features } = spec;
  for (let b = 0; b < blocksOf(spec); b++) {
    const first = b * lanes;
    const windows = Math.min(lanes, spec.batch - first);
    const inputStride = exports.stepBytes(features);
    const from = input + first * steps * features * 4;
    exports.toRows(from, windows, steps * features, steps, features, inputRows, inputStride);
    pass.set({ width: exports.widthOf(windows), input: inputRows, inputStride });
    exports.placePass(layer.address, pass.address, rows + b * layer.passBytes);
    visit({ first, windows });
  }
}

function forward(place: Workplace): void {
  const { kernels, layer, pass } = place;
  forEachBlock(place, () => kernels.exports.runForward(layer.address, pass.address));
}

function readOutput(place: Workplace): Float32Array {
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

function readTape({ kernels, spec, layer, rows }: Workplace): Float32Array {
  return kernels.memory.floats(rows, (blocksOf(spec) * layer.passBytes) / 4).slice();
}

function restoreTape({ kernels, rows }: Workplace, tape: Float32Array): void {
  kernels.memory.floats(rows, tape.length).set(tape);
}

function backward(place: Workplace, outputGradient: Float32Array): SequenceGradients {
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
  forEachBlock(place, ({ first, windows }) => {
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
  });
  return {
    input: input.read(),
    kernel: kernel.read(),
    recurrentKernel: recurrentKernel.read(),
    bias: bias.read(),
  };
}
