import { type CellShape, cellNumber } from './cell.ts';
import type { KernelModule } from './kernel-module.ts';

/** Where the weights of a layer lie. */
export interface LayerWeights {
  readonly kernel: number;
  readonly recurrentKernel: number;
  /** 0 for none. */
  readonly bias: number;
}

/** The record `Layer` of the compiled module and what belongs to it. */
export interface LayerRecord {
  readonly address: number;
  readonly passBytes: number;
  release(): void;
}

const layerFields = 9;
const packedField = 8;

/** Writes a layer's record and makes room for its packed weights. */
export function createLayerRecord(
  { memory, exports }: KernelModule,
  shape: CellShape,
  steps: number,
  weights: LayerWeights,
): LayerRecord {
  const address = memory.allocate(layerFields * 4);
  memory
    .integers(address, layerFields)
    .set([
      cellNumber(shape),
      Number(shape.gateActivation === 'hardSigmoid'),
      steps,
      shape.features,
      shape.units,
      weights.kernel,
      weights.recurrentKernel,
      weights.bias,
      0,
    ]);
  const packed = memory.allocate(exports.packedFloats(address) * 4);
  memory.integers(address, layerFields)[packedField] = packed;
  return {
    address,
    passBytes: exports.passBytes(address),
    release() {
      memory.release(packed);
      memory.release(address);
    },
  };
}

/** The fields of the record `Pass`, in its order. */
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
] as const;
type PassField = (typeof passFields)[number];

/** Bytes of a record `Pass`. */
export const passRecordBytes = passFields.length * 4;

/** Sets fields of a pass's record. */
export function setPass(
  { memory }: KernelModule,
  address: number,
  fields: Partial<Record<PassField, number>>,
): void {
  const record = memory.integers(address, passFields.length);
  for (const [name, value] of Object.entries(fields)) record[passFields.indexOf(name as PassField)] = value;
}

/** Reads a field of a pass's record. */
export function passField({ memory }: KernelModule, address: number, field: PassField): number {
  return memory.integers(address, passFields.length)[passFields.indexOf(field)]!;
}
