import { describe, expect, test } from 'vitest';
import { allotTraining, refitFits } from '#forecasting/running/time-allotment.ts';

describe('allotTraining()', () => {
  test('allotTraining() gives every training the same share when all use theirs up', () => {
    let now = 0;
    const ends: number[] = [];
    for (let left = 3; left > 0; left--) {
      now = allotTraining(now, 90_000, { trainings: left, refits: 0, predictSeconds: 0 })!;
      ends.push(Math.round(now));
    }
    expect(ends).toEqual([30_000, 60_000, 90_000]);
  });

  test('allotTraining() keeps time for forecasting and for training again', () => {
    const plain = allotTraining(0, 90_000, { trainings: 3, refits: 0, predictSeconds: 0 })!;
    expect(allotTraining(0, 90_000, { trainings: 3, refits: 3, predictSeconds: 0 })!).toBeLessThan(plain);
    expect(allotTraining(0, 90_000, { trainings: 3, refits: 0, predictSeconds: 5 })!).toBeLessThan(plain);
  });

  test('allotTraining() sets no limit without a deadline, and none in the past', () => {
    expect(allotTraining(0, undefined, { trainings: 1, refits: 0, predictSeconds: 0 })).toBeUndefined();
    expect(allotTraining(5000, 1000, { trainings: 1, refits: 0, predictSeconds: 0 })).toBe(5000);
  });
});

describe('refitFits()', () => {
  test('refitFits() until the deadline', () => {
    expect(refitFits(1000, 10_000, 8)).toBe(true);
    expect(refitFits(1000, 10_000, 10)).toBe(false);
    expect(refitFits(1000, undefined, 1e9)).toBe(true);
  });
});
