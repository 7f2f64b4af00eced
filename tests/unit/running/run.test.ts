import { describe, expect, test } from 'vitest';
import { type RunConfigInput, runConfigSchema } from '#forecasting/config.ts';
import { isNaive, type NetworkKind, naiveKinds, usualKinds } from '#forecasting/forecaster-kind.ts';
import type { NetworkState } from '#forecasting/network-forecaster.ts';
import { createRandom, drawNormal } from '#forecasting/random.ts';
import { executeRun, type RunSurroundings } from '#forecasting/run.ts';
import type { RunProgress } from '#forecasting/run-progress.ts';
import type { RunResult } from '#forecasting/run-result.ts';
import type { Series } from '#forecasting/series/series.ts';
import { runSurroundings } from '../../support/run-surroundings.ts';
import { createLinearNetworks } from './linear-network.ts';

const day = 86_400_000;

function daily(values: readonly number[], name = 'sales'): Series {
  const stamps = Float64Array.from(values, (_, i) => i * day);
  return {
    name,
    axis: { kind: 'time', stamps, frequency: 'daily', zone: undefined },
    values: Float64Array.from(values),
  };
}

/** An oscillation that three lags explain and no naive forecast does. */
function oscillation(length: number, seed = 1): number[] {
  const random = createRandom(seed);
  const values = [0, 1];
  while (values.length < length) {
    values.push(1.6 * values.at(-1)! - 0.9 * values.at(-2)! + 0.3 * drawNormal(random));
  }
  return values;
}

function randomWalk(length: number, seed = 1): number[] {
  const random = createRandom(seed);
  let level = 100;
  return Array.from({ length }, () => {
    level += drawNormal(random);
    return level;
  });
}

interface Trial {
  readonly surroundings: RunSurroundings;
  readonly told: RunProgress[];
  readonly saved: NetworkState[][];
}

function trial(changes: Partial<RunSurroundings> = {}): Trial {
  const told: RunProgress[] = [];
  const saved: NetworkState[][] = [];
  let milliseconds = 0;
  const surroundings = runSurroundings(createLinearNetworks(), {
    report: (progress) => told.push(progress),
    now: () => milliseconds++,
    encodeModel: (states) => {
      saved.push([...states]);
      return Uint8Array.of(states.length);
    },
    ...changes,
  });
  return { surroundings, told, saved };
}

async function run(
  series: readonly Series[],
  config: RunConfigInput,
  changes: Partial<RunSurroundings> = {},
): Promise<RunResult> {
  const request = { series, config: runConfigSchema.parse(config) };
  return (await executeRun(request, trial(changes).surroundings)).result;
}

function everyNumberIn(value: unknown, check: (value: number) => boolean): boolean {
  if (typeof value === 'number') return check(value);
  if (value === null || typeof value !== 'object') return true;
  return Object.values(value).every((inner) => everyNumberIn(inner, check));
}

