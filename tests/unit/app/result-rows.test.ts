import { describe, expect, it } from 'vitest';
import { spanToLoad, viewOfFold } from '#app/_lib/backtest-view.ts';
import { nextValues, nextValuesAsText, thinned } from '#app/_lib/forecast-table.ts';
import { historyRanges } from '#app/_lib/history-ranges.ts';
import { leaderboardRows, skillLimit } from '#app/_lib/leaderboard-rows.ts';
import { ledgerRows, rewrittenMarks } from '#app/_lib/ledger-rows.ts';
import { originGains } from '#app/_lib/origin-gains.ts';
import { sortRuns } from '#app/_lib/sort-runs.ts';
import type { BacktestFold, ForecasterScore } from '#forecasting/run-result.ts';
import type { ForecastView, IssuedRow, RunRow } from '#server/api-types.ts';

const fold = (originStamp: number, actual: (number | null)[]): BacktestFold => ({
  originIndex: originStamp,
  originStamp,
  stamps: actual.map((_, step) => originStamp + step + 1),
  actual,
  forecasts: { naive: actual.map(() => 1), gru: actual.map(() => 2) },
});

describe('originGains()', () => {
  it('is above zero where the forecaster was closer', () => {
    expect(originGains([fold(10, [2, 2]), fold(12, [1, 1])], 'gru', 'naive')).toEqual([1, -1]);
  });

  it('leaves missing observations out and is null where nothing came', () => {
    expect(originGains([fold(10, [2, null]), fold(12, [null])], 'gru', 'naive')).toEqual([1, null]);
  });
});

describe('spanToLoad()', () => {
  it('takes the history of all origins at once where it comes whole', () => {
    const folds = [fold(100, [1, 1]), fold(110, [1, 1])];
    expect(spanToLoad(folds, folds[1]!)).toEqual({ from: 76, to: 112 });
  });

  it('takes that of one origin where there is too much', () => {
    const folds = [fold(100, [1]), fold(9000, [1])];
    expect(spanToLoad(folds, folds[0]!)).toEqual(viewOfFold(folds[0]!));
  });
});

const score = (kind: ForecasterScore['kind'], interval: [number, number] | null) =>
  ({
    kind,
    coverage: { '80': 0.7, '95': 0.9 },
    scores: { skill: 0, skillInterval: interval },
  }) as unknown as ForecasterScore;

describe('leaderboardRows()', () => {
  it('says in a word how each stands to the reference, and takes the narrowest band', () => {
    const rows = leaderboardRows(
      [
        score('naive', null),
        score('gru', [0.1, 0.2]),
        score('lstm', [-0.1, 0.2]),
        score('rnn', [-0.2, -0.1]),
      ],
      'naive',
    );
    expect(rows.map((row) => row.standing)).toEqual([null, 'better', 'tie', 'worse']);
    expect(rows[1]).toMatchObject({ caught: 0.7, isReference: false });
  });
});

describe('skillLimit()', () => {
  it('is ±30 % and grows with the best network’s interval', () => {
    expect(skillLimit([score('gru', [-0.1, 0.2])], 'gru')).toBe(0.3);
    expect(skillLimit([score('gru', [-0.5, 0.2])], 'gru')).toBe(0.6);
    expect(skillLimit([score('gru', [-4, 0.2])], 'gru')).toBe(1);
  });
});

const view = {
  forecast: {
    stamps: [1, 2, 3],
    recommended: 'gru',
    forecasts: {
      gru: { values: [5, 6, 7], bands: { '80': { lower: [4, null, 6], upper: [6, null, 8] } } },
      naive: { values: [1, 1, 1], bands: {} },
    },
  },
} as unknown as ForecastView;

describe('nextValues()', () => {
  const rows = nextValues(view, 'naive');

  it('puts value, band and naive beside each step', () => {
    expect(rows[0]).toEqual({ step: 1, stamp: 1, value: 5, naive: 1, bands: { '80': [4, 6] } });
    expect(rows[1]?.bands).toEqual({ '80': null });
  });

  it('becomes text for a spreadsheet, a refused band as empty cells', () => {
    expect(nextValuesAsText(rows, String).split('\n')).toEqual([
      'time\tvalue\tlo80\thi80\tnaive',
      '1\t5\t4\t6\t1',
      '2\t6\t\t\t1',
      '3\t7\t6\t8\t1',
    ]);
  });
});

describe('thinned()', () => {
  it('takes every so many steps', () => {
    const steps = Array.from({ length: 48 }, (_, index) => index + 1);
    expect(thinned(steps, 8)).toEqual({ rows: [6, 12, 18, 24, 30, 36, 42, 48], every: 6 });
  });
});

describe('historyRanges()', () => {
  it('offers what the series reaches, in the words of its frequency', () => {
    expect(historyRanges(48, 1200, 'hourly').map(({ label }) => label)).toEqual(['6 days', '20 days', 'All']);
    expect(historyRanges(12, 740, 'monthly').map(({ label }) => label)).toEqual([
      '3 years',
      '10 years',
      '30 years',
      'All',
    ]);
  });

  it('has only all of it where the series is short', () => {
    expect(historyRanges(10, 20, 'daily').map(({ key }) => key)).toEqual(['all']);
  });
});

describe('ledgerRows()', () => {
  it('lays each forecast over what came, from the observation it was issued at', () => {
    const issued = [{ id: 7, originStamp: 2, stamps: [3, 4], values: [30, 40] }] as unknown as IssuedRow[];
    const rows = ledgerRows({ stamps: [1, 2, 3], values: [10, 20, 33] }, issued);
    expect(rows.map(({ stamp, observed, said }) => [stamp, observed, said[7] ?? null])).toEqual([
      [1, 10, null],
      [2, 20, 20],
      [3, 33, 30],
      [4, null, 40],
    ]);
  });
});

describe('rewrittenMarks()', () => {
  it('marks every place, and what stood there as of a moment', () => {
    const rewritten = [
      { stamp: 1, at: 100, before: 5, existed: true },
      { stamp: 2, at: 100, before: null, existed: false },
      { stamp: 1, at: 200, before: 6, existed: true },
    ];
    expect(rewrittenMarks(rewritten, 50)).toEqual({ stamps: [1, 2], before: [{ stamp: 1, value: 5 }] });
    expect(rewrittenMarks(rewritten, 150)).toEqual({ stamps: [1, 2], before: [{ stamp: 1, value: 6 }] });
    expect(rewrittenMarks(rewritten, 200)).toEqual({ stamps: [1, 2], before: [] });
  });
});

describe('sortRuns()', () => {
  const run = (id: number, skill: number | null) =>
    ({ id, verdict: skill === null ? null : { skill } }) as unknown as RunRow;

  it('puts runs without the value last, either way', () => {
    const runs = [run(1, null), run(2, 0.1), run(3, 0.4)];
    const ids = (descending: boolean) => sortRuns(runs, { key: 'skill', descending }).map(({ id }) => id);
    expect(ids(false)).toEqual([2, 3, 1]);
    expect(ids(true)).toEqual([3, 2, 1]);
  });
});
