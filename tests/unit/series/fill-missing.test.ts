import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fillMissing, missingPolicies } from '#forecasting/series/fill-missing.ts';

const nan = Number.NaN;
const fill = (values: readonly number[], policy: (typeof missingPolicies)[number], seasonLength = 1) =>
  fillMissing(Float64Array.from(values), { policy, seasonLength });

describe('fillMissing()', () => {
  test('carry repeats the last value, and the first one before it', () => {
    expect([...fill([nan, 3, nan, nan, 5, nan], 'carry')!]).toEqual([3, 3, 3, 3, 5, 5]);
  });

  test('season takes the value one season earlier, itself filled if need be', () => {
    expect([...fill([1, 2, 3, nan, nan, 6, nan], 'season', 3)!]).toEqual([1, 2, 3, 1, 2, 6, 1]);
    expect([...fill([1, nan, 3], 'season', 3)!]).toEqual([1, 1, 3]);
  });

  test('linear-past goes on along the last four observations, within what was observed', () => {
    expect([...fill([9, 1, 2, 3, 4, nan, nan], 'linear-past')!]).toEqual([9, 1, 2, 3, 4, 5, 6]);
    expect([...fill([1, 2, 3, 4, nan, nan], 'linear-past')!]).toEqual([1, 2, 3, 4, 4, 4]);
  });

  test('mask and refuse leave holes, and nothing is filled where nothing is missing', () => {
    expect(fill([1, nan], 'mask')).toBeUndefined();
    expect(fill([1, nan], 'refuse')).toBeUndefined();
    expect(fill([1, 2], 'carry')).toBeUndefined();
    expect(fill([nan, nan], 'carry')).toBeUndefined();
  });

  test.each(missingPolicies)('%s fills from the past alone: what comes later changes nothing', (policy) => {
    const value = fc.oneof(fc.constant(nan), fc.double({ min: -1e9, max: 1e9, noNaN: true }));
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 40 }),
        fc.integer({ min: 1, max: 8 }),
        (later, seasonLength) => {
          const past = [4, nan, 7, 2, nan, nan, 5, nan];
          const whole = fill([...past, ...later], policy, seasonLength);
          const alone = fill(past, policy, seasonLength);
          expect(whole?.subarray(0, past.length)).toEqual(alone);
          if (whole) expect(whole.every(Number.isFinite)).toBe(true);
        },
      ),
    );
  });
});