describe('executeRun() on one series', () => {
  test('recommends a network that beats every naive forecast, and says by how much', async () => {
    const result = await run([daily(oscillation(600))], { horizon: 4 });
    expect(result.verdict.outcome).toBe('beats');
    expect(naiveKinds).not.toContain(result.recommended);
    expect(result.verdict.interval![0]).toBeGreaterThan(0);
    expect(result.verdict.sentence).toMatch(
      /^(LSTM|GRU) beats (“.+”|the mean|drift): \d+ % better, \+\d+ … \+\d+ % over 24 origins\. Use /,
    );
  });

  test('recommends a naive forecast on a random walk', async () => {
    const result = await run([daily(randomWalk(600))], { horizon: 4 });
    expect(result.verdict.outcome).not.toBe('beats');
    expect(naiveKinds).toContain(result.recommended);
    expect(result.verdict.sentence).toMatch(/^No network beats “/);
  });

  test('gives every forecaster a score, an issued forecast and folds on identical rows', async () => {
    const result = await run([daily(randomWalk(600))], { horizon: 4 });
    const [series] = result.series;
    const kinds = [...naiveKinds, ...usualKinds, 'blend'];
    expect(result.leaderboard.map(({ kind }) => kind)).toEqual(kinds);
    for (const { kind, parameters } of result.leaderboard) {
      expect(parameters > 0).toBe(!isNaive(kind));
    }
    expect(Object.keys(series!.forecasts)).toEqual(kinds);
    expect(series!.folds).toHaveLength(24);
    for (const fold of series!.folds) expect(Object.keys(fold.forecasts)).toEqual(kinds);
    expect(series!.folds.at(-1)!.originIndex).toBe(600 - 1 - 4);
    expect(series!.forecastStamps).toEqual([600, 601, 602, 603].map((index) => index * day));
  });

  test('scores are those of the stored folds', async () => {
    const result = await run([daily(randomWalk(400))], { horizon: 3 });
    const [series] = result.series;
    const errors = series!.folds.flatMap((fold) =>
      fold.actual.map((actual, step) => Math.abs(actual! - fold.forecasts.drift![step]!)),
    );
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    expect(result.leaderboard.find(({ kind }) => kind === 'drift')!.scores.mae).toBeCloseTo(mean, 12);
  });

  test('the naive forecast in the picture is the value at the origin', async () => {
    const values = randomWalk(300);
    const result = await run([daily(values)], { horizon: 5, forecasters: [] });
    for (const fold of result.series[0]!.folds) {
      expect(fold.forecasts.naive).toEqual(new Array(5).fill(values[fold.originIndex]));
    }
  });

  test('passes its leak check and keeps how many origins it compared', async () => {
    const result = await run([daily(randomWalk(600))], { horizon: 4 });
    expect(result.leakCheck).toEqual({ passed: true, compared: 10 * 24, origins: 24, failed: [] });
  });

  test('is the same again, bit for bit, but for its seconds', async () => {
    const config = { horizon: 4, seeds: 2 };
    const first = await run([daily(randomWalk(300))], config);
    const second = await run([daily(randomWalk(300))], config);
    expect(second).toEqual(first);
  });

  test('without networks names the best naive forecast', async () => {
    const result = await run([daily(randomWalk(300))], { horizon: 4, forecasters: [] });
    expect(result.verdict).toMatchObject({ outcome: null, best: null });
    expect(result.verdict.sentence).toMatch(/^No network ran\. The best naive forecast was “/);
  });

  test('bands contain each other: 80 inside 95', async () => {
    const result = await run([daily(randomWalk(600))], { horizon: 6 });
    for (const issued of Object.values(result.series[0]!.forecasts)) {
      const [narrow, wide] = [issued.bands['80']!, issued.bands['95']!];
      issued.values.forEach((value, step) => {
        expect(wide.lower[step]!).toBeLessThanOrEqual(narrow.lower[step]!);
        expect(narrow.lower[step]!).toBeLessThanOrEqual(value);
        expect(narrow.upper[step]!).toBeLessThanOrEqual(wide.upper[step]!);
      });
    }
  });

  test('refuses the 95 % band of a short series and says so', async () => {
    const result = await run([daily(randomWalk(10))], { horizon: 1, forecasters: [] });
    const { bands } = result.series[0]!.forecasts.naive!;
    expect(bands['95']!.lower.every((value) => value === null)).toBe(true);
    expect(result.warnings.join(' ')).toMatch(/No .*95 % band/);
  });
});

