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

  it('a shifted season is the last one moved to the last value', () => {
    const [first] = copyOf({ kind: 'season-shift' });
    expect(first).toBeCloseTo(values[26]! + values[29]! - values[25]!, 10);
  });

  it('a season that drifts is exact for a trend with a season, at any distance', () => {
    const trended = Float64Array.from({ length: 30 }, (_, i) => 2 * i + 10 * Math.sin((Math.PI * i) / 2));
    const into = new Float64Array(10);
    const series = prepareSeries({ values: trended, seasonLength: 4 });
    writeCopy({ kind: 'season-drift' }, series, { origin: 29, lookback: 12, horizon: 10 }, into);
    into.forEach((value, step) => {
      expect(value).toBeCloseTo(2 * (30 + step) + 10 * Math.sin((Math.PI * (30 + step)) / 2), 9);
    });
  });

  it('a season that grows adds the mean of all seasonal differences so far, once more each season', () => {
    const differences = Array.from(values.slice(4), (value, i) => value - values[i]!);
    const growth = differences.reduce((sum, value) => sum + value, 0) / differences.length;
    const forecast = copyOf({ kind: 'season-growth' }, 12);
    expect(forecast[0]).toBeCloseTo(values[26]! + growth, 10);
    expect(forecast[9]).toBeCloseTo(values[27]! + 3 * growth, 10);
  });

  it('a season that grows adds nothing where no season lies before it', () => {
    const into = new Float64Array(3);
    const span = { origin: 2, lookback: 12, horizon: 3 };
    writeCopy({ kind: 'season-growth' }, prepareSeries(history), span, into);
    expect([...into]).toEqual([values[0], values[0], values[1]]);
  });

  it('a levelled season is the mean season at the mean of the last', () => {
    const forecast = copyOf({ kind: 'season-level' }, 12, 4);
    const meanOf = (list: ArrayLike<number>) =>
      Array.from(list).reduce((sum, value) => sum + value, 0) / list.length;
    expect(meanOf(forecast)).toBeCloseTo(meanOf(values.slice(26)), 10);
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

  it('offers the seasons that are one, half a lookback and a lookback old', () => {
    expect(chooseCopies(336, 24).filter(({ kind }) => kind === 'lag')).toEqual([
      { kind: 'lag', lag: 24 },
      { kind: 'lag', lag: 168 },
      { kind: 'lag', lag: 336 },
    ]);
  });

  it('speaks of the mean season only where there are two', () => {
    expect(chooseCopies(20, 12).map(({ kind }) => kind)).not.toContain('season-mean');
    expect(chooseCopies(24, 12).map(({ kind }) => kind)).toContain('season-mean');
  });
});
