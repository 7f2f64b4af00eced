import { describe, expect, it } from 'vitest';
import { layOutSplit } from '#app/_components/new-run/lay-out-split.ts';
import { configOf, initialPlan, planOf, presetOf, withPreset } from '#app/_components/new-run/run-plan.ts';
import { type RunConfig, runConfigSchema } from '#forecasting/config.ts';
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

describe('a plan made by the settings of a run', () => {
  it('asks for the same again', () => {
    const config = runConfigSchema.parse({
      ...{ horizon: 5, folds: 9, seeds: 2, forecasters: ['gru', 'ridge'], units: 24, missing: 'carry' },
      ...{ future: ['plan'], calendar: true, floor: 0, budgetSeconds: 90 },
    });
    const plan = planOf({ seriesIds: [3, 8], config }, row);
    expect(plan.seriesIds).toEqual([3, 8]);
    expect(runConfigSchema.parse(configOf(plan))).toEqual(config);
  });

  it('has the usual settings where a run of an earlier version said nothing', () => {
    const { refits: _, calendar: __, ...earlier } = runConfigSchema.parse({ horizon: 5 });
    const plan = planOf({ seriesIds: [3], config: earlier as RunConfig }, row);
    expect(plan).toMatchObject({ horizon: 5, refits: null, calendar: false });
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
