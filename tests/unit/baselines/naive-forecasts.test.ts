import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drift } from '#forecasting/baselines/drift.ts';
import { mean } from '#forecasting/baselines/mean.ts';
import { naive } from '#forecasting/baselines/naive.ts';
import { seasonalNaive } from '#forecasting/baselines/seasonal-naive.ts';
import { createForecaster } from '#forecasting/create-forecaster.ts';
import { ForecastingError } from '#forecasting/errors.ts';
import { naiveKinds } from '#forecasting/forecaster-kind.ts';

const nan = Number.NaN;
const history = (values: number[], seasonLength = 1) => ({ values: Float64Array.from(values), seasonLength });

describe('naive()', () => {
  test('naive() repeats the last value that is there', () => {
    expect([...naive(history([1, 7, nan, nan]), 3)]).toEqual([7, 7, 7]);
  });
});

describe('seasonalNaive()', () => {
  test('seasonalNaive() repeats the last season, also beyond one season', () => {
    expect([...seasonalNaive(history([9, 9, 9, 1, 2, 3], 3), 7)]).toEqual([1, 2, 3, 1, 2, 3, 1]);
  });

  test('seasonalNaive() goes back whole seasons to a value that is there', () => {
    expect([...seasonalNaive(history([4, 5, 6, 1, nan, 3], 3), 3)]).toEqual([1, 5, 3]);
  });

  test('seasonalNaive() is the naive forecast for a phase that was never observed and for a short history', () => {
    expect([...seasonalNaive(history([4, nan, 3], 3), 3)]).toEqual([4, 3, 3]);
    expect([...seasonalNaive(history([4, 8], 3), 3)]).toEqual([8, 8, 8]);
  });
});

describe('drift()', () => {
  test('drift() goes on along the line from the first to the last observation', () => {
    expect([...drift(history([2, 9, 8]), 2)]).toEqual([11, 14]);
  });

  test('drift() is naive with one observation', () => {
    expect([...drift(history([4]), 2)]).toEqual([4, 4]);
  });

  test('drift() counts steps from the end of the history when the last values are missing', () => {
    expect([...drift(history([nan, 1, 2, nan]), 2)]).toEqual([4, 5]);
  });
});

describe('mean()', () => {
  test('mean() averages what is there', () => {
    expect([...mean(history([1, nan, 6, 2]), 1)]).toEqual([3]);
  });

  test('mean() does not overflow near the largest number', () => {
    expect(mean(history([1.5e308, 1.5e308]), 1)[0]).toBe(1.5e308);
  });
});

describe('createForecaster()', () => {
  test.each(naiveKinds)('%s gives one finite value a step whatever the series is', async (kind) => {
    const fitted = await createForecaster(kind).fit([]);
    const value = fc.oneof(
      fc.double({ min: -1e12, max: 1e12, noNaN: true }),
      fc.constant(nan),
      fc.constant(0),
    );
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 60 }),
        fc.double({ min: -1e12, max: 1e12, noNaN: true }),
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 12 }),
        (values, last, horizon, seasonLength) => {
          const [forecast] = fitted.forecast([history([...values, last], seasonLength)], horizon);
          expect(forecast).toHaveLength(horizon);
          expect(forecast!.every(Number.isFinite)).toBe(true);
        },
      ),
    );
  });

  test.each(naiveKinds)('%s refuses a series without any value', async (kind) => {
    const fitted = await createForecaster(kind).fit([]);
    expect(() => fitted.forecast([history([nan, nan])], 2)).toThrow(ForecastingError);
  });

  test.each(naiveKinds)('%s of a constant series is the constant', async (kind) => {
    const fitted = await createForecaster(kind).fit([]);
    expect([...fitted.forecast([history([5, 5, 5, 5], 2)], 3)[0]!]).toEqual([5, 5, 5]);
  });
});