describe('executeRun() when something goes wrong', () => {
  test('marks a network that diverges and succeeds with the others', async () => {
    const createNetwork = createLinearNetworks({ diverges: ['lstm'] });
    const result = await run([daily(oscillation(400))], { horizon: 3 }, { createNetwork });
    const lstm = result.leaderboard.find(({ kind }) => kind === 'lstm')!;
    expect(lstm.failure).toBe('Cannot train the network: its error grew without bound.');
    expect(lstm.scores.mae).toBeNull();
    expect(result.series[0]!.forecasts.lstm).toBeUndefined();
    expect(result.verdict.best).toBe('gru');
  });

  test('marks a network whose forecast is not a number', async () => {
    const createNetwork = createLinearNetworks({ says: ['rnn', Number.NaN] });
    const result = await run([daily(oscillation(400))], { horizon: 3 }, { createNetwork });
    expect(result.leaderboard.find(({ kind }) => kind === 'rnn')!.failure).toMatch(/not a number/);
    expect(everyNumberIn(result, (value) => !Number.isNaN(value))).toBe(true);
  });

  test('still gives a verdict when no network finishes', async () => {
    const createNetwork = createLinearNetworks({ diverges: ['rnn', 'lstm', 'gru'] });
    const { surroundings } = trial({ createNetwork });
    const request = { series: [daily(oscillation(400))], config: runConfigSchema.parse({ horizon: 3 }) };
    const { result, model } = await executeRun(request, surroundings);
    expect(result.verdict.sentence).toMatch(/^No network finished\./);
    expect(model).toBeUndefined();
  });

  test('keeps what it has when it is stopped, and skips what is left', async () => {
    const controller = new AbortController();
    const afterEpoch = (kind: NetworkKind) => kind === 'lstm' && controller.abort('stop');
    const createNetwork = createLinearNetworks({ afterEpoch });
    const { surroundings, saved } = trial({ createNetwork, signal: controller.signal });
    const request = { series: [daily(oscillation(400))], config: runConfigSchema.parse({ horizon: 3 }) };
    const { result } = await executeRun(request, surroundings);
    const failures = Object.fromEntries(result.leaderboard.map((line) => [line.kind, line.failure]));
    expect(failures).toMatchObject({ rnn: null, lstm: null, gru: 'Not trained: the run was stopped.' });
    expect(saved[0]!.map(({ kind }) => kind)).toEqual(['rnn', 'lstm']);
    expect(result.refitted).toEqual([]);
    expect(result.warnings.join(' ')).toMatch(/weights they were judged with: the run was stopped/);
  });

  test('gives up when it is canceled', async () => {
    const controller = new AbortController();
    const createNetwork = createLinearNetworks({ afterEpoch: () => controller.abort('cancel') });
    const started = run(
      [daily(oscillation(400))],
      { horizon: 3 },
      { createNetwork, signal: controller.signal },
    );
    await expect(started).rejects.toMatchObject({ code: 'stopped' });
  });

  test('within a budget that is used up says which networks were not trained', async () => {
    let milliseconds = 0;
    const createNetwork = createLinearNetworks({ afterEpoch: () => (milliseconds += 2000) });
    const now = () => milliseconds++;
    const result = await run(
      [daily(oscillation(400))],
      { horizon: 3, budgetSeconds: 8 },
      { createNetwork, now },
    );
    expect(result.leaderboard.find(({ kind }) => kind === 'rnn')!.failure).toBeNull();
    expect(result.leaderboard.find(({ kind }) => kind === 'gru')!.failure).toMatch(/time budget was used up/);
  });
});

describe('executeRun() with several networks of a kind', () => {
  /** Positive and growing: its logarithms are worth a variation. */
  const growing = oscillation(500).map((value, i) => 40 + i / 5 + value);

  test('trains each seed in each variation and writes every network down', async () => {
    const result = await run([daily(growing)], { horizon: 4, seeds: 2 });
    const members = result.members!.map(
      ({ kind, member, seedNumber, normalisation }) => `${kind} ${member} ${seedNumber} ${normalisation}`,
    );
    expect(members).toEqual(
      [0, 1].flatMap((seedNumber) =>
        ['additive', 'log'].flatMap((normalisation, v) =>
          ['rnn', 'lstm', 'gru'].map(
            (kind) => `${kind} ${2 * seedNumber + v} ${seedNumber} ${normalisation}`,
          ),
        ),
      ),
    );
    expect(result.members!.every(({ used, refit, steps }) => used && refit !== null && steps === 3)).toBe(
      true,
    );
  });

  test('spends a budget on further lookbacks and seeds, and ends within it', async () => {
    let milliseconds = 0;
    const createNetwork = createLinearNetworks({ afterEpoch: () => (milliseconds += 50) });
    const now = () => milliseconds++;
    const config = { horizon: 4, budgetSeconds: 12, refits: 0 };
    const result = await run([daily(growing)], config, { createNetwork, now });
    const lookbacks = new Set(result.members!.map(({ lookback }) => lookback));
    expect(result.members!.length).toBeGreaterThan(12);
    expect(lookbacks.size).toBeGreaterThan(1);
    expect(result.members!.some(({ seedNumber }) => seedNumber > 0)).toBe(true);
    expect(result.totalSeconds).toBeLessThan(12);
    for (const { refit, used } of result.members!) expect(refit !== null).toBe(used);
  });

  test('does again exactly the networks of a recipe', async () => {
    const first = await run([daily(growing)], { horizon: 4, forecasters: ['gru'] });
    const recipe = first.members!.slice(1);
    const request = {
      series: [daily(growing)],
      config: runConfigSchema.parse({ horizon: 4, forecasters: ['gru'] }),
    };
    const { result } = await executeRun({ ...request, recipe }, trial().surroundings);
    expect(result.members).toEqual(recipe);
  });
});

