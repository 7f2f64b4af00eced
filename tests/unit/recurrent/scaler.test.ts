import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepareSeries } from '#forecasting/recurrent/prepared-series.ts';
import { inDataUnits, scaleWindow } from '#forecasting/recurrent/scaler.ts';

const prepare = (...values: number[]) =>
  prepareSeries({ values: Float64Array.from(values), seasonLength: 1 });

describe('scaleWindow()', () => {
  it('centres on the mean and scales by the mean absolute deviation', () => {
    expect(scaleWindow(prepare(1, 2, 3, 4), 3, 4)).toEqual({ centre: 2.5, scale: 1, logarithmic: false });
  });

  it('sees nothing outside the window', () => {
    expect(scaleWindow(prepare(900, 1, 2, 3, 4, -900), 4, 4)).toMatchObject({ centre: 2.5 });
  });

  it('is 1 for a constant series and returns its very value as the centre', () => {
    expect(scaleWindow(prepare(0.1, 0.1, 0.1), 2, 3)).toEqual({ centre: 0.1, scale: 1, logarithmic: false });
  });

  it('keeps a flat window of a lively series above a twentieth of its spread', () => {
    const series = prepare(0, 10, 0, 10, 5, 5, 5, 5);
    expect(scaleWindow(series, 7, 4).scale).toBeCloseTo(series.spread / 20, 12);
  });

  it('is finite and positive at any magnitude', () => {
    const value = fc.double({ noNaN: true, min: -1e300, max: 1e300 });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 40 }), (values) => {
        const { centre, scale } = scaleWindow(prepare(...values), values.length - 1, 12);
        return Number.isFinite(centre) && Number.isFinite(scale) && scale > 0;
      }),
    );
  });
});

describe('inDataUnits()', () => {
  it('is the way back from a normalised number, through the exponential where logarithms were normalised', () => {
    expect(inDataUnits({ centre: 10, scale: 2, logarithmic: false }, 1.5)).toBe(13);
    expect(inDataUnits({ centre: Math.log(10), scale: Math.log(2), logarithmic: true }, 3)).toBeCloseTo(
      80,
      10,
    );
  });
});
