import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comb } from '#forecasting/baselines/comb.ts';
import { damped } from '#forecasting/baselines/damped.ts';
import { smoothExponentially } from '#forecasting/baselines/exponential-smoothing.ts';
import { holt } from '#forecasting/baselines/holt.ts';
import { naive2 } from '#forecasting/baselines/naive2.ts';
import { minimise } from '#forecasting/baselines/nelder-mead.ts';
import { seasonalIndices } from '#forecasting/baselines/seasonal-indices.ts';
import { isSeasonal } from '#forecasting/baselines/seasonality-test.ts';
import { ses } from '#forecasting/baselines/ses.ts';
import { theta } from '#forecasting/baselines/theta.ts';
import { createForecaster } from '#forecasting/create-forecaster.ts';
import { fieldKinds } from '#forecasting/forecaster-kind.ts';
import { createRandom, drawNormal } from '#forecasting/random.ts';

const pause = () => Promise.resolve();

const history = (values: readonly number[], seasonLength = 1) => ({
  values: Float64Array.from(values),
  seasonLength,
});

function seasonal(length: number, seed = 1): number[] {
  const random = createRandom(seed);
  return Array.from(
    { length },
    (_, t) => (100 + t / 10) * (1 + 0.4 * Math.sin((2 * Math.PI * t) / 12)) + drawNormal(random),
  );
}

describe('minimise()', () => {
  test('minimise() finds the bottom of the Rosenbrock valley', () => {
    const valley = ([x, y]: readonly number[]) => (1 - x!) ** 2 + 100 * (y! - x! ** 2) ** 2;
    const [x, y] = minimise(valley, [-1.2, 1], { tolerance: 1e-14 });
    expect(x).toBeCloseTo(1, 4);
    expect(y).toBeCloseTo(1, 4);
  });

  test('minimise() never goes where the function refuses', () => {
    const [x] = minimise(([at]) => (at! < 3 ? Number.POSITIVE_INFINITY : at!), [10]);
    expect(x).toBeGreaterThanOrEqual(3);
    expect(x).toBeCloseTo(3, 3);
  });
});

describe('isSeasonal() and seasonalIndices()', () => {
  test('isSeasonal() finds a season and takes about one in ten noises for one', () => {
    expect(isSeasonal(Float64Array.from(seasonal(120)), 12)).toBe(true);
    const found = Array.from({ length: 200 }, (_, seed) => {
      const random = createRandom(seed);
      return isSeasonal(
        Float64Array.from({ length: 120 }, () => drawNormal(random)),
        12,
      );
    }).filter(Boolean).length;
    expect(found).toBeLessThanOrEqual(30);
  });

  test('isSeasonal() needs three seasons and something that moves', () => {
    expect(isSeasonal(Float64Array.from(seasonal(35)), 12)).toBe(false);
    expect(isSeasonal(new Float64Array(60).fill(3), 12)).toBe(false);
  });

  test('seasonalIndices() brings back the factors a series was made with', () => {
    const factors = [0.5, 1.5, 1.2, 0.8];
    const values = Float64Array.from({ length: 40 }, (_, t) => 10 * factors[t % 4]!);
    const indices = seasonalIndices(values, 4)!;
    expect(indices.kind).toBe('multiplicative');
    for (const [phase, index] of indices.byPhase.entries()) expect(index).toBeCloseTo(factors[phase]!, 10);
  });

  test('seasonalIndices() are differences that sum to 0 where a value is not positive', () => {
    const values = Float64Array.from({ length: 40 }, (_, t) => [-2, 0, 5, 1][t % 4]!);
    const indices = seasonalIndices(values, 4)!;
    expect(indices.kind).toBe('additive');
    expect([...indices.byPhase].map((index) => Number(index.toFixed(9)))).toEqual([-3, -1, 4, 0]);
  });

  test('seasonalIndices() are undefined where a phase is never seen', () => {
    const values = Float64Array.from({ length: 40 }, (_, t) => (t % 4 === 1 ? Number.NaN : t + 1));
    expect(seasonalIndices(values, 4)).toBeUndefined();
  });
});