describe('a blend', () => {
  test('is made of what has answered, by shares in sum 1, and is their weighted mean everywhere', async () => {
    const result = await run([daily(oscillation(600))], { horizon: 4 });
    type Shares = [NetworkKind, number][];
    const [used, judged] = [result.blend!, result.judgedBlend!].map(
      (shares) => Object.entries(shares) as Shares,
    );
    for (const shares of [used!, judged!]) {
      expect(shares.reduce((sum, [, share]) => sum + share, 0)).toBeCloseTo(1, 12);
    }
    const [series] = result.series;
    const mixed = (shares: Shares, said: Partial<Record<NetworkKind, readonly number[]>>, step: number) =>
      shares.reduce((sum, [kind, share]) => sum + share * said[kind]![step]!, 0);
    for (const { forecasts } of series!.folds)
      expect(forecasts.blend![2]).toBeCloseTo(mixed(judged!, forecasts, 2), 10);
    const issued = Object.fromEntries(
      Object.entries(series!.forecasts).map(([kind, { values }]) => [kind, values]),
    );
    expect(issued.blend![3]).toBeCloseTo(mixed(used!, issued, 3), 10);
  });

  test('needs two networks', async () => {
    const result = await run([daily(oscillation(300))], { horizon: 4, forecasters: ['gru'] });
    expect(result.blend).toBeUndefined();
    expect(result.leaderboard.some(({ kind }) => kind === 'blend')).toBe(false);
  });
});

describe('executeRun() on difficult series', () => {
  const spiky = Array.from({ length: 200 }, (_, i) => (i % 50 === 0 ? 1e6 : i % 7));
  const series: [string, number[]][] = [
    ['constant', new Array(120).fill(7)],
    ['all zero', new Array(120).fill(0)],
    ['scaled by 1e12', randomWalk(200).map((value) => value * 1e12)],
    ['scaled by 1e-12', randomWalk(200).map((value) => value * 1e-12)],
    ['negative', randomWalk(200).map((value) => value - 1000)],
    ['intermittent', Array.from({ length: 200 }, (_, i) => (i % 9 === 0 ? i % 5 : 0))],
    ['spiky', spiky],
    ['gappy', randomWalk(200).map((value, i) => (i % 4 === 1 ? Number.NaN : value))],
    ['with a gap of weeks', randomWalk(200).map((value, i) => (i > 60 && i < 110 ? Number.NaN : value))],
    ['with its ends missing', [Number.NaN, ...randomWalk(200), Number.NaN, Number.NaN]],
  ];

  test.each(series)('%s: every forecast is finite and no stored number is NaN', async (_, values) => {
    const result = await run([daily(values)], { horizon: 7 });
    expect(everyNumberIn(result, Number.isFinite)).toBe(true);
    const { forecasts, recommended } = result.series[0]!;
    expect(forecasts[recommended]!.values).toHaveLength(7);
  });

  test('a constant is forecast as itself, and ties', async () => {
    const result = await run([daily(new Array(120).fill(7))], { horizon: 7 });
    expect(result.recommended).toBe('naive');
    expect(result.series[0]!.forecasts.naive!.values).toEqual(new Array(7).fill(7));
    expect(result.leaderboard[0]!.scores.mase).toBeNull();
  });

  test('missing observations are kept as null and not scored', async () => {
    const values = randomWalk(200);
    values[195] = Number.NaN;
    const result = await run([daily(values)], { horizon: 7, forecasters: [] });
    expect(result.series[0]!.folds.at(-1)!.actual).toContain(null);
  });

  test('the forecast starts one step after the last observation, not after missing rows', async () => {
    const result = await run([daily([...randomWalk(100), Number.NaN])], { horizon: 2, forecasters: [] });
    expect(result.series[0]!.origin).toBe(99 * day);
    expect(result.series[0]!.forecastStamps[0]).toBe(100 * day);
  });

  test('two points are refused with what is needed', async () => {
    await expect(run([daily([1, 2])], { horizon: 3 })).rejects.toMatchObject({
      code: 'too-short',
      message: 'Cannot backtest series: 1 fold of horizon 3 needs 5 observations, current length is 2',
    });
  });

  test('a series without a value, and one with an infinite value, are refused', async () => {
    const missing = run([daily([Number.NaN, Number.NaN])], { horizon: 1 });
    await expect(missing).rejects.toMatchObject({ code: 'invalid-series' });
    const infinite = run([daily([1, Number.POSITIVE_INFINITY, 3, 4])], { horizon: 1 });
    await expect(infinite).rejects.toMatchObject({ code: 'invalid-series' });
  });

  test('39 rows are too few for a network: the naive forecasts run and the warning says why', async () => {
    const result = await run([daily(randomWalk(39))], { horizon: 12 });
    expect(result.leaderboard.map(({ kind }) => kind)).toEqual([...naiveKinds]);
    expect(result.warnings.join(' ')).toMatch(/^39 rows are too few for a network/);
  });
});

