import { beforeAll, describe, expect, test } from 'vitest';
import { type RunConfigInput, runConfigSchema } from '#forecasting/config.ts';
import { checkLeak } from '#forecasting/evaluation/leak-check.ts';
import type { FittedForecaster } from '#forecasting/forecaster.ts';
import type { NetworkState } from '#forecasting/network-forecaster.ts';
import { createRecurrentForecaster } from '#forecasting/recurrent/recurrent-forecaster.ts';
import { restoreForecaster } from '#forecasting/recurrent/restore-forecaster.ts';
import { reforecast } from '#forecasting/reforecast.ts';
import { executeRun } from '#forecasting/run.ts';
import type { IssuedForecast, MemberRecord, RunResult } from '#forecasting/run-result.ts';
import { noisySeason, noisySeasonLength } from '../../support/noisy-season.ts';
import { dailySeries } from '../../support/run-series.ts';
import { runSurroundings } from '../../support/run-surroundings.ts';
import { withTensorBackend } from '../../support/tensor-backend.ts';

const engine = withTensorBackend();
const values = noisySeason(2004);

async function run(
  config: Partial<RunConfigInput> = {},
  { recipe, data = values }: { recipe?: readonly MemberRecord[]; data?: Float64Array } = {},
) {
  const saved: NetworkState[] = [];
  const parsed = runConfigSchema.parse({
    horizon: 6,
    seasonLength: noisySeasonLength,
    lookback: 36,
    forecasters: ['lstm', 'gru'],
    units: 8,
    epochs: 8,
    levels: [80, 90, 95],
    folds: 60,
    ...config,
  });
  const { result } = await executeRun(
    { series: [dailySeries(data)], config: parsed, recipe },
    runSurroundings((kind, options) => createRecurrentForecaster(kind, options, engine().kernels), {
      encodeModel: (states) => {
        saved.push(...states);
        return new Uint8Array();
      },
    }),
  );
  return { result, saved };
}

const lineOf = ({ leaderboard }: RunResult, kind: string) => leaderboard.find((line) => line.kind === kind)!;
const issuedBy = ({ series }: RunResult, kind: 'lstm' | 'gru' | 'blend' | 'naive') =>
  series[0]!.forecasts[kind]!;

function expectNested({ values: middle, bands }: IssuedForecast): void {
  let [lower, upper] = [middle as readonly (number | null)[], middle as readonly (number | null)[]];
  for (const level of ['80', '90', '95']) {
    bands[level]!.lower.forEach((end, step) => {
      expect(end!).toBeLessThanOrEqual(lower[step]!);
      expect(bands[level]!.upper[step]!).toBeGreaterThanOrEqual(upper[step]!);
    });
    ({ lower, upper } = bands[level]!);
  }
}

