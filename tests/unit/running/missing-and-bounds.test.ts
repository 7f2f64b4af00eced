import { describe, expect, test } from 'vitest';
import { type RunConfigInput, runConfigSchema } from '#forecasting/config.ts';
import { baselineKinds } from '#forecasting/forecaster-kind.ts';
import { createRandom, drawNormal } from '#forecasting/random.ts';
import { reforecast } from '#forecasting/reforecast.ts';
import { executeRun } from '#forecasting/run.ts';
import type { IssuedForecast, RunResult } from '#forecasting/run-result.ts';
import { dailySeries } from '../../support/run-series.ts';
import { runSurroundings } from '../../support/run-surroundings.ts';
import { createLinearNetworks } from './linear-network.ts';

async function run(values: readonly number[], config: RunConfigInput): Promise<RunResult> {
  const surroundings = runSurroundings(createLinearNetworks());
  const request = { series: [dailySeries(values)], config: runConfigSchema.parse(config) };
  return (await executeRun(request, surroundings)).result;
}

/** Falls towards 0, so that lines and bands go below it. */
function falling(length: number): number[] {
  const random = createRandom(2);
  return Array.from({ length }, (_, t) => Math.max(0, 40 * (1 - t / length) + 3 * drawNormal(random)));
}

const endsOf = (issued: IssuedForecast) => [
  ...issued.values,
  ...Object.values(issued.bands).flatMap(({ lower, upper }) => [...lower, ...upper]),
];

describe('bounds', () => {
  const config = { horizon: 5, forecasters: [...baselineKinds, 'gru'] } satisfies RunConfigInput;

  test('hold for every forecast and every band of every forecaster', async () => {
    const free = await run(falling(160), config);
    expect(endsOf(free.series[0]!.forecasts.drift!).some((value) => value !== null && value < 0)).toBe(true);
    const bounded = await run(falling(160), { ...config, floor: 0, cap: 41 });
    const [series] = bounded.series;
    for (const issued of Object.values(series!.forecasts)) {
      for (const value of endsOf(issued)) {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(41);
      }
    }
    for (const fold of series!.folds) {
      for (const value of Object.values(fold.forecasts).flat()) expect(value).toBeGreaterThanOrEqual(0);
    }
    expect(bounded.bounds).toEqual({ floor: 0, cap: 41 });
  });

  test('say how many observations they rule out', async () => {
    const result = await run(falling(160), { ...config, floor: 1 });
    expect(result.warnings.join(' ')).toMatch(/\d+ observed values lie beyond the declared bounds/);
  });

  test('hold for a reforecast, whose bands are as wide above as they were before they were cut', async () => {
    const values = falling(160);
    const { series } = await run(values, { ...config, forecasters: [], floor: 0 });
    const newest = [...values, 30, 31, 29, 30];
    const request = {
      horizon: 5,
      series: [dailySeries(newest)],
      previous: series,
      bounds: { floor: 0, cap: null },
    };
    const [again] = await reforecast(request, [], () => {
      throw new Error('no network was trained');
    });
    for (const issued of Object.values(again!.forecasts)) {
      for (const value of endsOf(issued)) expect(value).toBeGreaterThanOrEqual(0);
    }
    const { values: said, bands } = again!.forecasts.naive!;
    const [lower, upper] = [bands['80']!.lower[0]!, bands['80']!.upper[0]!];
    expect(said[0]! - lower).toBeCloseTo(Math.min(said[0]!, upper - said[0]!), 6);
  });

  test('must leave room between them', () => {
    expect(runConfigSchema.safeParse({ horizon: 1, floor: 2, cap: 2 }).success).toBe(false);
    expect(runConfigSchema.parse({ horizon: 1 })).toMatchObject({ floor: null, cap: null, missing: 'mask' });
  });
});

describe('missing values', () => {
  const gappy = falling(160).map((value, t) => (t % 6 === 2 || (t > 150 && t < 158) ? Number.NaN : value));

  test.each(['mask', 'carry', 'season', 'linear-past'] as const)(
    '%s: gaps are never scored',
    async (missing) => {
      const result = await run(gappy, { horizon: 5, forecasters: ['theta', 'ridge', 'ets', 'gru'], missing });
      expect(result.missing).toBe(missing);
      const [series] = result.series;
      expect(series!.missing).toBe(gappy.filter(Number.isNaN).length);
      for (const fold of series!.folds) {
        fold.actual.forEach((actual, step) => {
          const value = gappy[fold.originIndex + 1 + step]!;
          expect(actual).toBe(Number.isNaN(value) ? null : value);
        });
      }
      expect(result.leaderboard.every(({ failure }) => failure === null)).toBe(true);
      expect(result.leakCheck!.failed).toEqual([]);
    },
  );

  test('carry shows the naive forecaster what the last value was, season one season earlier', async () => {
    const weekly = Array.from({ length: 100 }, (_, t) => (t % 7) * 10);
    weekly[97] = Number.NaN;
    weekly[98] = Number.NaN;
    const values = [...weekly.slice(0, 99), 55];
    const seasonal = async (missing: 'carry' | 'season') =>
      (await run(values, { horizon: 5, forecasters: [], missing })).series[0]!.forecasts['seasonal-naive']!
        .values;
    // Steps 5 and 6 ahead of observation 99 repeat observations 97 and 98, which are missing.
    expect((await seasonal('season'))[4]).toBe((97 % 7) * 10);
    expect((await seasonal('carry'))[4]).toBe((96 % 7) * 10);
  });

  test('refuse names the first gap', async () => {
    await expect(run(gappy, { horizon: 5, missing: 'refuse' })).rejects.toMatchObject({
      code: 'invalid-series',
      message: expect.stringMatching(/all 160 values are needed, \d+ are missing, the first at 1970-01-03/),
    });
  });
});
