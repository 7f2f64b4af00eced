import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { caughtBy, liveRecord, type ScoredForecast } from '#forecasting/ledger/live-record.ts';

const forecast = (origin: number, change: Partial<ScoredForecast> = {}): ScoredForecast => ({
  originStamp: origin,
  stamps: [origin + 1, origin + 2],
  values: [4, 4],
  naive: [2, 2],
  bands: { 80: { lower: [3, 3], upper: [5, 5] } },
  actual: [5, 7],
  ...change,
});

describe('liveRecord()', () => {
  test('scores by what has come, beside the naive that was issued with it', () => {
    const record = liveRecord([forecast(0), forecast(2, { actual: [4, null] })]);
    // |5 − 4|, |7 − 4|, |4 − 4| against |5 − 2|, |7 − 2|, |4 − 2|.
    expect(record).toMatchObject({ forecasts: 2, rows: 3, naiveMae: 10 / 3 });
    expect(record.mae).toBeCloseTo(4 / 3, 12);
    expect(record.skill).toBeCloseTo(0.6, 12);
    expect(record.coverage).toEqual({ 80: { caught: 2, rows: 3 } });
  });

  test('is n/a, never 0, where nothing has come yet', () => {
    expect(liveRecord([forecast(0, { actual: [null, null] })])).toEqual({
      forecasts: 0,
      rows: 0,
      mae: null,
      naiveMae: null,
      skill: null,
      interval: null,
      coverage: {},
    });
  });

  test('compares only forecasts that were not the naive itself', () => {
    const record = liveRecord([forecast(0, { naive: undefined }), forecast(2)]);
    expect(record).toMatchObject({ forecasts: 2, rows: 4, naiveMae: 4 });
    expect(record.skill).toBeCloseTo(0.5, 12);
    expect(liveRecord([forecast(0, { naive: undefined })])).toMatchObject({
      skill: null,
      naiveMae: null,
      mae: 2,
    });
  });

  test('counts a refused band and a missing value nowhere', () => {
    const refused = { 95: { lower: [null, 1], upper: [null, 9] } };
    expect(liveRecord([forecast(0, { bands: refused, actual: [5, null] })]).coverage).toEqual({
      95: { caught: 0, rows: 0 },
    });
    expect(caughtBy(forecast(0, { actual: [3, 5] }), '80')).toEqual([true, true]);
  });

  test('gives an interval around the skill once there are forecasts enough, wider where they overlap', () => {
    const apart = Array.from({ length: 20 }, (_, i) => {
      const wobble = Math.sin(i * 1.3);
      return forecast(i * 2, { actual: [4.5 + wobble, 5 - wobble] });
    });
    const { skill, interval } = liveRecord(apart);
    expect(interval![0]).toBeLessThan(skill!);
    expect(interval![1]).toBeGreaterThan(skill!);
    const overlapping = apart.map((one, i) => ({ ...one, originStamp: i, stamps: [i + 1, i + 12] }));
    const wide = liveRecord(overlapping).interval;
    if (wide !== null) expect(wide[1] - wide[0]).toBeGreaterThanOrEqual(interval![1] - interval![0]);
  });

  test('does not depend on the order of the forecasts', () => {
    const value = fc.integer({ min: -50, max: 50 });
    const one = fc.record({
      actual: fc.array(fc.option(value), { minLength: 2, maxLength: 2 }),
      said: value,
    });
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 8 }), (list) => {
        const issued = list.map(({ actual, said }, i) =>
          forecast(i * 3, { actual, values: [said, said + 1] }),
        );
        expect(liveRecord([...issued].reverse())).toEqual(liveRecord(issued));
      }),
      { numRuns: 50 },
    );
  });
});
