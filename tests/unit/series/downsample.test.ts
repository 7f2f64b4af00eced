import fc from 'fast-check';
import { expect, test } from 'vitest';
import { downsample } from '#forecasting/series/downsample.ts';

const line = (values: readonly number[]) => ({
  stamps: Float64Array.from(values, (_, i) => i * 10),
  values: Float64Array.from(values),
});

test('downsample() keeps the peak between two flat ends', () => {
  expect(Array.from(downsample(line([0, 0, 9, 0, 0]), 3).values)).toEqual([0, 9, 0]);
});

test('downsample() returns the same points when there are few enough', () => {
  const points = line([1, 2, 3]);
  expect(downsample(points, 3)).toBe(points);
});

test('downsample() keeps one spike among 100,000 points', () => {
  const values = new Array(100_000).fill(1);
  values[61_234] = 50;
  const thin = downsample(line(values), 500);
  expect(thin.values.length).toBe(500);
  expect(thin.stamps[thin.values.indexOf(50)]).toBe(612_340);
});

test('downsample() keeps a long gap as a gap', () => {
  const values = Array.from({ length: 10_000 }, (_, i) =>
    i >= 4000 && i < 6000 ? Number.NaN : Math.sin(i / 50),
  );
  const thin = downsample(line(values), 200);
  const gap = Array.from(thin.stamps).filter((_, i) => Number.isNaN(thin.values[i]!));
  expect(gap.length).toBeGreaterThan(35);
  expect(Math.min(...gap)).toBeLessThan(41_000);
  expect(Math.max(...gap)).toBeGreaterThan(59_000);
});

test('downsample() answers points of the line, ascending, the first and the last included', () => {
  const value = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(Number.NaN));
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 3, maxLength: 300 }),
      fc.integer({ min: 3, max: 60 }),
      (values, most) => {
        const points = line(values);
        const thin = downsample(points, most);
        expect(thin.stamps.length).toBe(Math.min(most, values.length));
        expect([thin.stamps[0], thin.stamps.at(-1)]).toEqual([0, (values.length - 1) * 10]);
        thin.stamps.forEach((stamp, i) => {
          if (i > 0) expect(stamp).toBeGreaterThan(thin.stamps[i - 1]!);
          expect(thin.values[i]).toBe(values[stamp / 10]);
        });
      },
    ),
  );
});
