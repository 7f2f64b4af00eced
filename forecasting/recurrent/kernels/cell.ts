/** A recurrent cell: simple RNN (tanh), long short-term memory, gated recurrent unit. */
export type Cell = 'rnn' | 'lstm' | 'gru';

/** A recurrent layer as the kernels see it. */
export interface CellShape {
  readonly cell: Cell;
  readonly features: number;
  readonly units: number;
  /** The gates' function; a simple RNN has no gates. */
  readonly gateActivation: 'sigmoid' | 'hardSigmoid';
  /** GRU only. False: the reset gate scales the state before its product; true: the product, as in PyTorch. */
  readonly resetAfter: boolean;
}

/** Columns of a weight matrix for every unit: 1 (RNN), 4 (LSTM: i, f, c, o), 3 (GRU: z, r, h). */
export function gatesOf(cell: Cell): number {
  return { rnn: 1, lstm: 4, gru: 3 }[cell];
}

/** Numbers of a layer's bias: [gates · units], or [2, gates · units] with `resetAfter`. */
export function biasSize({ cell, units, resetAfter }: CellShape): number {
  return gatesOf(cell) * units * (cell === 'gru' && resetAfter ? 2 : 1);
}

/** The number by which the compiled module knows a cell. */
export function cellNumber({ cell, resetAfter }: CellShape): number {
  if (cell === 'gru') return resetAfter ? 3 : 2;
  return cell === 'rnn' ? 0 : 1;
}
