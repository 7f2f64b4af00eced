import { describe, expect, test } from 'vitest';
import { dlinear } from '#forecasting/baselines/dlinear.ts';
import { countWindows, gatherRows, prepareLinearPanel } from '#forecasting/baselines/linear-windows.ts';
import {
  addRows,
  applyMap,
  createNormalEquations,
  solveRidge,
} from '#forecasting/baselines/normal-equations.ts';
import { ridge } from '#forecasting/baselines/ridge.ts';
import { createForecaster } from '#forecasting/create-forecaster.ts';
import { ForecastingError } from '#forecasting/errors.ts';
import { linearKinds } from '#forecasting/forecaster-kind.ts';
import { createRandom, drawNormal } from '#forecasting/random.ts';

const pause = () => Promise.resolve();
const over = (length: number, at: (t: number) => number) => Float64Array.from({ length }, (_, t) => at(t));

const x = Float64Array.of(1, 0, 2, 1, -1, 1, 0.5, -1, 3, 2, -2, 4);
const y = Float64Array.of(1, 2, 3, 2, 0, 1, -1, 0, 5, 1, 2, 7);
const weights = Float64Array.of(1, 2, 1, 0.5, 1, 3);

function sums() {
  const equations = createNormalEquations(2, 2);
  addRows(equations, { x, y, weights });
  return equations;
}

describe('solveRidge()', () => {
  test('without a penalty it is weighted least squares, as R has it', () => {
    // R 4.2.2: coef(lm(Y ~ X, weights = w)).
    const map = solveRidge(sums(), 0)!;
    const expected = [1.026408388129, -0.460991647414, 1.051217344944, 1.131508796872];
    for (const [i, value] of expected.entries()) expect(map.coefficients[i]).toBeCloseTo(value, 10);
    expect(map.intercept[0]).toBeCloseTo(-0.132717256087, 10);
    expect(map.intercept[1]).toBeCloseTo(1.283099342456, 10);
  });

  test('with a penalty it is ridge regression, the intercept free', () => {
    // R 4.2.2: solve(S + 0.1 tr(S) / 2 I, t(X) W Y) on weighted, centred X and Y.
    const map = solveRidge(sums(), 0.1)!;
    const expected = [0.809096072997, -0.498881988522, 0.795358495082, 0.988401937];
    for (const [i, value] of expected.entries()) expect(map.coefficients[i]).toBeCloseTo(value, 10);
    expect(map.intercept[0]).toBeCloseTo(0.395907616458, 10);
  });

  test('applyMap() is the intercept and the weighted inputs', () => {
    const map = { intercept: Float64Array.of(1, 2), coefficients: Float64Array.of(1, 0, 10, 3) };
    expect([...applyMap(map, Float64Array.of(2, 5))]).toEqual([53, 17]);
  });

  test('answers with the mean of the targets where the inputs do not vary', () => {
    const equations = createNormalEquations(1, 1);
    addRows(equations, {
      x: new Float64Array(4),
      y: Float64Array.of(1, 2, 3, 4),
      weights: new Float64Array(4).fill(1),
    });
    expect(solveRidge(equations, 0.1)).toEqual({
      intercept: Float64Array.of(2.5),
      coefficients: Float64Array.of(0),
    });
  });

  test('the penalty of dlinear is that of two layers, one on the moving average and one on the rest', () => {
    const lookback = 30;
    const random = createRandom(5);
    const rows = 80;
    const inputs = over(rows * lookback, () => drawNormal(random));
    const targets = over(rows, () => drawNormal(random));
    const ones = new Float64Array(rows).fill(1);
    const average = (window: Float64Array, t: number) => {
      let sum = 0;
      for (let k = t - 12; k <= t + 12; k++) sum += window[Math.min(lookback - 1, Math.max(0, k))]!;
      return sum / 25;
    };
    const doubled = new Float64Array(rows * 2 * lookback);
    for (let row = 0; row < rows; row++) {
      const window = inputs.subarray(row * lookback, (row + 1) * lookback);
      for (let t = 0; t < lookback; t++) {
        doubled[row * 2 * lookback + t] = average(window, t);
        doubled[row * 2 * lookback + lookback + t] = window[t]! - average(window, t);
      }
    }
    const single = createNormalEquations(lookback, 1);
    addRows(single, { x: inputs, y: targets, weights: ones });
    const both = createNormalEquations(2 * lookback, 1);
    addRows(both, { x: doubled, y: targets, weights: ones });
    const traceOf = ({ squares, inputSums, inputs: n }: typeof single) =>
      inputSums.reduce((sum, own, i) => sum + squares[i * n + i]! - own ** 2 / rows, 0);
    // The same λ, given as a share of each one's mean variance.
    const share = 0.3;
    const same = (share * traceOf(single)) / lookback / (traceOf(both) / (2 * lookback));
    const one = solveRidge(single, share, dlinear.penalty!(lookback))!;
    const two = solveRidge(both, same)!;
    const said = applyMap(one, inputs.subarray(0, lookback))[0]!;
    expect(said).toBeCloseTo(applyMap(two, doubled.subarray(0, 2 * lookback))[0]!, 8);
  });
});

