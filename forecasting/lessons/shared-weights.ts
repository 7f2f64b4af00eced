import { createRandom } from '../random.ts';
import { drawInitialWeights } from '../recurrent/initial-weights.ts';
import type { Cell } from '../recurrent/kernels/cell.ts';
import type { KernelModule } from '../recurrent/kernels/kernel-module.ts';
import { runSequence } from '../recurrent/kernels/recurrent-sequence.ts';
import { parametersOf, type StepNetwork } from '../recurrent/kernels/step-network.ts';
import { sharingUnits, weightsOfCell } from './cell-weights.ts';

/** Observations that are read at two places. */
export const sharedStretch = 24;

/** What reading the same stretch at two places gave. */
export interface SharingResult {
  readonly cell: Cell;
  readonly weights: number;
  /** Largest difference between the states when nothing stood before either: 0 where the place does not matter. */
  readonly samePast: number;
  /** The same with other observations before it: after its first value, and after its last. */
  readonly otherPastFirst: number;
  readonly otherPastLast: number;
}

/**
 * Reads the latest stretch of a series by an untrained cell: at the beginning of a window, far behind in it after
 * nothing but zeros from a resting cell, and after what really came before.
 *
 * @example
 * measureSharing(kernels, values, 'rnn').samePast // 0
 */
export function measureSharing(kernels: KernelModule, values: Float32Array, cell: Cell): SharingResult {
  const stretch = values.subarray(values.length - sharedStretch);
  const before = values.subarray(values.length - 3 * sharedStretch, values.length - sharedStretch);
  const read = readerOf(kernels, cell);
  const alone = read(stretch);
  const delayed = read(Float32Array.from([...new Float32Array(before.length), ...stretch]));
  const after = read(Float32Array.from([...before, ...stretch]));
  const gap = (states: Float32Array, from: number, steps: readonly number[]) =>
    Math.max(
      ...steps.flatMap((step) =>
        Array.from({ length: sharingUnits }, (_, unit) =>
          Math.abs(states[(from + step) * sharingUnits + unit]! - alone[step * sharingUnits + unit]!),
        ),
      ),
    );
  const every = Array.from({ length: sharedStretch }, (_, step) => step);
  return {
    cell,
    weights: weightsOfCell(cell),
    samePast: gap(delayed, before.length, every),
    otherPastFirst: gap(after, before.length, [0]),
    otherPastLast: gap(after, before.length, [sharedStretch - 1]),
  };
}

/** All states over a stretch; without biases, so that a cell that reads zeros rests. */
function readerOf(kernels: KernelModule, cell: Cell): (values: Float32Array) => Float32Array {
  const network: StepNetwork = {
    steps: 1,
    features: 1,
    embedUnits: 0,
    layers: [{ name: 'cell', cell, units: sharingUnits }],
    contextSize: 0,
    outputs: 1,
    copies: 0,
  };
  const [kernel, recurrentKernel, bias] = drawInitialWeights(network, parametersOf(network), {
    random: createRandom(1),
  });
  const shape = {
    cell,
    features: 1,
    units: sharingUnits,
    gateActivation: 'sigmoid',
    resetAfter: false,
  } as const;
  return (values) =>
    runSequence(
      kernels,
      { ...shape, batch: 1, steps: values.length, returnSequences: true },
      {
        input: values,
        kernel: kernel!,
        recurrentKernel: recurrentKernel!,
        bias: new Float32Array(bias!.length),
      },
      false,
    ).output;
}
