import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blendWeights } from '#forecasting/evaluation/blend-weights.ts';
import { createRandom, drawNormal } from '#forecasting/random.ts';

const row = (...values: number[]) => Float64Array.from(values);
const ones = (length: number) => new Float64Array(length).fill(1);

describe('blendWeights()', () => {
  it('keeps the mean of its starters where they err on opposite sides', () => {
    const rows = { forecasts: [row(2, 2), row(0, 0)], actual: row(1, 1), weights: ones(2) };
    expect([...blendWeights(rows, [0, 1])]).toEqual([0.5, 0.5]);
  });

  it('starts from one alone where the others spoil the mean, and leaves them out', () => {
    const rows = { forecasts: [row(1, 2, 3), row(90, 9, -80)], actual: row(1, 2, 3), weights: ones(3) };
    expect([...blendWeights(rows, [0, 1])]).toEqual([1, 0]);
  });

  it('takes in a forecaster that had no vote when it helps', () => {
    const rows = { forecasts: [row(2, 2), row(3, 3), row(0, 0)], actual: row(1, 1), weights: ones(2) };
    expect(blendWeights(rows, [0, 1])[2]).toBeGreaterThan(0.3);
  });

  it('does not score what was not observed, and counts rows by their weight', () => {
    const forecasts = [row(1, 50, 9), row(9, -50, 1)];
    const actual = row(1, Number.NaN, 1);
    expect([...blendWeights({ forecasts, actual, weights: row(1, 1, 0) }, [0, 1])]).toEqual([1, 0]);
  });

  it('gives weights in sum 1 whose mean is no worse than every starter and than their mean', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 5 }), fc.nat(10_000), (count, seed) => {
        const random = createRandom(seed);
        const draw = () => Float64Array.from({ length: 40 }, () => drawNormal(random));
        const rows = { forecasts: Array.from({ length: count }, draw), actual: draw(), weights: ones(40) };
        const weights = blendWeights(rows, [0, 1]);
        const errorOf = (shares: ArrayLike<number>) =>
          rows.actual.reduce(
            (sum, actual, i) =>
              sum +
              Math.abs(
                actual - rows.forecasts.reduce((mean, said, k) => mean + (shares[k] ?? 0) * said[i]!, 0),
              ),
            0,
          );
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
        for (const other of [[1], [0, 1], [0.5, 0.5]]) {
          expect(errorOf(weights)).toBeLessThanOrEqual(errorOf(other) + 1e-9);
        }
      }),
    );
  });
});
