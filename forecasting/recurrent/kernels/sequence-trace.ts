import type { Cell, CellShape } from './cell.ts';
import type { KernelModule } from './kernel-module.ts';
import { runBlocksBackward, runBlocksForward } from './recurrent-sequence.ts';
import {
  type Block,
  forEachBlock,
  type SequenceInputs,
  type SequenceSpec,
  type SequenceWorkplace,
  withSequence,
} from './sequence-workplace.ts';

/** What a cell computes at a step besides its states; an LSTM has four of them, a GRU three, a simple RNN none. */
export type Gate = 'input' | 'forget' | 'candidate' | 'output' | 'update' | 'reset';

/** Everything that a layer held at every step; each part is [batch, steps, units]. */
export interface SequenceTrace {
  readonly hidden: Float32Array;
  /** The cell state of an LSTM, null for the others. */
  readonly cell: Float32Array | null;
  /** Gates lie in 0 … 1, candidates in −1 … 1. */
  readonly gates: Readonly<Partial<Record<Gate, Float32Array>>>;
}

/** The gradient of a loss by every state, [batch, steps, units]. */
export interface StateGradients {
  /** dL/dh at every step: all ways from that state to the loss. */
  readonly hidden: Float32Array;
  /** dL/dc of an LSTM, null for the others. */
  readonly cell: Float32Array | null;
}

/**
 * Computes all steps of a recurrent layer and keeps what it held: states, gates, candidates.
 *
 * @example traceSequence(kernels, { cell: 'lstm', batch: 1, steps: 24, features: 1, units: 8, ...rest }, inputs).gates
 */
export function traceSequence(
  kernels: KernelModule,
  spec: SequenceSpec,
  inputs: SequenceInputs,
): SequenceTrace {
  return withSequence(kernels, spec, inputs, (place) => {
    runBlocksForward(place);
    const { exports } = kernels;
    const stride = exports.stepBytes(spec.units);
    const places = gateOrder[spec.cell];
    const gateStride = exports.stepBytes(gateRows(spec) * spec.units);
    const read = createReader(place);
    forEachBlock(place, (block) => {
      read(block, 'hidden', { from: place.pass.get('states') + stride, stride });
      if (spec.cell === 'lstm') read(block, 'cell', { from: place.pass.get('cells') + stride, stride });
      places.forEach((gate, i) => {
        read(block, gate, { from: place.pass.get('gates') + i * spec.units * rowBytes, stride: gateStride });
      });
    });
    return {
      hidden: read.values('hidden'),
      cell: spec.cell === 'lstm' ? read.values('cell') : null,
      gates: Object.fromEntries(places.map((gate) => [gate, read.values(gate)])),
    };
  });
}

/**
 * Computes the exact gradient of a loss by the hidden and the cell state of every step, by the same way back that
 * trains the layer (backpropagation through time, P. Werbos, 1990).
 *
 * @param outputGradient Gradient by the layer's output: [batch, units], or [batch, steps, units] with
 *   `returnSequences`.
 *
 * @example stateGradients(kernels, spec, inputs, gradientByLastState).hidden.length // batch · steps · units
 */
export function stateGradients(
  kernels: KernelModule,
  spec: SequenceSpec,
  inputs: SequenceInputs,
  outputGradient: Float32Array,
): StateGradients {
  return withSequence(kernels, spec, inputs, (place) => {
    runBlocksForward(place);
    const stride = kernels.exports.stepBytes(spec.units);
    const hidden = place.claim(spec.steps * stride);
    const cell = place.claim(spec.steps * stride);
    place.pass.set({ stateGradient: hidden, cellGradient: cell });
    const read = createReader(place);
    runBlocksBackward(place, outputGradient, (block) => {
      read(block, 'hidden', { from: hidden, stride });
      if (spec.cell === 'lstm') read(block, 'cell', { from: cell, stride });
    });
    return { hidden: read.values('hidden'), cell: spec.cell === 'lstm' ? read.values('cell') : null };
  });
}

/** In the order of their rows in the kernels. */
const gateOrder: Readonly<Record<Cell, readonly Gate[]>> = {
  rnn: [],
  lstm: ['input', 'forget', 'candidate', 'output'],
  gru: ['candidate', 'update', 'reset'],
};

/** Rows a step that the kernels keep for a unit: with the reset after, a GRU's product is a fourth. */
function gateRows({ cell, resetAfter }: CellShape): number {
  if (cell === 'gru' && resetAfter) return 4;
  return Math.max(1, gateOrder[cell].length);
}

/** Bytes of one value of all windows of a block. */
const rowBytes = 64;

interface Rows {
  readonly from: number;
  /** Bytes from one step to the next. */
  readonly stride: number;
}

/** Collects parts shaped [batch, steps, units] out of the rows of the blocks. */
function createReader({ kernels, spec, claim }: SequenceWorkplace) {
  const { steps, units, batch } = spec;
  const count = steps * units;
  const parts = new Map<string, number>();
  const read = ({ first, windows }: Block, part: string, { from, stride }: Rows) => {
    const address = parts.get(part) ?? claim(batch * count * 4);
    parts.set(part, address);
    kernels.exports.fromRows(from, stride, windows, count, steps, units, address + first * count * 4);
  };
  return Object.assign(read, {
    values: (part: string) => kernels.memory.floats(parts.get(part)!, batch * count).slice(),
  });
}
