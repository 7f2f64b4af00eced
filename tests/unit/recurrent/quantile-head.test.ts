import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, drawNormal, type Random } from '#forecasting/random.ts';
import { offsetsOf, type QuantileHead } from '#forecasting/recurrent/quantile-head.ts';
import {
  pinballSlope,
  type QuantileSample,
  quantileGradient,
  upperProbability,
} from '#forecasting/recurrent/quantile-loss.ts';
import { fitSize } from '#forecasting/recurrent/quantile-size.ts';
import { constantOffsets } from '#forecasting/recurrent/quantile-start.ts';
import { stepWaves } from '#forecasting/recurrent/step-waves.ts';

const horizon = 5;
const windowFeatures = 3;
const stepFeatures = 2;

function drawHead(random: Random, size: number, levels = [50, 80, 95]): QuantileHead {
  const waves = stepWaves(horizon, 4);
  const draw = (length: number) => Float32Array.from({ length }, () => size * drawNormal(random));
  return {
    levels,
    horizon,
    waves,
    windowFeatures,
    stepFeatures,
    bias: draw(2 * levels.length * horizon),
    kernel: draw(2 * waves.length * windowFeatures),
    stepKernel: draw(2 * stepFeatures),
  };
}

function drawSample(random: Random, size: number): QuantileSample {
  const draw = (length: number) => Float32Array.from({ length }, () => drawNormal(random));
  return {
    size,
    windows: draw(size * windowFeatures),
    steps: draw(size * horizon * stepFeatures),
    residuals: draw(size * horizon).map((value) => 2 * value),
    weights: Float32Array.from({ length: size * horizon }, (_, i) => (i % 7 === 3 ? 0 : 0.5 + random())),
  };
}

describe('quantileGradient()', () => {
  it.each(['bias', 'kernel', 'stepKernel'] as const)('agrees with finite differences by %s', (name) => {
    const random = createRandom(4);
    // Weights so small that no tilt is cut off, where the slope is meant to differ.
    const head = drawHead(random, 0.1);
    // So many cells that few lie within reach of a kink of the loss.
    const sample = drawSample(random, 400);
    const gradient = quantileGradient(head, sample)[name];
    const step = 1e-2;
    for (let i = 0; i < gradient.length; i++) {
      const lossAt = (change: number) => {
        const values = head[name].slice();
        values[i] = values[i]! + change;
        return quantileGradient({ ...head, [name]: values }, sample).loss;
      };
      expect((lossAt(step) - lossAt(-step)) / (2 * step)).toBeCloseTo(gradient[i]!, 3);
    }
    expect(Math.max(...gradient.map(Math.abs))).toBeGreaterThan(5e-3);
  });

  it('leaves out what was not observed', () => {
    const random = createRandom(5);
    const head = drawHead(random, 0.2);
    const sample = drawSample(random, 20);
    const residuals = sample.residuals.map((value, i) => (sample.weights[i] === 0 ? 1e6 : value));
    expect(quantileGradient(head, { ...sample, residuals })).toEqual(quantileGradient(head, sample));
  });
});

describe('offsetsOf()', () => {
  it('never crosses, whatever the weights and whatever is read', () => {
    fc.assert(
      fc.property(fc.integer(), fc.double({ min: 0, max: 30, noNaN: true }), (seed, size) => {
        const random = createRandom(seed);
        const head = drawHead(random, size / 10);
        const { windows, steps } = drawSample(random, 6);
        const far = { size: 6, windows: windows.map((value) => value * size), steps };
        const offsets = offsetsOf(head, far);
        for (let out = 0; out < 12; out++) {
          for (let step = 0; step < horizon; step++) {
            const levels = [0, 1, 2].map((level) => offsets[(out * 3 + level) * horizon + step]!);
            expect(levels[0]).toBeGreaterThan(0);
            expect(levels[1]).toBeGreaterThanOrEqual(levels[0]!);
            expect(levels[2]).toBeGreaterThanOrEqual(levels[1]!);
            expect(levels[2]).toBeLessThan(Number.POSITIVE_INFINITY);
          }
        }
      }),
    );
  });
});

describe('constantOffsets()', () => {
  it('finds the quantiles of normal noise that grows with the step', () => {
    const random = createRandom(6);
    const size = 4000;
    const residuals = Float32Array.from(
      { length: size * horizon },
      (_, i) => (1 + (i % horizon)) * drawNormal(random),
    );
    const bias = constantOffsets({ size, residuals, weights: residuals.map(() => 1) }, [80, 95]);
    // Quantiles of the standard normal distribution: 1.2816 and 1.9600.
    for (const side of [0, 1]) {
      for (let step = 0; step < horizon; step++) {
        const inner = Math.exp(bias[side * 2 * horizon + step]!);
        const outer = inner + Math.exp(bias[(side * 2 + 1) * horizon + step]!);
        expect(inner / (1 + step) / 1.2816).toBeCloseTo(1, 1);
        expect(outer / (1 + step) / 1.96).toBeCloseTo(1, 1);
      }
    }
  });

  it('stays finite where every forecast was right', () => {
    const nothing = { size: 3, residuals: new Float32Array(15), weights: new Float32Array(15).fill(1) };
    expect(constantOffsets(nothing, [80]).every(Number.isFinite)).toBe(true);
  });
});

describe('fitSize()', () => {
  it('finds the factor that balances what lies beyond the offsets', () => {
    const random = createRandom(7);
    const head = drawHead(random, 0, [80]);
    const sample = { ...drawSample(random, 4000), weights: new Float32Array(4000 * horizon).fill(1) };
    const residuals = sample.residuals.map((value) => 3 * (value / 2));
    // Offsets are 1, the 90 % quantile of noise of size 3 is 3 · 1.2816.
    expect(fitSize(head, { ...sample, residuals }).factor / 3.845).toBeCloseTo(1, 1);
  });
});

it('pinballSlope() is zero on average at the quantile', () => {
  const probability = upperProbability(80);
  const slopes = Array.from({ length: 10 }, (_, i) => pinballSlope(i, 8.5, probability));
  expect(slopes.reduce((sum, slope) => sum + slope, 0)).toBeCloseTo(0, 12);
});