describe('executeRun() on several series', () => {
  test('scores by MASE, leaves the data’s units out, and gives every series its own result', async () => {
    const panel = [1, 2, 3, 4].map((seed) => daily(oscillation(300, seed), `series ${seed}`));
    const result = await run(panel, { horizon: 3 });
    expect(result.series.map(({ name }) => name)).toEqual(['series 1', 'series 2', 'series 3', 'series 4']);
    for (const line of result.leaderboard) {
      expect(line.scores.mae).toBeNull();
      expect(line.scores.rmse).toBeNull();
      expect(line.scores.mase).toBeGreaterThan(0);
    }
    expect(result.verdict.outcome).toBe('beats');
    expect(result.verdict.sentence).toContain('of 4 series');
    for (const series of result.series) expect(series.leaderboard[0]!.scores.mae).toBeGreaterThan(0);
  });

  test('one series that is too short is forecast, unjudged, beside the others', async () => {
    const panel = [
      daily(oscillation(300), 'long'),
      daily(oscillation(300, 5), 'other'),
      daily([5, 6], 'short'),
    ];
    const result = await run(panel, { horizon: 3 });
    const short = result.series[2]!;
    expect(short.folds).toEqual([]);
    expect(short.recommended).toBe('naive');
    expect(short.forecasts.naive!.values).toEqual([6, 6, 6]);
    expect(short.verdict.sentence).toMatch(/^Too short to be judged/);
    expect(result.warnings.join(' ')).toContain(
      'Too short to be judged, forecast by a naive forecaster: short.',
    );
  });

  test('a series without a value is left out with a warning', async () => {
    const panel = [daily(oscillation(200), 'good'), daily([Number.NaN, Number.NaN], 'empty')];
    const result = await run(panel, { horizon: 3, forecasters: [] });
    expect(result.series.map(({ name }) => name)).toEqual(['good']);
    expect(result.warnings.join(' ')).toMatch(/Left out: .*empty/);
  });
});

describe('executeRun() tells its progress', () => {
  test('starts, tells every naive error before the first epoch, and finishes every forecaster', async () => {
    const { surroundings, told } = trial();
    const request = {
      series: [daily(oscillation(400))],
      config: runConfigSchema.parse({ horizon: 3, seeds: 2 }),
    };
    await executeRun(request, surroundings);
    expect(told[0]!.kind).toBe('started');
    const firstEpoch = told.findIndex(({ kind }) => kind === 'epoch');
    const naives = told
      .slice(0, firstEpoch)
      .flatMap((item) => (item.kind === 'baseline' ? [item.forecaster] : []));
    expect(naives).toEqual([...naiveKinds]);
    const finished = told.flatMap((item) => (item.kind === 'forecaster-finished' ? [item.forecaster] : []));
    expect(finished).toEqual([...naiveKinds, ...usualKinds, 'blend']);
  });

  test('the share of what is done never falls and no epoch is told twice', async () => {
    const { surroundings, told } = trial();
    const request = {
      series: [daily(oscillation(400))],
      config: runConfigSchema.parse({ horizon: 3, seeds: 2 }),
    };
    await executeRun(request, surroundings);
    const shares = told.flatMap((item) => ('share' in item ? [item.share] : []));
    expect([...shares].sort((a, b) => a - b)).toEqual(shares);
    expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
    const epochs = told.flatMap((item) =>
      item.kind === 'epoch' ? [`${item.forecaster} ${item.member} ${item.epoch}`] : [],
    );
    expect(new Set(epochs).size).toBe(epochs.length);
    expect(epochs).toHaveLength(3 * 2 * 3);
  });
});
