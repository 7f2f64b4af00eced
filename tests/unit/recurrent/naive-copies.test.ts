import { describe, expect, it } from 'vitest';
import { drift } from '#forecasting/baselines/drift.ts';
import { mean } from '#forecasting/baselines/mean.ts';
import { naive } from '#forecasting/baselines/naive.ts';
import { seasonalNaive } from '#forecasting/baselines/seasonal-naive.ts';
import { chooseCopies, type NaiveCopy, writeCopy } from '#forecasting/recurrent/naive-copies.ts';
import { prepareSeries } from '#forecasting/recurrent/prepared-series.ts';

const values = Float64Array.from({ length: 30 }, (_, i) => i + 10 * Math.sin(i));
const history = { values, seasonLength: 4 };

function copyOf(copy: NaiveCopy, lookback = 30, horizon = 10): number[] {
  const into = new Float64Array(horizon);
  writeCopy(copy, prepareSeries(history), { origin: 29, lookback, horizon }, into);
  return [...into];
}

describe('writeCopy()', () => {
  it.each([
    ['last', naive],
    ['running-mean', mean],
    ['drift', drift],
  ] as const)('%s over a whole history equals the baseline', (kind, baseline) => {
    const expected = baseline(history, 10);
    copyOf({ kind }).forEach((value, step) => {
      expect(value).toBeCloseTo(expected[step]!, 10);
    });
  });

  it('a lag of one season equals the seasonal naive', () => {
    expect(copyOf({ kind: 'lag', lag: 4 })).toEqual([...seasonalNaive(history, 10)]);
  });

  it('the mean season is the mean of each place over whole seasons', () => {
    const [first] = copyOf({ kind: 'season-mean' }, 12);
    expect(first).toBeCloseTo((values[26]! + values[22]! + values[18]!) / 3, 10);
  });
});

describe('chooseCopies()', () => {
  it('offers no season that does not fit into the lookback', () => {
    expect(chooseCopies(10, 12).map(({ kind }) => kind)).toEqual(['last', 'mean', 'running-mean', 'drift']);
  });

  it('offers the last season, those half a lookback and a lookback ago, and their mean', () => {
    expect(chooseCopies(336, 24).slice(4)).toEqual([
      { kind: 'lag', lag: 24 },
      { kind: 'lag', lag: 168 },
      { kind: 'lag', lag: 336 },
      { kind: 'season-mean' },
    ]);
  });
});
