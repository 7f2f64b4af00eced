import type { Gate } from '#forecasting/recurrent/kernels/sequence-trace.ts';
import type { WindowView } from '#server/inspection/inspection.ts';
import type { ChartTable } from './chart-table.ts';

/** One block of rows of the step player: a gate or a state, a row a unit. */
export interface StateRows {
  readonly key: string;
  readonly title: string;
  /** What it does, or its range. */
  readonly note: string;
  /** [units][steps], within −1 … 1. */
  readonly rows: readonly (readonly number[])[];
  /** Values below zero have another colour. */
  readonly signed: boolean;
}

const gateWords: Readonly<Partial<Record<Gate, { title: string; note: string }>>> = {
  input: { title: 'Input gate', note: 'let in' },
  forget: { title: 'Forget gate', note: 'keep' },
  output: { title: 'Output gate', note: 'show' },
  update: { title: 'Update gate', note: 'keep' },
  reset: { title: 'Reset gate', note: 'look back' },
};

/** The blocks of a network, gates first, states last. */
export function stateRows({ gates, cell, hidden }: WindowView): StateRows[] {
  const order = ['input', 'forget', 'output', 'update', 'reset'] as const;
  const gateBlocks = order.flatMap((gate) => {
    const rows = gates[gate];
    const words = gateWords[gate];
    return rows && words ? [{ key: gate, ...words, rows, signed: false }] : [];
  });
  const cellBlock = cell
    ? [
        {
          key: 'cell',
          title: 'Cell state',
          note: 'tanh, −1 … +1',
          rows: cell.map((row) => row.map(Math.tanh)),
          signed: true,
        },
      ]
    : [];
  const hiddenBlock = { key: 'hidden', title: 'Hidden state', note: '−1 … +1', rows: hidden, signed: true };
  return [...gateBlocks, ...cellBlock, hiddenBlock];
}

/** The row whose memory is largest at a step: what the sentence below the picture speaks of. */
export function loudestRow({ cell, hidden }: WindowView, step: number): number {
  const states = cell ?? hidden;
  return states.reduce(
    (best, row, index) => (Math.abs(row[step]!) > Math.abs(states[best]![step]!) ? index : best),
    0,
  );
}

/** A part of a sentence; numbers stand out. */
export type Phrase = string | { readonly number: string };

/** What one unit does at one step, in a sentence with its numbers. */
export function stepSentence(view: WindowView, row: number, step: number): Phrase[] {
  const { gates, cell, hidden, shown } = view;
  const unit = `Unit ${shown[row]! + 1} at step ${step + 1}: `;
  const before = (states: readonly (readonly number[])[]) => number(step > 0 ? states[row]![step - 1]! : 0);
  const gate = (name: Gate) => number(gates[name]![row]![step]!);
  if (cell && gates.forget && gates.input && gates.candidate) {
    return [
      `${unit}keeps `,
      gate('forget'),
      ' of ',
      before(cell),
      ', lets in ',
      gate('input'),
      ' of ',
      gate('candidate'),
      ', so its cell state is ',
      number(cell[row]![step]!),
      '.',
    ];
  }
  if (gates.update && gates.candidate) {
    return [
      `${unit}keeps `,
      gate('update'),
      ' of ',
      before(hidden),
      ', takes the rest of ',
      gate('candidate'),
      ', so its hidden state is ',
      number(hidden[row]![step]!),
      '.',
    ];
  }
  return [
    `${unit}its hidden state goes from `,
    before(hidden),
    ' to ',
    number(hidden[row]![step]!),
    '; no gate says what is kept.',
  ];
}

function number(value: number): Phrase {
  return { number: value.toFixed(2).replace('-', '−') };
}

/** The picture as numbers: a row a step, means over the shown units. */
export function windowTable(view: WindowView, stampText: (stamp: number) => string): ChartTable {
  const blocks = stateRows(view);
  const mean = (rows: readonly (readonly number[])[], step: number, size = false) =>
    rows.reduce((sum, row) => sum + (size ? Math.abs(row[step]!) : row[step]!), 0) / rows.length;
  return {
    columns: [
      'step',
      'up to',
      'last value in',
      'said next',
      'came next',
      ...blocks.map(({ title, signed }) => `${title}, mean${signed ? ' size' : ''}`),
    ],
    rows: Array.from({ length: view.steps }, (_, step) => {
      const last = (step + 1) * view.segment - 1;
      return [
        step + 1,
        stampText(view.stamps[last]!),
        view.input[last]!,
        view.output[step]!,
        view.came[step] ?? null,
        ...blocks.map(({ rows, signed }) => mean(rows, step, signed)),
      ];
    }),
  };
}