describe('gatherRows()', () => {
  const panel = prepareLinearPanel([
    { values: over(40, (t) => (t === 20 ? Number.NaN : t)), seasonLength: 1 },
    { values: over(12, (t) => -t), seasonLength: 1 },
  ]);

  test('takes every window whose targets are all there, once', () => {
    const plan = { lookback: 5, horizon: 3, beside: 0, part: 'all' } as const;
    const rows = [...gatherRows(panel, ridge, plan)].reduce((sum, batch) => sum + batch.weights.length, 0);
    expect(countWindows(panel, plan)).toBe(33 + 5);
    // The missing value is a target of three windows.
    expect(rows).toBe(33 - 3 + 5);
  });

  test('the head and the tail share no target', () => {
    const plan = { lookback: 5, horizon: 3, beside: 0 } as const;
    const head = countWindows(panel, { ...plan, part: 'head' });
    const tail = countWindows(panel, { ...plan, part: 'tail' });
    expect(tail).toBe(7 + 1);
    expect(head).toBe(33 - 7 - 2 + (5 - 1 - 1));
  });
});

describe.each(linearKinds)('%s', (kind) => {
  const make = (horizon: number) => createForecaster(kind, { horizon, pause });

  test('continues a wave that a linear map explains', async () => {
    const wave = over(200, (t) => 50 + 10 * Math.sin(t / 3) + 5 * Math.cos(t / 7));
    const fitted = await make(12).fit([{ values: wave, seasonLength: 1, series: 0 }]);
    const forecast = fitted.forecast([{ values: wave, seasonLength: 1, series: 0 }], 12)[0]!;
    for (const [step, value] of forecast.entries()) {
      const t = 200 + step;
      expect(Math.abs(value - (50 + 10 * Math.sin(t / 3) + 5 * Math.cos(t / 7)))).toBeLessThan(0.5);
    }
  });

  test('counts the coefficients and intercepts that it has fitted', async () => {
    const wave = over(200, (t) => 50 + 10 * Math.sin(t / 3));
    const { parameters } = await make(12).fit([{ values: wave, seasonLength: 1, series: 0 }]);
    // One of the lookbacks that are tried, each with an intercept, for every step.
    expect([8, 32, 80].map((lookback) => (lookback + 1) * 12)).toContain(parameters);
  });

  test('learns one map from series of very different sizes', async () => {
    const sizes = [1e-12, 1, 1e12];
    const panel = sizes.map((size, series) => ({
      values: over(150, (t) => size * (3 + Math.sin((2 * Math.PI * t) / 12 + series))),
      seasonLength: 12,
      series,
    }));
    const fitted = await make(6).fit(panel);
    fitted.forecast(panel, 6).forEach((forecast, series) => {
      for (const [step, value] of forecast.entries()) {
        const expected = 3 + Math.sin((2 * Math.PI * (150 + step)) / 12 + series);
        expect(Math.abs(value / sizes[series]! - expected)).toBeLessThan(0.1);
      }
    });
  });

  test('the same data give the same bits, and a refit keeps the choices', async () => {
    const random = createRandom(1);
    const values = over(120, (t) => Math.sin(t / 2) + 0.3 * drawNormal(random));
    const panel = [{ values, seasonLength: 1, series: 0 }];
    const fitted = await make(5).fit(panel);
    const said = fitted.forecast(panel, 5);
    expect((await make(5).fit(panel)).forecast(panel, 5)).toEqual(said);
    expect((await fitted.refit!(panel)).forecast(panel, 5)).toEqual(said);
  });

  test('refuses a series with too few windows, and more steps than it was fitted for', async () => {
    await expect(make(5).fit([{ values: over(9, (t) => t), seasonLength: 1 }])).rejects.toMatchObject({
      code: 'too-short',
    });
    const values = over(60, (t) => Math.sin(t));
    const fitted = await make(5).fit([{ values, seasonLength: 1 }]);
    expect(() => fitted.forecast([{ values, seasonLength: 1 }], 6)).toThrow(ForecastingError);
  });

  test('carries the last value over holes and begins a short history with its first value', async () => {
    const values = over(90, (t) => (t % 11 === 3 ? Number.NaN : 10 + Math.sin(t)));
    const fitted = await make(4).fit([{ values, seasonLength: 1 }]);
    const short = Float64Array.of(10.2, 9.8);
    for (const history of [values, short]) {
      expect(fitted.forecast([{ values: history, seasonLength: 1 }], 4)[0]!.every(Number.isFinite)).toBe(
        true,
      );
    }
  });
});
