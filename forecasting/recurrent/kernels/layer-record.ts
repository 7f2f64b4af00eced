import { type CellShape, cellNumber } from './cell.ts';
import type { KernelModule } from './kernel-module.ts';
import { createRecord, type Record32 } from './record.ts';

const layerFields = [
  'cell',
  'hardGates',
  'steps',
  'features',
  'units',
  'kernel',
  'recurrentKernel',
  'bias',
  'packed',
] as const;

const passFields = [
  'width',
  'input',
  'inputStride',
  'states',
  'gates',
  'cells',
  'squashed',
  'returning',
  'carried',
  'scratch',
  'outputGradient',
  'inputGradient',
  'kernelGradient',
  'recurrentGradient',
  'biasGradient',
  'stateGradient',
  'cellGradient',
] as const;

/** The compiled module's `Pass`: where the numbers of one block of windows in a layer lie. */
export type PassRecord = Record32<(typeof passFields)[number]>;

/** Where the weights of a layer lie. */
export interface LayerWeights {
  readonly kernel: number;
  readonly recurrentKernel: number;
  /** 0 for none. */
  readonly bias: number;
}

/** The compiled module's `Layer`, with room for its packed weights. */
export interface LayerRecord {
  readonly address: number;
  readonly passBytes: number;
  release(): void;
}

/** Writes a layer down. */
export function createLayerRecord(
  { memory, exports }: KernelModule,
  shape: CellShape,
  steps: number,
  weights: LayerWeights,
): LayerRecord {
  const record = createRecord(memory, layerFields);
  const { features, units, gateActivation } = shape;
  const hardGates = Number(gateActivation === 'hardSigmoid');
  record.set({ cell: cellNumber(shape), hardGates, steps, features, units, ...weights });
  const packed = memory.allocate(exports.packedFloats(record.address) * 4);
  record.set({ packed });
  return {
    address: record.address,
    passBytes: exports.passBytes(record.address),
    release() {
      memory.release(packed);
      memory.release(record.address);
    },
  };
}

/** Makes a pass; the compiled module lays it out. */
export function createPassRecord({ memory }: KernelModule): PassRecord {
  return createRecord(memory, passFields);
}
