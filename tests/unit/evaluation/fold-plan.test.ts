import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planFolds } from '#forecasting/evaluation/fold-plan.ts';
import { splitInTime } from '#forecasting/evaluation/time-split.ts';

describe('planFolds()', () => {
  test('planFolds() lays 24 folds a horizon apart where they take a third of the series at most', () => {
    expect(planFolds(3650, { horizon: 30, folds: null, stride: null })).toEqual({
      folds: 24,
      stride: 30,
      overlapping: false,
    });
  });

  test('planFolds() moves origins closer and then takes fewer where the series is short', () => {
    expect(planFolds(144, { horizon: 12, folds: null, stride: null })).toEqual({
      folds: 9,
      stride: 3,
      overlapping: true,
    });
    expect(planFolds(39, { horizon: 12, folds: null, stride: null })?.folds).toBe(1);
  });

  test('planFolds() takes half the rows of each of many series', () => {
    const request = { horizon: 48, folds: null, stride: null };
    expect(planFolds(960, request)).toEqual({ folds: 17, stride: 12, overlapping: true });
    expect(planFolds(960, { ...request, manySeries: true })).toEqual({
      folds: 7,
      stride: 12,
      overlapping: true,
    });
    expect(planFolds(60, { ...request, manySeries: true })).toMatchObject({ folds: 1 });
  });

  test('planFolds() obeys a stride that was asked for', () => {
    expect(planFolds(1000, { horizon: 10, folds: 5, stride: 20 })).toMatchObject({ folds: 5, stride: 20 });
  });

  test('planFolds() is undefined where not one fold fits', () => {
    expect(planFolds(13, { horizon: 12, folds: null, stride: null })).toBeUndefined();
    expect(planFolds(14, { horizon: 12, folds: null, stride: null })).toMatchObject({ folds: 1 });
  });
});

describe('splitInTime()', () => {
  const request = fc.record({
    length: fc.integer({ min: 3, max: 5000 }),
    horizon: fc.integer({ min: 1, max: 200 }),
    folds: fc.option(fc.integer({ min: 1, max: 60 })),
    stride: fc.option(fc.integer({ min: 1, max: 300 })),
    selectionCount: fc.integer({ min: 1, max: 60 }),
  });

  test('splitInTime() keeps training, selection and verdict apart, whatever is asked', () => {
    fc.assert(
      fc.property(request, ({ length, horizon, folds, stride, selectionCount }) => {
        const plan = planFolds(length, { horizon, folds, stride });
        if (plan === undefined) return;
        const split = splitInTime(length, { horizon, plan, selectionCount });
        const { selectionOrigins, verdictOrigins, trainingLength } = split;
        expect(verdictOrigins).toHaveLength(plan.folds);
        expect(verdictOrigins.at(-1)! + horizon).toBe(length - 1);
        expect(verdictOrigins[0]!).toBeGreaterThanOrEqual(1);
        const lastTarget = (selectionOrigins.at(-1) ?? -horizon) + horizon;
        expect(lastTarget).toBeLessThanOrEqual(verdictOrigins[0]!);
        expect(trainingLength).toBe((selectionOrigins[0] ?? verdictOrigins[0]!) + 1);
        const origins = [...selectionOrigins, ...verdictOrigins];
        expect([...origins].sort((a, b) => a - b)).toEqual(origins);
        expect(new Set(origins).size).toBe(origins.length);
      }),
    );
  });

  test('splitInTime() lets a series shorter than the plan take part in its latest folds', () => {
    const plan = { folds: 24, stride: 10, overlapping: false };
    const split = splitInTime(60, { horizon: 10, plan, selectionCount: 10 });
    expect(split.verdictOrigins).toEqual([9, 19, 29, 39, 49]);
  });
});
