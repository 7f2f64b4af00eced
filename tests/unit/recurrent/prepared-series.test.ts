import { describe, expect, it } from 'vitest';
import { prepareSeries } from '#forecasting/recurrent/prepared-series.ts';

const nan = Number.NaN;

describe('prepareSeries()', () => {
  it('carries the last value forward where there is no season', () => {
    const { filled } = prepareSeries({ values: Float64Array.of(1, nan, nan, 3), seasonLength: 1 });
    expect([...filled]).toEqual([1, 1, 1, 3]);
  });

  it('takes the value a season earlier where there is one', () => {
    const values = Float64Array.of(1, 2, 3, 4, nan, nan, 7);
    expect([...prepareSeries({ values, seasonLength: 3 }).filled]).toEqual([1, 2, 3, 4, 2, 3, 7]);
  });

  it('fills the head with the first observed value and says where that stands', () => {
    const prepared = prepareSeries({ values: Float64Array.of(nan, nan, 5, 6), seasonLength: 1 });
    expect([...prepared.filled]).toEqual([5, 5, 5, 6]);
    expect(prepared.firstObserved).toBe(2);
  });

  it('knows what was observed', () => {
    expect(prepareSeries({ values: Float64Array.of(1, nan), seasonLength: 1 }).observed).toEqual(
      Uint8Array.of(1, 0),
    );
    expect(prepareSeries({ values: Float64Array.of(1, 2), seasonLength: 1 }).observed).toBeUndefined();
  });

  it('never looks ahead of the first observation: a longer history fills the same past alike', () => {
    const values = Float64Array.of(3, nan, 4, nan, nan, 9, nan, 2);
    const whole = prepareSeries({ values, seasonLength: 2 });
    for (let end = 1; end <= values.length; end++) {
      const part = prepareSeries({ values: values.slice(0, end), seasonLength: 2 });
      expect([...part.filled]).toEqual([...whole.filled.slice(0, end)]);
      expect(part.runningMean.upTo(end - 1)).toBe(whole.runningMean.upTo(end - 1));
    }
  });

  it('holds logarithms where they are asked for and every value is positive', () => {
    const logs = prepareSeries({ values: Float64Array.of(1, nan, 100), seasonLength: 1 }, 'log');
    expect([...logs.filled]).toEqual([0, 0, Math.log(100)]);
    expect(logs.logarithmic).toBe(true);
    expect(logs.unit).toBeCloseTo(100 ** (1 / 3), 10);
    const plain = prepareSeries({ values: Float64Array.of(1, 0, 100), seasonLength: 1 }, 'log');
    expect([...plain.filled]).toEqual([1, 0, 100]);
    expect(plain).toMatchObject({ logarithmic: false, unit: 1 });
  });

  it('refuses a history without any observation', () => {
    expect(() => prepareSeries({ values: Float64Array.of(nan, nan), seasonLength: 1 })).toThrow(
      expect.objectContaining({ code: 'invalid-series' }),
    );
  });
});
