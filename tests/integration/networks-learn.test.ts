import { describe, expect, it } from 'vitest';
import { networkKinds } from '#forecasting/forecaster-kind.ts';
import { createRandom, shuffle } from '#forecasting/random.ts';
import { twoSines } from '../support/network-options.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { withTensorBackend } from '../support/tensor-backend.ts';

withTensorBackend();

const timeoutMs = 300_000;

describe('networks in a run', () => {
  it('reach a skill of 0.8 on two sines without noise, each of them', { timeout: timeoutMs }, async () => {
    const { result } = await runInProcess(twoSines(600), { horizon: 12 });
    for (const kind of networkKinds) {
      const { scores, failure } = result.leaderboard.find((line) => line.kind === kind)!;
      expect(failure).toBeNull();
      expect(scores.skill, kind).toBeGreaterThanOrEqual(0.8);
    }
    expect(result.verdict.outcome).toBe('beats');
  });

  it.each([1, 2, 3])('find nothing in shuffled values, seed %d', { timeout: timeoutMs }, async (seed) => {
    const values = shuffle(twoSines(400), createRandom(seed));
    const { result } = await runInProcess(values, { horizon: 12, seed });
    expect(result.verdict.outcome).not.toBe('beats');
    const isNaive = ['naive', 'seasonal-naive', 'drift', 'mean'].includes(result.recommended);
    expect(isNaive, `recommended ${result.recommended}`).toBe(true);
  });

  it('say the same bits for the same seed, model file included', { timeout: timeoutMs }, async () => {
    const config = { horizon: 6, epochs: 4, folds: 4, units: 8, lookback: 24 };
    const [first, second] = [
      await runInProcess(twoSines(200), config),
      await runInProcess(twoSines(200), config),
    ];
    expect(second.model).toEqual(first.model);
    expect(second.result.series[0]!.forecasts).toEqual(first.result.series[0]!.forecasts);
    expect(second.result.series[0]!.folds).toEqual(first.result.series[0]!.folds);
  });
});
