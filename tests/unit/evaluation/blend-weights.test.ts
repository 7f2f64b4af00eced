import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BlendRows, blendWeights as chooseWeights } from '#forecasting/evaluation/blend-weights.ts';
import { createRandom, drawNormal } from '#forecasting/random.ts';

const row = (...values: number[]) => Float64Array.from(values);
const ones = (length: number) => new Float64Array(length).fill(1);

const blendWeights = (rows: BlendRows, starters: readonly number[]) =>
  chooseWeights(rows, { starters: [starters], together: 1, random: createRandom(1), elections: 25 });

function expectShares(shares: Float64Array, expected: readonly number[]): void {
  expected.forEach((share, i) => {
    expect(shares[i]).toBeCloseTo(share, 12);
  });
}

describe('blendWeights()', () => {
  it('keeps the mean of its starters where they err on opposite sides', () => {
    const rows = { forecasts: [row(2, 2), row(0, 0)], actual: row(1, 1), weights: ones(2) };
    expectShares(blendWeights(rows, [0, 1]), [0.5, 0.5]);
  });

  it('starts from one alone where the others spoil the mean, and leaves them out', () => {
    const rows = { forecasts: [row(1, 2, 3), row(90, 9, -80)], actual: row(1, 2, 3), weights: ones(3) };
    expectShares(blendWeights(rows, [0, 1]), [1, 0]);
  });

  it('takes in a forecaster that had no vote when it helps', () => {
    const rows = { forecasts: [row(2, 2), row(3, 3), row(0, 0)], actual: row(1, 1), weights: ones(2) };
    expect(blendWeights(rows, [0, 1])[2]).toBeGreaterThan(0.3);
  });

  it('does not score what was not observed, and counts rows by their weight', () => {
    const forecasts = [row(1, 50, 9), row(9, -50, 1)];
    const actual = row(1, Number.NaN, 1);
    const rows = { forecasts, actual, weights: row(1, 1, 1e-3) };
    expect(blendWeights(rows, [0, 1])[0]).toBeGreaterThan(0.7);
  });

  it('does not give everything to a forecaster that was better at one origin in twenty', () => {
    const actual = new Float64Array(20);
    const forecasts = [0, 1].map((k) => actual.map((_, i) => (i === 7 && k === 0 ? 3 : i % 2 ? 1 : 0.9)));
    const weights = blendWeights({ forecasts, actual, weights: ones(20) }, [0, 1]);
    expect(weights[1]).toBeGreaterThan(0.5);
    expect(weights[0]).toBeGreaterThan(0);
  });

  it('draws the rows of an origin together', () => {
    const actual = row(1, 1, 1, 1, 1, 1);
    const forecasts = [row(1, 9, 1, 9, 1, 9), row(9, 1, 9, 1, 9, 1)];
    const rows = { forecasts, actual, weights: ones(6) };
    const shares = chooseWeights(rows, {
      starters: [[0, 1]],
      together: 2,
      random: createRandom(3),
      elections: 25,
    });
    expectShares(shares, [0.5, 0.5]);
  });

  it('gives weights in sum 1 that depend on the random numbers alone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 5 }), fc.nat(10_000), (count, seed) => {
        const random = createRandom(seed);
        const draw = () => Float64Array.from({ length: 40 }, () => drawNormal(random));
        const rows = { forecasts: Array.from({ length: count }, draw), actual: draw(), weights: ones(40) };
        const weights = blendWeights(rows, [0, 1]);
        expect(weights.every((weight) => weight >= 0)).toBe(true);
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
        expect(blendWeights(rows, [0, 1])).toEqual(weights);
      }),
      { numRuns: 30 },
    );
  });
});
