import type { CellShape } from './cell.ts';
import type { KernelModule } from './kernel-module.ts';
import { createLayerRecord, createPassRecord, type LayerRecord, type PassRecord } from './layer-record.ts';

/** Windows that the kernels compute side by side. */
export const lanes = 16;

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

/** Blocks of memory that live as long as one call. */
export interface SequenceWorkplace {
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

/** Lays a layer and its inputs out in the kernels' memory for as long as `work` takes. */
export function withSequence<Result>(
  kernels: KernelModule,
  spec: SequenceSpec,
  inputs: SequenceInputs,
  work: (place: SequenceWorkplace) => Result,
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

/** Blocks that a batch is cut into. */
export function blocksOf({ batch }: Pick<SequenceSpec, 'batch'>): number {
  return Math.ceil(batch / lanes);
}

/** A run of up to 16 windows. */
export interface Block {
  readonly first: number;
  readonly windows: number;
}

/** Visits every block, the pass pointed at it and its input laid out as rows. */
export function forEachBlock(place: SequenceWorkplace, visit: (block: Block) => void): void {
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
