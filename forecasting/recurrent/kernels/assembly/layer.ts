// What a recurrent layer is and where the numbers of one block of windows lie. The host writes these records.
import { rowBytes } from "./vector";

export namespace Cell {
  // @ts-ignore: decorator
  @inline
  export const rnn: i32 = 0;
  // @ts-ignore: decorator
  @inline
  export const lstm: i32 = 1;
  /** The reset gate scales the state before its product. */
  // @ts-ignore: decorator
  @inline
  export const gru: i32 = 2;
  /** It scales the product, as in PyTorch and cuDNN. */
  // @ts-ignore: decorator
  @inline
  export const gruResetAfter: i32 = 3;
}

/** A recurrent layer: its sizes, and its weights as the stock layers shape them. */
@unmanaged
export class Layer {
  cell: i32;
  /** 1 for hard sigmoid gates. */
  hardGates: i32;
  steps: i32;
  features: i32;
  units: i32;
  /** [features, gates · units] */
  kernel: usize;
  /** [units, gates · units] */
  recurrentKernel: usize;
  /** [gates · units]; [2, gates · units] where the reset comes after. */
  bias: usize;
  /** Room for `packedFloats` floats: the weights in the order of reading, for the way there and the way back. */
  packed: usize;
}

/** The numbers of one block of up to 16 windows in one layer; all rows are 16 floats. */
@unmanaged
export class Pass {
  /** Bytes of a row that hold windows: 32 for up to 8 windows, else 64. */
  width: usize;
  /** [steps][features] rows. */
  input: usize;
  inputStride: usize;
  /** [steps + 1][units] rows; the first is the initial state, zero. */
  states: usize;
  /** [steps][gate rows]: activations, turned into their gradients on the way back. */
  gates: usize;
  /** [steps + 1][units]: LSTM cell states. GRU with reset before: [steps][units], the reset states. */
  cells: usize;
  /** [steps][units]: tanh of the cell states. */
  squashed: usize;
  /** [units]: gradient by the state that comes back through the weights; begins as the gradient by the last state. */
  returning: usize;
  /** [units]: gradient that comes back past the weights: by the cell state, or through the update gate. */
  carried: usize;
  /** [units]: room for a GRU's product. */
  scratch: usize;
  /** [steps][units] rows laid out as the states from step 1 on: gradient by the outputs; 0 if only the last one has any. */
  outputGradient: usize;
  /** [steps][features] rows laid out as an input of `stepBytes(features)`; 0 if it is not wanted. */
  inputGradient: usize;
  /** Gradients that are added to, shaped as the weights. */
  kernelGradient: usize;
  recurrentGradient: usize;
  biasGradient: usize;
  /** [steps][units] rows laid out as the states from step 1 on, for the gradient by every state; 0 if it is not wanted. */
  stateGradient: usize;
  /** The same for the gradient by every cell state of an LSTM; written only where `stateGradient` is. */
  cellGradient: usize;
}

/** Bytes from one step's rows to the next: an odd number of cache lines, so that steps do not fall onto each other there. */
export function stepBytes(rows: i32): usize {
  return (<usize>rows | 1) * rowBytes;
}

/** Columns of a weight matrix a unit. */
export function gateCount(cell: i32): i32 {
  return cell == Cell.rnn ? 1 : cell == Cell.lstm ? 4 : 3;
}

/** Rows a step of `gates` a unit: GRUs with reset after also keep what the reset gate scales. */
export function gateRows(cell: i32): i32 {
  return cell == Cell.rnn ? 1 : cell == Cell.gru ? 3 : 4;
}

/** Bytes of everything that `placePass` lays out. */
export function passBytes(pointer: usize): usize {
  const layer = changetype<Layer>(pointer);
  return statesBytes(layer) + gatesBytes(layer) + cellsBytes(layer) + squashedBytes(layer) + 3 * stepBytes(layer.units);
}

/** Lays the rows of a pass out from `at` on; the host sets what it does not know. */
export function placePass(layerPointer: usize, passPointer: usize, at: usize): void {
  const layer = changetype<Layer>(layerPointer);
  const pass = changetype<Pass>(passPointer);
  pass.states = at;
  at += statesBytes(layer);
  pass.gates = at;
  at += gatesBytes(layer);
  pass.cells = at;
  at += cellsBytes(layer);
  pass.squashed = at;
  at += squashedBytes(layer);
  pass.returning = at;
  pass.carried = at + stepBytes(layer.units);
  pass.scratch = at + 2 * stepBytes(layer.units);
}

function statesBytes(layer: Layer): usize {
  return <usize>(layer.steps + 1) * stepBytes(layer.units);
}

function gatesBytes(layer: Layer): usize {
  return <usize>layer.steps * stepBytes(gateRows(layer.cell) * layer.units);
}

function cellsBytes(layer: Layer): usize {
  if (layer.cell == Cell.lstm) return <usize>(layer.steps + 1) * stepBytes(layer.units);
  return layer.cell == Cell.gru ? <usize>layer.steps * stepBytes(layer.units) : 0;
}

function squashedBytes(layer: Layer): usize {
  return layer.cell == Cell.lstm ? <usize>layer.steps * stepBytes(layer.units) : 0;
}
