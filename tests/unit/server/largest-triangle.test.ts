import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { largestTriangle } from '#server/largest-triangle.ts';

const axis = (count: number) => Array.from({ length: count }, (_, index) => index * 1000);

describe('largestTriangle()', () => {
  it('leaves a line alone that is short enough', () => {
    const points = { stamps: [0, 1, 2], values: [1, null, 3] };
    expect(largestTriangle(points, 3)).toEqual(points);
  });

  it('keeps the one spike of a flat line of 100,000 points', () => {
    const values = new Array<number | null>(100_000).fill(5);
    values[43_210] = 90;
    const thin = largestTriangle({ stamps: axis(100_000), values }, 1500);
    expect(thin.stamps).toHaveLength(1500);
    expect(thin.stamps[thin.values.indexOf(90)]).toBe(43_210_000);
  });

  it('keeps the first and the last point, rising stamps and pairs of the original', () => {
    const wild = fc.array(fc.option(fc.double({ min: -1e9, max: 1e9, noNaN: true })), {
      minLength: 4,
      maxLength: 300,
    });
    fc.assert(
      fc.property(wild, fc.integer({ min: 3, max: 50 }), (values, most) => {
        const stamps = axis(values.length);
        const thin = largestTriangle({ stamps, values }, most);
        expect(thin.stamps.length).toBe(Math.min(values.length, most));
        expect(thin.stamps[0]).toBe(0);
        expect(thin.stamps.at(-1)).toBe(stamps.at(-1));
        thin.stamps.forEach((stamp, index) => {
          if (index > 0) expect(stamp).toBeGreaterThan(thin.stamps[index - 1] as number);
          expect(thin.values[index]).toBe(values[stamp / 1000]);
        });
      }),
    );
  });

  it('keeps a long gap as missing values', () => {
    const values = axis(3000).map((_, index) => (index > 1000 && index < 2000 ? null : index));
    const thin = largestTriangle({ stamps: axis(3000), values }, 300);
    const inGap = thin.stamps.map((stamp, index) => ({ at: stamp / 1000, value: thin.values[index] }));
    const middle = inGap.filter(({ at }) => at > 1100 && at < 1900);
    expect(middle.length).toBeGreaterThan(50);
    expect(middle.every(({ value }) => value === null)).toBe(true);
  });
});
