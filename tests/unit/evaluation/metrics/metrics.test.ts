import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coverage } from '#forecasting/evaluation/metrics/coverage.ts';
import { mae } from '#forecasting/evaluation/metrics/mae.ts';
import { mase } from '#forecasting/evaluation/metrics/mase.ts';
import { metricInfo, metricNames } from '#forecasting/evaluation/metrics/metric-info.ts';
import { msis } from '#forecasting/evaluation/metrics/msis.ts';
import { pinball } from '#forecasting/evaluation/metrics/pinball.ts';
import { rmse } from '#forecasting/evaluation/metrics/rmse.ts';
import { rmsse } from '#forecasting/evaluation/metrics/rmsse.ts';
import { seasonalScale } from '#forecasting/evaluation/metrics/seasonal-scale.ts';
import { smape } from '#forecasting/evaluation/metrics/smape.ts';
import { wql } from '#forecasting/evaluation/metrics/wql.ts';

const nan = Number.NaN;
const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const pairs = fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 40 });

describe('mae() and rmse()', () => {
  test('mae() leaves missing observations out', () => {
    expect(mae([1, nan, 3], [2, 100, 5])).toBe(1.5);
  });

  test('mae() is null when every observation is missing', () => {
    expect(mae([nan], [1])).toBeNull();
    expect(mae([], [])).toBeNull();
  });

  test('rmse() is never below mae() and equals it when all errors are the same size', () => {
    fc.assert(
      fc.property(pairs, (drawn) => {
        const actual = drawn.map(([value]) => value);
        const forecast = drawn.map(([, value]) => value);
        expect(rmse(actual, forecast)!).toBeGreaterThanOrEqual(mae(actual, forecast)! * (1 - 1e-9));
      }),
    );
    expect(rmse([1, 2], [3, 0])).toBe(2);
  });

  test('rmse() does not overflow where the squares would', () => {
    expect(rmse([1e200, 1e200], [0, 0])).toBeCloseTo(1e200, -190);
    expect(rmse([5, 5], [5, 5])).toBe(0);
  });
});

describe('smape()', () => {
  test('smape() is 200 when one side is 0, and 0 when both are', () => {
    expect(smape([0, 0], [4, 0])).toBe(100);
    expect(smape([0], [0])).toBe(0);
  });

  test('smape() stays between 0 and 200 and does not care which side is the forecast', () => {
    fc.assert(
      fc.property(pairs, (drawn) => {
        const actual = drawn.map(([value]) => value);
        const forecast = drawn.map(([, value]) => value);
        const error = smape(actual, forecast)!;
        expect(error).toBeGreaterThanOrEqual(0);
        expect(error).toBeLessThanOrEqual(200 + 1e-9);
        expect(smape(forecast, actual)).toBeCloseTo(error, 9);
      }),
    );
  });
});

describe('seasonalScale(), mase() and rmsse()', () => {
  const training = [10, 20, 30, 13, 19, 33, 11, 26, 30];

  test('mase() is 1 when the forecast is off by the in-sample seasonal naive error', () => {
    const scale = seasonalScale(training, 3)!;
    expect(mase([0, 0], [scale.absolute, -scale.absolute], scale)).toBe(1);
    expect(rmsse([0, 0], [scale.squared, -scale.squared], scale)).toBeCloseTo(1, 12);
  });

  // |13-10| |19-20| |33-30| |11-13| |26-19| |30-33| = 3 1 3 2 7 3, mean 19/6, mean square 81/6.
  test('seasonalScale() is the mean absolute and root mean square seasonal difference', () => {
    const scale = seasonalScale(training, 3)!;
    expect(scale.absolute).toBeCloseTo(19 / 6, 12);
    expect(scale.squared).toBeCloseTo(Math.sqrt(81 / 6), 12);
  });

  test('seasonalScale() leaves pairs with a missing end out', () => {
    expect(seasonalScale([1, nan, 4, 9], 1)!.absolute).toBe(5);
  });

  test('seasonalScale() falls back to steps of 1 where there is no pair a season apart', () => {
    expect(seasonalScale([1, 2, 4], 7)).toMatchObject({ absolute: 1.5, seasonLength: 1 });
  });

  test('seasonalScale() is null for a constant series, and so is mase()', () => {
    expect(seasonalScale([5, 5, 5, 5], 1)).toBeNull();
    expect(mase([5], [5], null)).toBeNull();
  });
});

describe('pinball(), wql(), coverage() and msis()', () => {
  test('pinball() at the median is half of mae()', () => {
    fc.assert(
      fc.property(pairs, (drawn) => {
        const actual = drawn.map(([value]) => value);
        const forecast = drawn.map(([, value]) => value);
        expect(pinball(actual, forecast, 0.5)).toBeCloseTo(mae(actual, forecast)! / 2, 6);
      }),
    );
  });

  test('wql() of the median alone is the sum of absolute errors over the sum of absolute values', () => {
    expect(wql([10, -30], [{ probability: 0.5, values: [14, -24] }])).toBeCloseTo(10 / 40, 12);
  });

  test('wql() is null when all observations are 0', () => {
    expect(wql([0, 0], [{ probability: 0.5, values: [1, 1] }])).toBeNull();
  });

  test('coverage() counts both ends of the band as inside and skips missing observations', () => {
    expect(coverage([0, 2, 3, nan], { lower: [0, 0, 0, 0], upper: [2, 2, 2, 2] })).toBeCloseTo(2 / 3, 12);
  });

  test('msis() is the scaled width when everything is inside', () => {
    const scale = seasonalScale([0, 2], 1);
    expect(msis([1, 1], { lower: [0, 0], upper: [3, 5] }, { level: 95, scale })).toBe(2);
  });

  test('msis() adds 2/α times the miss: 40 for a 95 % band', () => {
    const scale = seasonalScale([0, 1], 1);
    expect(msis([-1], { lower: [0], upper: [1] }, { level: 95, scale })).toBe(41);
  });
});

test('metricInfo describes each metric under its own name', () => {
  for (const name of metricNames) expect(metricInfo[name].name).toBe(name);
});
