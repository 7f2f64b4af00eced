import { describe, expect, it } from 'vitest';
import { backtestRows, issuedRows, originTable, valuesOf } from '#app/_lib/origin-rows.ts';

const history = { stamps: [1, 2, 3, 4, 5], values: [10, 11, null, 13, 14] };

describe('backtestRows()', () => {
  const fold = {
    originIndex: 3,
    originStamp: 4,
    stamps: [5, 6],
    actual: [14, null],
    forecasts: { naive: [13, 13], 'seasonal-naive': [11, 12], gru: [13.5, 15] },
  };
  const rows = backtestRows(fold, history);

  it('ends the history at the origin and goes on with what came', () => {
    expect(rows.map((row) => [row.stamp, row.observed])).toEqual([
      [1, 10],
      [2, 11],
      [3, null],
      [4, 13],
      [5, 14],
      [6, null],
    ]);
  });

  it('joins a network to the last observation, but not a copy of last season', () => {
    expect(rows[3]?.said).toEqual({ naive: 13, gru: 13 });
    expect(rows[4]?.said).toEqual({ naive: 13, 'seasonal-naive': 11, gru: 13.5 });
  });
});

describe('issuedRows()', () => {
  const rows = issuedRows({
    history,
    stamps: [6, 7],
    actual: [null, null],
    forecasts: {
      gru: {
        values: [15, 16],
        bands: {
          '80': { lower: [14, 13], upper: [16, 19] },
          '95': { lower: [null, null], upper: [null, null] },
        },
      },
      naive: { values: [14, 14], bands: {} },
    },
    shown: ['naive', 'gru'],
    banded: 'gru',
  });

  it('opens the bands at the origin and leaves a refused one empty', () => {
    expect(rows[4]?.bands).toEqual({ '80': [14, 14], '95': [14, 14] });
    expect(rows[6]?.bands).toEqual({ '80': [13, 19], '95': null });
  });

  it('has exactly the steps of the forecast after the origin', () => {
    expect(rows.filter((row) => row.stamp > 5).map((row) => row.said.gru)).toEqual([15, 16]);
  });

  it('counts only what is drawn for the axis', () => {
    expect(Math.max(...valuesOf(rows, ['gru']))).toBe(19);
    expect(valuesOf([{ stamp: 1, observed: 2, said: { mean: 900 } }], ['gru'])).toEqual([2]);
  });

  it('becomes a table with an empty cell for a refused band', () => {
    const table = originTable(rows, { timeOf: String, nameOf: (kind) => kind });
    expect(table.columns).toEqual(['time', 'observed', 'naive', 'gru', 'lo80', 'hi80', 'lo95', 'hi95']);
    expect(table.rows.at(-1)).toEqual(['7', null, 14, 16, 13, 19, null, null]);
  });
});