describe('smoothExponentially()', () => {
  // Data and forecasts: Hyndman & Athanasopoulos, "Forecasting: Principles and Practice" (2nd ed.), sections 7.1 and
  // 7.2: oil production of Saudi Arabia 1996–2013, air passengers of Australia 1990–2016, by R's `forecast`.
  const oil = [
    445.36, 453.2, 454.41, 422.38, 456.04, 440.39, 425.19, 486.21, 500.43, 521.28, 508.95, 488.89, 509.87,
    456.72, 473.82, 525.95, 549.83, 542.34,
  ];
  const passengers = [
    17.55, 21.86, 23.89, 26.93, 26.89, 28.83, 30.08, 30.95, 30.19, 31.58, 32.58, 33.48, 39.02, 41.39, 41.6,
    44.66, 46.95, 48.73, 51.49, 50.03, 60.64, 63.36, 66.36, 68.2, 68.12, 69.78, 72.6,
  ];

  test('without a trend it gives the published forecast of oil production', () => {
    expect(smoothExponentially(Float64Array.from(oil), 'none', 1)[0]).toBeCloseTo(542.68, 2);
  });

  test('with a linear trend it gives the published forecast of air passengers', () => {
    const forecast = smoothExponentially(Float64Array.from(passengers), 'linear', 5);
    expect(forecast[0]).toBeCloseTo(74.6, 2);
    expect(forecast[4]).toBeCloseTo(83.01, 2);
  });

  test('without a trend it forecasts one level for all steps', () => {
    const forecast = smoothExponentially(Float64Array.from([3, 5, 4, 6, 5, 4]), 'none', 4);
    expect(new Set(forecast).size).toBe(1);
  });

  test('its weights are no worse than any on a fine grid', () => {
    const random = createRandom(7);
    let level = 50;
    const values = Array.from({ length: 120 }, () => {
      level += 0.6 * drawNormal(random);
      return level + drawNormal(random);
    });
    const [forecast] = smoothExponentially(Float64Array.from(values), 'none', 1);
    let [best, bestError] = [0, Number.POSITIVE_INFINITY];
    for (let alpha = 0.001; alpha < 1; alpha += 0.001) {
      for (let first = 47; first <= 53; first += 0.05) {
        let [state, squares] = [first, 0];
        for (const value of values) {
          squares += (value - state) ** 2;
          state += alpha * (value - state);
        }
        if (squares < bestError) [best, bestError] = [state, squares];
      }
    }
    expect(forecast).toBeCloseTo(best, 1);
  });

  test('with a linear trend it continues a line, with a damped one it stays below', () => {
    const line = Float64Array.from({ length: 40 }, (_, t) => 5 + 2 * t);
    const linear = smoothExponentially(line, 'linear', 10);
    const damped = smoothExponentially(line, 'damped', 10);
    expect(linear[9]!).toBeCloseTo(5 + 2 * 49, 1);
    expect(damped[9]!).toBeLessThan(linear[9]!);
    expect(damped[9]!).toBeGreaterThan(83);
  });

  test('a missing observation moves nothing', () => {
    const values = [10, 12, 11, 13, 12, 11, 12, 13];
    const gappy = [...values, Number.NaN, Number.NaN];
    expect(smoothExponentially(Float64Array.from(gappy), 'none', 1)[0]!).toBeCloseTo(
      smoothExponentially(Float64Array.from(values), 'none', 1)[0]!,
      6,
    );
  });

  test.each([1e-12, 1e12])('it does not depend on the unit: scaled by %d', (unit) => {
    const values = Float64Array.from(seasonal(60));
    const scaled = smoothExponentially(
      values.map((value) => value * unit),
      'none',
      1,
    );
    expect(scaled[0]! / unit / smoothExponentially(values, 'none', 1)[0]!).toBeCloseTo(1, 2);
  });
});

describe('the baselines of the M4 competition', () => {
  test('naive2() is the last value where there is no season', () => {
    expect([...naive2(history([3, 1, 4, 1, 5]), 2)]).toEqual([5, 5]);
  });

  test('naive2() puts the season back on the last adjusted value', () => {
    const values = Array.from({ length: 48 }, (_, t) => 10 * [0.5, 1.5, 1.2, 0.8][t % 4]!);
    const forecast = naive2(history(values, 4), 4);
    for (const [step, value] of [5, 15, 12, 8].entries()) expect(forecast[step]!).toBeCloseTo(value, 8);
  });

  test('comb() is the average of ses(), holt() and damped()', () => {
    const given = history(seasonal(96), 12);
    const parts = [ses, holt, damped].map((baseline) => baseline(given, 6));
    for (const [step, value] of comb(given, 6).entries()) {
      expect(value).toBeCloseTo((parts[0]![step]! + parts[1]![step]! + parts[2]![step]!) / 3, 9);
    }
  });

  test('theta() climbs half as steeply as the line through the series', () => {
    const line = history(Array.from({ length: 60 }, (_, t) => 10 + 3 * t));
    const forecast = theta(line, 5);
    for (let step = 1; step < 5; step++) expect(forecast[step]! - forecast[step - 1]!).toBeCloseTo(1.5, 6);
  });

  const wild = fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.double({ min: -1e9, max: 1e9, noNaN: true }) },
      fc.constant(0),
      fc.constant(Number.NaN),
      fc.constant(7),
    ),
    { maxLength: 60 },
  );

  test.each(fieldKinds)('%s is finite for whatever series', async (kind) => {
    const fitted = await createForecaster(kind, { horizon: 9, pause }).fit([]);
    fc.assert(
      fc.property(
        wild,
        fc.integer({ min: 1, max: 12 }),
        fc.double({ min: -1e9, max: 1e9, noNaN: true }),
        (values, season, last) => {
          const [forecast] = fitted.forecast([history([...values, last], season)], 9);
          expect(forecast!.every(Number.isFinite)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each(fieldKinds)('%s of a constant is the constant', async (kind) => {
    const fitted = await createForecaster(kind, { horizon: 9, pause }).fit([]);
    for (const value of fitted.forecast([history(new Array(50).fill(5), 7)], 3)[0]!)
      expect(value).toBeCloseTo(5, 6);
  });
});
