import { describe, expect, it } from 'vitest';
import { layOutSplit } from '#app/_components/new-run/lay-out-split.ts';
import { configOf, initialPlan, presetOf, withPreset } from '#app/_components/new-run/run-plan.ts';
import { runConfigSchema } from '#forecasting/config.ts';
import { usualKinds } from '#forecasting/forecaster-kind.ts';
import type { PreflightAnswer, SeriesRow } from '#server/api-types.ts';

const day = 86_400_000;
const row = {
  id: 3,
  frequency: 'daily',
  axisKind: 'time',
  seasonLength: 7,
  rows: 1001,
  firstStamp: 0,
  lastStamp: 1000 * day,
} as SeriesRow;

describe('a new plan', () => {
  it('is a configuration that the API takes as it is', () => {
    const config = runConfigSchema.parse(configOf(initialPlan(row)));
    expect(config).toMatchObject({ horizon: 14, folds: null, seeds: 1, forecasters: [...usualKinds] });
  });

  it('begins with the default preset, and knows the others again', () => {
    const plan = initialPlan(row);
    expect(presetOf(plan)).toBe('default');
    expect(presetOf({ ...plan, ...withPreset('draft') })).toBe('draft');
    expect(presetOf({ ...plan, ...withPreset('honest') })).toBe('honest');
    expect(presetOf({ ...plan, folds: 5 })).toBeUndefined();
  });
});

describe('layOutSplit()', () => {
  const preflight = { folds: 3, stride: 10, verdictRows: 34, trainingRows: 700 } as PreflightAnswer;

  it('lays the last origin one horizon before the end, the others a stride apart', () => {
    const split = layOutSplit(row, preflight)!;
    expect(split.origins.map((origin) => origin / day)).toEqual([966, 976, 986]);
    expect(split.testFrom).toBe(966 * day);
    expect(split.trainRows).toBe(700);
  });

  it('shows no more of a long series than lets the origins be told apart', () => {
    const split = layOutSplit(row, preflight)!;
    expect(split.isWhole).toBe(false);
    expect((split.to - split.testFrom) / (split.to - split.from)).toBeGreaterThan(0.3);
  });

  it('is absent where nothing can be judged', () => {
    expect(layOutSplit(row, { ...preflight, folds: 0 })).toBeUndefined();
  });
});
