import { describe, expect, it } from 'vitest';
import { lossRows, lossTable, shownCurves } from '#app/_lib/loss-rows.ts';
import { type LearningCurve, untold } from '#app/_lib/training-state.ts';

const curve = (member: number, errors: readonly number[]): LearningCurve => ({
  member,
  epochs: 40,
  points: errors.map((error, index) => ({ epoch: index + 1, trainError: error / 2, validationError: error })),
  bestEpoch: 1,
  bestError: errors[0]!,
  secondsPerEpoch: 1,
});
const known = { sample: null, finished: null };
const state = {
  ...untold,
  forecasters: {
    gru: { ...known, curves: [curve(0, [4]), curve(1, [3, 2])] },
    rnn: { ...known, curves: [curve(0, [8, 7, 6])] },
  },
};

describe('shownCurves()', () => {
  it('shows the seed that trains now, in the order of the networks', () => {
    expect(shownCurves(state, null).map(({ kind, curve: { member } }) => [kind, member])).toEqual([
      ['rnn', 0],
      ['gru', 1],
    ]);
  });

  it('shows a chosen seed where a network has it', () => {
    expect(shownCurves(state, 1).map(({ kind }) => kind)).toEqual(['gru']);
  });
});

describe('lossRows()', () => {
  it('has one row an epoch, with the networks that have reached it', () => {
    expect(lossRows(shownCurves(state, null)).map((row) => row.validation)).toEqual([
      { rnn: 8, gru: 3 },
      { rnn: 7, gru: 2 },
      { rnn: 6 },
    ]);
  });
});

describe('lossTable()', () => {
  it('leaves the cell of an epoch that was not trained empty', () => {
    expect(lossTable(shownCurves(state, null)).rows[2]).toEqual([3, 6, 3, null, null]);
  });
});
