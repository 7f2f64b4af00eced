import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { autocorrelation, whiteNoiseBound } from '#forecasting/series/autocorrelation.ts';

describe('autocorrelation()', () => {
  it('gives 0.4 and -0.1 for 1, 2, 3, 4, 5, as R: acf(1:5, plot = FALSE)', () => {
    const found = autocorrelation(Float64Array.of(1, 2, 3, 4, 5), 2);
    expect(found[0]).toBeCloseTo(0.4, 12);
    expect(found[1]).toBeCloseTo(-0.1, 12);
  });

  it('equals the sum written out on a short series', () => {
    // y = 2, 4, 1, 5: mean 3, deviations -1, 1, -2, 2; sum of squares 10.
    // lag 1: -1·1 + 1·-2 + -2·2 = -7; lag 2: -1·-2 + 1·2 = 4; lag 3: -1·2 = -2.
    const found = autocorrelation(Float64Array.of(2, 4, 1, 5), 3);
    [-0.7, 0.4, -0.2].forEach((expected, index) => {
      expect(found[index]).toBeCloseTo(expected, 12);
    });
  });

  it('leaves missing values out pair by pair, terms counted as in R with na.pass', () => {
    // Deviations 1, 0, NaN, 0, -1 of 3, 2, NaN, 2, 1; lag 0: (1+0+0+1)/4; lag 1: (0 + 0)/(2+1);
    // lag 2: 0·0/(1+2); lag 3: (1·0 + 0·-1)/(2+3); lag 4: -1/(1+4).
    const found = autocorrelation(Float64Array.of(3, 2, Number.NaN, 2, 1), 4);
    expect(found.map((value) => Math.abs(value) + 0)).toEqual([0, 0, 0, expect.closeTo(0.4, 12)]);
    expect(found[3]).toBeLessThan(0);
  });

  it('is all zero for a constant series and empty for one value', () => {
    expect(autocorrelation(new Float64Array(10).fill(7), 3)).toEqual([0, 0, 0]);
    expect(autocorrelation(Float64Array.of(1), 5)).toEqual([]);
  });

  it('stays within -1 and 1 for complete series, and does not see shift or scale', () => {
    const wild = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 3, maxLength: 60 });
    fc.assert(
      fc.property(wild, (numbers) => {
        fc.pre(Math.max(...numbers) - Math.min(...numbers) > 1e-3);
        const found = autocorrelation(Float64Array.from(numbers), 5);
        const moved = autocorrelation(
          Float64Array.from(numbers, (value) => 8 * value + 1024),
          5,
        );
        found.forEach((value, index) => {
          expect(Math.abs(value)).toBeLessThanOrEqual(1 + 1e-9);
          expect(moved[index]).toBeCloseTo(value, 4);
        });
      }),
    );
  });
});

describe('whiteNoiseBound()', () => {
  it('is 0.098 for 400 values', () => {
    expect(whiteNoiseBound(400)).toBeCloseTo(0.098, 12);
  });
});
