import { describe, expect, test } from 'vitest';
import { runConfigSchema } from '#forecasting/config.ts';
import {
  baselineKinds,
  type ForecasterKind,
  kindsBySimplicity,
  networkKinds,
} from '#forecasting/forecaster-kind.ts';
import { createRandom, drawNormal } from '#forecasting/random.ts';
import { encodeModel } from '#forecasting/recurrent/model-file.ts';
import { createRecurrentForecaster } from '#forecasting/recurrent/recurrent-forecaster.ts';
import { executeRun } from '#forecasting/run.ts';
import type { RunResult } from '#forecasting/run-result.ts';
import { dailySeries, everyNumberIn } from '../../support/run-series.ts';
import { runSurroundings } from '../../support/run-surroundings.ts';
import { withTensorBackend } from '../../support/tensor-backend.ts';

const engine = withTensorBackend();
const horizon = 7;

async function runEveryone(values: readonly number[]): Promise<RunResult> {
  const surroundings = runSurroundings(
    (kind, options) => createRecurrentForecaster(kind, options, engine().kernels),
    { now: () => performance.now(), encodeModel },
  );
  const config = runConfigSchema.parse({
    horizon,
    folds: 4,
    epochs: 2,
    units: 8,
    forecasters: [...baselineKinds, ...networkKinds],
  });
  return (await executeRun({ series: [dailySeries(values)], config }, surroundings)).result;
}

function walk(length: number, size = 1): number[] {
  const random = createRandom(4);
  let level = 100;
  return Array.from({ length }, () => {
    level += drawNormal(random);
    return level * size;
  });
}

const odd: readonly [name: string, values: readonly number[]][] = [
  ['constant', new Array<number>(150).fill(7)],
  ['all zero', new Array<number>(150).fill(0)],
  ['constant but for its end', [...new Array<number>(149).fill(7), 8]],
  ['scaled by 1e12', walk(150, 1e12)],
  ['scaled by 1e-12', walk(150, 1e-12)],
  ['scaled by 1e290', walk(150, 1e290)],
  ['scaled by 1e-290', walk(150, 1e-290)],
  ['spiky', Array.from({ length: 150 }, (_, t) => (t % 40 === 11 ? 1e9 : t % 7))],
  ['negative', walk(150).map((value) => value - 1000)],
  ['around zero', walk(150).map((value) => value - 100)],
  ['intermittent', Array.from({ length: 150 }, (_, t) => (t % 9 === 0 ? t % 5 : 0))],
  ['growing by powers', Array.from({ length: 150 }, (_, t) => 1.3 ** t)],
  ['a huge level with tiny steps', walk(150).map((value) => 1e12 + value * 1e-3)],
  ['gappy', walk(150).map((value, t) => (t % 4 === 1 || (t > 60 && t < 90) ? Number.NaN : value))],
  ['mostly missing', walk(150).map((value, t) => (t % 10 === 0 || t === 149 ? value : Number.NaN))],
];

describe('every forecaster on odd series', () => {
  test.each(odd)(
    '%s: each gives finite values or says why not, and no number is stored that is none',
    async (_, values) => {
      const result = await runEveryone(values);
      expect(everyNumberIn(result, Number.isFinite)).toBe(true);
      const { forecasts, recommended } = result.series[0]!;
      expect(forecasts[recommended]!.values).toHaveLength(horizon);
      expect(result.leaderboard.map(({ kind }) => kind)).toEqual(kindsBySimplicity);
      for (const { kind, failure } of result.leaderboard) {
        if (failure === null) expect(forecasts[kind]!.values).toHaveLength(horizon);
        else expect(failure).toMatch(/^Cannot .+\.$/);
      }
      expect(result.leakCheck!.failed).toEqual([]);
    },
  );

  test('a constant is forecast as itself by all that can be fitted', async () => {
    const result = await runEveryone(new Array<number>(150).fill(7));
    for (const [kind, { values }] of Object.entries(result.series[0]!.forecasts)) {
      for (const value of values) expect(Math.abs(value - 7), kind).toBeLessThan(0.01);
    }
  });

  test('two points are refused with what is needed', async () => {
    await expect(runEveryone([1, 2])).rejects.toMatchObject({ code: 'too-short' });
  });

  test('values that sums and bands would carry out of the range of numbers are refused', async () => {
    await expect(runEveryone(walk(150, 1e306))).rejects.toMatchObject({
      code: 'invalid-series',
      message: expect.stringMatching(/observation 1 is [\d.]+e\+30\d; 1e\+300 is the largest/),
    });
  });

  test('a short series leaves out what cannot be fitted and forecasts with the rest', async () => {
    const result = await runEveryone(walk(20));
    expect(result.leaderboard.filter(({ failure }) => failure !== null)).toEqual([]);
    expect(result.leaderboard.map(({ kind }) => kind)).not.toContain<ForecasterKind>('ridge');
    expect(result.warnings.join(' ')).toMatch(/too few for a network.*too few for the linear forecasters/);
  });
});
