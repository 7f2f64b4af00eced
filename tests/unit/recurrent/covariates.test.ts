import { describe, expect, test } from 'vitest';
import { type RunConfigInput, runConfigSchema } from '#forecasting/config.ts';
import type { NetworkState } from '#forecasting/network-forecaster.ts';
import { createRandom, drawNormal } from '#forecasting/random.ts';
import { encodeModel } from '#forecasting/recurrent/model-file.ts';
import { createRecurrentForecaster } from '#forecasting/recurrent/recurrent-forecaster.ts';
import { restoreForecaster } from '#forecasting/recurrent/restore-forecaster.ts';
import { reforecast } from '#forecasting/reforecast.ts';
import { executeRun, type RunRequest } from '#forecasting/run.ts';
import { dailySeries, everyNumberIn } from '../../support/run-series.ts';
import { runSurroundings } from '../../support/run-surroundings.ts';
import { withTensorBackend } from '../../support/tensor-backend.ts';

const engine = withTensorBackend();
const horizon = 4;
const length = 320;

/** Sales follow a plan that is known in advance, and the day before's visitors, which are not. */
function shop() {
  const random = createRandom(11);
  const plan = Array.from({ length: length + horizon }, () => (random() < 0.3 ? 10 : 0));
  const visitors = Array.from({ length }, () => 5 * drawNormal(random));
  const sales = Array.from(
    { length },
    (_, t) => 50 + plan[t]! + (t > 0 ? visitors[t - 1]! : 0) + 0.3 * drawNormal(random),
  );
  return { plan, visitors, sales };
}

const { plan, visitors, sales } = shop();
const beside = {
  past: [dailySeries(visitors, 'visitors')],
  future: [dailySeries(plan, 'plan')],
};

async function run(request: Omit<RunRequest, 'config'>, changes: Partial<RunConfigInput> = {}) {
  const saved: NetworkState[] = [];
  const surroundings = runSurroundings(
    (kind, options) => createRecurrentForecaster(kind, options, engine().kernels),
    {
      now: () => performance.now(),
      encodeModel: (states) => {
        saved.push(...states);
        return encodeModel(states);
      },
    },
  );
  const config = runConfigSchema.parse({
    horizon,
    lookback: 16,
    units: 16,
    epochs: 30,
    patience: 30,
    learningRate: 1e-2,
    forecasters: ['ridge', 'gru'],
    ...changes,
  });
  const { result } = await executeRun({ ...request, config }, surroundings);
  return { result, saved };
}

const errorOf = ({ result }: Awaited<ReturnType<typeof run>>, kind: string) =>
  result.leaderboard.find((line) => line.kind === kind)!.scores.mae!;

describe('covariates', () => {
  test('a plan that is known in advance makes ridge and a network far better, and nothing leaks', async () => {
    const series = [dailySeries(sales)];
    const without = await run({ series });
    const withThem = await run({ series, covariates: [beside] });
    expect(errorOf(withThem, 'ridge')).toBeLessThan(0.7 * errorOf(without, 'ridge'));
    expect(errorOf(withThem, 'gru')).toBeLessThan(0.85 * errorOf(without, 'gru'));
    expect(errorOf(withThem, 'naive')).toBe(errorOf(without, 'naive'));
    expect(withThem.result.leakCheck).toMatchObject({ passed: true, failed: [] });
    expect(everyNumberIn(withThem.result, Number.isFinite)).toBe(true);
  });

  test('what is known only afterwards helps the first step alone', async () => {
    const random = createRandom(5);
    // What the visitors of a day bring shows a day later.
    const followed = visitors.map((_, t) => 50 + 4 * (visitors[t - 1] ?? 0) + drawNormal(random));
    const request = { series: [dailySeries(followed)] };
    const config: Partial<RunConfigInput> = { forecasters: ['ridge'] };
    const without = await run(request, config);
    const withThem = await run({ ...request, covariates: [{ past: beside.past, future: [] }] }, config);
    const stepsOf = ({ result }: typeof without) => result.series[0]!.errorByStep.ridge!;
    expect(stepsOf(withThem)[0]!).toBeLessThan(0.5 * stepsOf(without)[0]!);
    expect(stepsOf(withThem)[1]!).toBeGreaterThan(2 * stepsOf(withThem)[0]!);
  });

  test('newer rows are forecast with the newer covariates by the networks of the run', async () => {
    const series = [dailySeries(sales.slice(0, 300))];
    const { result, saved } = await run({ series, covariates: [beside] });
    const request = {
      horizon,
      series: [dailySeries(sales)],
      covariates: [beside],
      previous: result.series,
    };
    const restore = (state: NetworkState) => restoreForecaster(state, engine().kernels);
    const [told] = await reforecast(request, saved, restore);
    const other = {
      ...beside,
      future: [
        dailySeries(
          plan.map((value) => 10 - value),
          'plan',
        ),
      ],
    };
    const [turned] = await reforecast({ ...request, covariates: [other] }, saved, restore);
    expect(told!.forecasts.gru!.values).not.toEqual(turned!.forecasts.gru!.values);
    expect(told!.forecasts.naive).toEqual(turned!.forecasts.naive);
    await expect(reforecast({ ...request, covariates: [] }, saved, restore)).rejects.toMatchObject({
      code: 'model-mismatch',
    });
  });

  test('what is known in advance must reach the end of the forecast', async () => {
    const short = { past: [], future: [dailySeries(plan.slice(0, length + 1), 'plan')] };
    await expect(run({ series: [dailySeries(sales)], covariates: [short] })).rejects.toMatchObject({
      code: 'future-too-short',
      message:
        'Cannot forecast sales: plan has to be known in advance for 4 steps, to 1970-11-20, its last value is of 1970-11-17; add its rows up to there, forecast at most 1 step, or use it as known up to now only',
    });
  });

  test('the calendar tells a network the weekday, which five noisy values do not show', async () => {
    const random = createRandom(3);
    const profile = [6, -4, 3, -6, 5, -5, 1];
    const weekly = Array.from({ length: 500 }, (_, t) => 50 + profile[t % 7]! + 4 * drawNormal(random));
    const series = [dailySeries(weekly)];
    const config = { seasonLength: 1, lookback: 5, forecasters: ['gru' as const] };
    const without = await run({ series }, config);
    const withIt = await run({ series }, { ...config, calendar: true });
    expect(errorOf(withIt, 'gru')).toBeLessThan(0.9 * errorOf(without, 'gru'));
    expect(withIt.result.leakCheck!.passed).toBe(true);
  });
});
