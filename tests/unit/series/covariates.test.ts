import { describe, expect, test } from 'vitest';
import { standardiseSoFar } from '#forecasting/evaluation/standardise-so-far.ts';
import { calendarFeatures } from '#forecasting/series/calendar-features.ts';
import { alignCovariate, lastKnownStamp } from '#forecasting/series/covariates.ts';
import { dailySeries } from '../../support/run-series.ts';

const day = 86_400_000;

describe('alignCovariate()', () => {
  const covariate = dailySeries([Number.NaN, 5, Number.NaN, 7]);

  test('takes the value at each stamp, the last one where it is missing, the first one before', () => {
    expect([...alignCovariate(covariate, [0, day, 1.5 * day, 2 * day, 3 * day, 9 * day])]).toEqual([
      5, 5, 5, 5, 7, 7,
    ]);
  });

  test('refuses a covariate without a value', () => {
    expect(() => alignCovariate(dailySeries([Number.NaN]), [0])).toThrow(/1 value is needed/);
  });

  test('lastKnownStamp() passes over missing values at the end', () => {
    expect(lastKnownStamp(dailySeries([1, 2, Number.NaN]))).toBe(day);
  });
});

describe('calendarFeatures()', () => {
  const axis = (stamps: number[], frequency: 'hourly' | 'daily' | 'monthly') => ({
    kind: 'time' as const,
    stamps: Float64Array.from(stamps),
    frequency,
    zone: undefined,
  });

  test('tells hour, weekday and time of year of an hourly series, and only the latter of a monthly one', () => {
    // 1 January 1970 was a Thursday.
    const features = calendarFeatures(axis([0, 6 * 3_600_000], 'hourly'));
    const at = (index: number) => features[index]![1]!;
    expect(features).toHaveLength(8 + 6 + 4);
    expect(at(0)).toBeCloseTo(1, 12);
    expect(at(1)).toBeCloseTo(0, 12);
    expect(at(8)).toBeCloseTo(Math.sin((2 * Math.PI * 4) / 7), 12);
    expect(at(14)).toBeCloseTo(0, 12);
    expect(at(15)).toBeCloseTo(1, 12);
    expect(calendarFeatures(axis([0, day], 'daily'))).toHaveLength(6 + 4);
    expect(calendarFeatures(axis([0, 31 * day], 'monthly'))).toHaveLength(4);
  });

  test('three waves tell every weekday from every other: their features are independent', () => {
    const week = calendarFeatures(
      axis(
        Array.from({ length: 7 }, (_, t) => t * day),
        'daily',
      ),
    ).slice(0, 6);
    for (const one of week) {
      for (const other of week) {
        const product = one.reduce((sum, value, t) => sum + value * other[t]!, 0);
        expect(product).toBeCloseTo(one === other ? 3.5 : 0, 10);
      }
    }
  });

  test('tells nothing of an index', () => {
    expect(calendarFeatures({ ...axis([0, 1], 'daily'), kind: 'index' })).toEqual([]);
  });
});

describe('standardiseSoFar()', () => {
  test('no place knows a later one', () => {
    const values = Float64Array.of(3, -1, 4, 1, -5, 9);
    const whole = standardiseSoFar(values);
    for (let end = 1; end <= values.length; end++) {
      expect(standardiseSoFar(values.subarray(0, end))).toEqual(whole.subarray(0, end));
    }
  });

  test('stays within eight deviations, and a constant is 0', () => {
    expect([...standardiseSoFar(Float64Array.of(1, 1, 1))]).toEqual([0, 0, 0]);
    const wild = standardiseSoFar(Float64Array.from({ length: 500 }, (_, t) => (t === 499 ? 1e9 : t % 2)));
    expect(wild[499]).toBe(8);
  });
});
