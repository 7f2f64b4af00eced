import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bandAround,
  bandsAround,
  calibrate,
  completeBand,
  conformalQuantile,
} from '#forecasting/evaluation/intervals.ts';
import { localScale } from '#forecasting/evaluation/local-scale.ts';
import { createRandom, drawNormal } from '#forecasting/random.ts';

const ascending = (count: number) => Float64Array.from({ length: count }, (_, i) => i + 1);

describe('conformalQuantile()', () => {
  test.each([
    [95, 19],
    [90, 9],
    [80, 4],
  ])('conformalQuantile() at %d %% needs %d scores', (level, fewest) => {
    expect(conformalQuantile(ascending(fewest), level)).toBe(fewest);
    expect(conformalQuantile(ascending(fewest - 1), level)).toBeNull();
  });

  test('conformalQuantile() takes the ⌈(n + 1)(1 − α)⌉-th smallest score', () => {
    expect(conformalQuantile(ascending(99), 80)).toBe(80);
    expect(conformalQuantile(ascending(100), 80)).toBe(81);
  });

  test('a new score lies below conformalQuantile() as often as promised', () => {
    const random = createRandom(11);
    let inside = 0;
    for (let trial = 0; trial < 4000; trial++) {
      const scores = Float64Array.from({ length: 30 }, () => Math.abs(drawNormal(random))).sort();
      if (Math.abs(drawNormal(random)) <= conformalQuantile(scores, 80)!) inside++;
    }
    // 25/31 = 80.6 % is exact for 30 scores; three standard errors are 1.9 points.
    expect(inside / 4000).toBeGreaterThan(0.787);
    expect(inside / 4000).toBeLessThan(0.826);
  });
});

describe('calibrate() and bandAround()', () => {
  test('calibrate() pools neighbouring steps until there are enough scores', () => {
    const scores = Array.from({ length: 16 }, (_, step) => [step]);
    expect([...calibrate(scores).byStep[8]!]).toEqual([6, 7, 8, 9, 10]);
    expect([...calibrate(scores).byStep[0]!]).toEqual([0, 1, 2]);
  });

  test('calibrate() leaves a step alone that has scores enough', () => {
    const scores = Array.from({ length: 8 }, (_, step) => new Array<number>(60).fill(step));
    expect(new Set(calibrate(scores).byStep[3])).toEqual(new Set([3]));
  });

  test('bands of a higher level contain those of a lower one, at every scale', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 20, maxLength: 100 }),
        fc.double({ min: 1e-9, max: 1e9, noNaN: true }),
        (scores, scale) => {
          const calibration = calibrate([scores]);
          const narrow = bandAround([3], { calibration, scale, level: 80 });
          const wide = bandAround([3], { calibration, scale, level: 95 });
          expect(wide.lower[0]!).toBeLessThanOrEqual(narrow.lower[0]!);
          expect(narrow.lower[0]!).toBeLessThanOrEqual(3);
          expect(wide.upper[0]!).toBeGreaterThanOrEqual(narrow.upper[0]!);
        },
      ),
    );
  });

  test('bandsAround() contains the bands of lower levels, whatever the scores and the offsets of each level', () => {
    const size = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
    const scores = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 20, maxLength: 40 });
    fc.assert(
      fc.property(fc.array(fc.tuple(scores, size, size), { minLength: 3, maxLength: 3 }), (each) => {
        const bands = bandsAround([5], {
          levels: [50, 80, 95],
          calibrations: each.map(([own]) => calibrate([own])),
          scales: each.map(([, below, above]) => ({ below: [below], above: [above] })),
        });
        let [lower, upper] = [5, 5];
        for (const band of bands) {
          expect(band.lower[0]!).toBeLessThanOrEqual(lower);
          expect(band.upper[0]!).toBeGreaterThanOrEqual(upper);
          [lower, upper] = [band.lower[0]!, band.upper[0]!];
        }
      }),
    );
  });

  test('bandAround() measures each side by its own size', () => {
    const calibration = calibrate([[1, 2, 3, 4]]);
    const band = bandAround([10], { calibration, scale: { below: [1], above: [3] }, level: 80 });
    expect(band).toEqual({ lower: [6], upper: [22] });
  });

  test('bandAround() refuses a level without scores enough', () => {
    const band = bandAround([1, 1], { calibration: calibrate([[1, 2, 3, 4], []]), scale: 1, level: 95 });
    expect(band).toEqual({ lower: [null, null], upper: [null, null] });
    expect(completeBand(band)).toBeUndefined();
  });
});

describe('localScale()', () => {
  test('localScale() follows the recent past, not the distant one', () => {
    const random = createRandom(5);
    const values = Float64Array.from({ length: 600 }, (_, t) => drawNormal(random) * (t < 400 ? 10 : 2));
    const calm = localScale({ values, seasonLength: 1 }, 5);
    const wild = localScale({ values: values.slice(0, 400), seasonLength: 1 }, 5);
    expect(wild / calm).toBeGreaterThan(3);
  });

  test('localScale() is positive whatever the series is', () => {
    for (const values of [[0, 0, 0], [5, 5, 5], [1], [1, 2, 2, 2]]) {
      expect(localScale({ values: Float64Array.from(values), seasonLength: 1 }, 3)).toBeGreaterThan(0);
    }
  });
});
