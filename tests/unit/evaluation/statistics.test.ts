import { describe, expect, test } from 'vitest';
import { dieboldMariano } from '#forecasting/evaluation/diebold-mariano.ts';
import { normalProbability } from '#forecasting/evaluation/statistics/normal.ts';
import { studentProbability, studentQuantile } from '#forecasting/evaluation/statistics/student-t.ts';
import { createRandom, drawNormal } from '#forecasting/random.ts';

describe('studentQuantile() and studentProbability()', () => {
  // Upper 2.5 % and 5 % points as printed in tables of the t distribution.
  test.each([
    [0.975, 1, 12.7062],
    [0.975, 2, 4.3027],
    [0.975, 5, 2.5706],
    [0.975, 23, 2.0687],
    [0.95, 10, 1.8125],
    [0.975, 1e6, 1.96],
  ])('studentQuantile(%d, %d) is %d', (probability, degrees, value) => {
    expect(studentQuantile(probability, degrees)).toBeCloseTo(value, 4);
  });

  test('studentProbability() undoes studentQuantile(), on both sides and for broken degrees', () => {
    for (const probability of [0.01, 0.2, 0.5, 0.7, 0.999]) {
      for (const degrees of [1, 2.6, 7, 400]) {
        expect(studentProbability(studentQuantile(probability, degrees), degrees)).toBeCloseTo(
          probability,
          9,
        );
      }
    }
  });
});

describe('normalProbability()', () => {
  // Values as printed in tables of the normal distribution.
  test.each([
    [-1, 0.15865525],
    [0, 0.5],
    [1.959964, 0.975],
    [3, 0.9986501],
  ])('normalProbability(%d) is %d', (z, probability) => {
    expect(normalProbability(z)).toBeCloseTo(probability, 6);
  });
});

describe('dieboldMariano()', () => {
  test('dieboldMariano() of folds that do not overlap is the one-sample t test', () => {
    const random = createRandom(3);
    const differences = Array.from({ length: 24 }, () => 0.3 + drawNormal(random));
    const mean = differences.reduce((sum, value) => sum + value, 0) / 24;
    const variance = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 23;
    const t = mean / Math.sqrt(variance / 24);
    const result = dieboldMariano(differences, 1)!;
    expect(result.statistic).toBeCloseTo(t, 10);
    expect(result.pValue).toBeCloseTo(2 * (1 - studentProbability(Math.abs(t), 23)), 10);
  });

  test('dieboldMariano() is undefined for too few origins and for losses that never differ', () => {
    expect(dieboldMariano([1, 2], 1)).toBeUndefined();
    expect(dieboldMariano([2, 2, 2, 2], 1)).toBeUndefined();
  });

  test('dieboldMariano() trusts overlapping origins less', () => {
    const differences = [1, 1.2, 1.1, 0.2, 0.1, 0.3, 1, 1.3, 1.2, 0.1, 0.2, 0.2];
    const apart = dieboldMariano(differences, 1)!;
    const overlapping = dieboldMariano(differences, 3)!;
    expect(overlapping.standardError).toBeGreaterThan(apart.standardError);
  });
});
