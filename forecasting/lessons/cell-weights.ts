import { type Cell, gatesOf } from '../recurrent/kernels/cell.ts';

/** Units of the cell in the lesson. */
export const sharingUnits = 16;

/**
 * Weights of a cell that reads one number a step: [input + state + bias] · gates · units, however many steps.
 *
 * @example
 * weightsOfCell('rnn'); // 288
 */
export function weightsOfCell(cell: Cell): number {
  return gatesOf(cell) * sharingUnits * (1 + sharingUnits + 1);
}