describe('a run over a series whose noise depends on the season', () => {
  let learned: Awaited<ReturnType<typeof run>>;
  let plain: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    learned = await run();
    const withoutHeads = learned.result.members!.map(({ quantiles: _, refit, ...member }) => ({
      ...member,
      refit: refit && { epochs: refit.epochs, sha256: refit.sha256 },
    }));
    plain = await run({}, { recipe: withoutHeads });
  });

  test('measures the bands of its networks and their blend by their own offsets, and no others', () => {
    for (const kind of ['lstm', 'gru', 'blend'] as const) {
      expect(issuedBy(learned.result, kind).yardstick).toBe('offsets');
      expectNested(issuedBy(learned.result, kind));
    }
    expect(issuedBy(learned.result, 'naive').yardstick).toBeUndefined();
  });

  test('judges bands that are better than those by the local scale, and as sure as promised', () => {
    for (const kind of ['lstm', 'gru', 'blend'] as const) {
      const [own, usual] = [lineOf(learned.result, kind), lineOf(plain.result, kind)];
      expect(own.scores.msis!).toBeLessThan(0.8 * usual.scores.msis!);
      expect(own.scores.wql!).toBeLessThan(usual.scores.wql!);
      for (const level of [80, 90, 95]) {
        const promised = level / 100;
        // The bands rest on 60 origins of 6 steps, and are judged on 60 others.
        const error = Math.sqrt((promised * (1 - promised) * 2) / 360);
        expect(Math.abs(own.coverage[level]! - promised)).toBeLessThan(1.96 * error);
      }
    }
  });

  test('changes no forecast, no error and no weight by it', () => {
    const sums = ({ members }: RunResult) => members!.map(({ sha256, refit }) => [sha256, refit?.sha256]);
    expect(sums(plain.result)).toEqual(sums(learned.result));
    for (const kind of ['lstm', 'gru', 'blend'] as const) {
      expect(issuedBy(plain.result, kind).values).toEqual(issuedBy(learned.result, kind).values);
      expect(issuedBy(plain.result, kind).yardstick).toBeUndefined();
      expect(lineOf(plain.result, kind).scores.mae).toBe(lineOf(learned.result, kind).scores.mae);
    }
    expect(plain.result.recommended).toBe(learned.result.recommended);
  });

  test('is done again by its recipe to the bits of its bands', async () => {
    const again = await run({}, { recipe: learned.result.members! });
    expect(again.result).toEqual(learned.result);
    expect(learned.result.members![0]!.quantiles).toMatch(/^[0-9a-f]{64}$/);
  });

  test('passes the leak check', () => {
    expect(learned.result.leakCheck!.passed).toBe(true);
  });

  test('keeps its bands when it forecasts the same rows again, and moves them with the season', async () => {
    const restore = (state: NetworkState) => restoreForecaster(state, engine().kernels);
    const forecast = async (newer: Float64Array) => {
      const request = {
        horizon: 6,
        series: [dailySeries(newer)],
        previous: learned.result.series,
        blend: learned.result.blend,
      };
      return (await reforecast(request, learned.saved, restore))[0]!.forecasts;
    };
    const same = await forecast(values);
    for (const kind of ['lstm', 'gru', 'blend'] as const) {
      const { bands, yardstick } = same[kind]!;
      expect(yardstick).toBe('offsets');
      bands['80']!.upper.forEach((end, step) => {
        expect(end).toBeCloseTo(issuedBy(learned.result, kind).bands['80']!.upper[step]!, 3);
      });
    }
    // After 2016 values a calm half of a season begins, after 2010 a loud one.
    const width = ({ bands }: IssuedForecast) => bands['80']!.upper[0]! - bands['80']!.lower[0]!;
    const [calm, loud] = [await forecast(noisySeason(2016)), await forecast(noisySeason(2010))];
    expect(width(loud.gru!)).toBeGreaterThan(1.5 * width(calm.gru!));
    expectNested(calm.gru!);
    expectNested(loud.blend!);
  });
});

test('a run without levels trains no quantile head', async () => {
  const { result, saved } = await run({ levels: [], epochs: 2 });
  expect(saved.every(({ quantiles }) => quantiles === undefined)).toBe(true);
  expect(result.members!.every(({ quantiles }) => quantiles === undefined)).toBe(true);
});

test('floor and cap hold for bands by offsets', async () => {
  const { result } = await run({ floor: 38, cap: 44, epochs: 3 });
  for (const { bands } of Object.values(result.series[0]!.forecasts)) {
    for (const { lower, upper } of Object.values(bands)) {
      for (const end of [...lower, ...upper]) {
        expect(end!).toBeGreaterThanOrEqual(38);
        expect(end!).toBeLessThanOrEqual(44);
      }
    }
  }
});

test('the leak check fails a forecaster whose offsets see what comes', async () => {
  const panel = [
    {
      name: 'one',
      values,
      seasonLength: 1,
      split: { trainingLength: 30, selectionOrigins: [], verdictOrigins: [40, 45] },
    },
  ];
  const offsetsOf = (size: number) => ({
    levels: [80],
    below: new Float32Array(2).fill(size),
    above: new Float32Array(2).fill(1),
  });
  const honest: FittedForecaster = {
    forecast: (histories) => histories.map(() => new Float64Array(2)),
    forecastWithOffsets: (histories) =>
      histories.map(() => ({ values: new Float64Array(2), offsets: offsetsOf(1) })),
    dispose: () => undefined,
  };
  const points = [[new Float64Array(2), new Float64Array(2)]];
  const options = { horizon: 2, seed: 1, pause: () => Promise.resolve() };
  const said = (sizes: readonly number[]) => ({ values: points, offsets: [sizes.map(offsetsOf)] });
  expect(await checkLeak(honest, panel, said([1, 1]), options)).toEqual({ origins: 2, differing: 0 });
  expect(await checkLeak(honest, panel, said([1, 1.5]), options)).toEqual({ origins: 2, differing: 1 });
});
