import { describe, expect, test } from 'vitest';
import { type RunConfigInput, runConfigSchema } from '#forecasting/config.ts';
import { preflight, type SeriesOutline } from '#forecasting/preflight.ts';

const monthly = (length: number) => [{ name: 'passengers', length, seasonLength: 12 }];
const check = (length: number, config: RunConfigInput) =>
  preflight(runConfigSchema.parse(config), monthly(length));

describe('preflight()', () => {
  test('preflight() tells folds, lookback, windows and scored values', () => {
    expect(check(144, { horizon: 12 })).toMatchObject({
      folds: 9,
      stride: 3,
      overlapping: true,
      lookback: 24,
      seasonLength: 12,
      scoredValues: 108,
      networksPossible: true,
      reason: null,
    });
  });

  test('preflight() of 39 rows refuses networks and offers the naive forecasts', () => {
    const answer = check(39, { horizon: 12 });
    expect(answer.networksPossible).toBe(false);
    expect(answer.reason).toMatch(/^39 rows are too few for a network .* The naive forecasters still run/);
    expect(answer.folds).toBe(1);
    expect(answer.networks).toBe(0);
    expect(answer.effort.usual).toBeLessThan(1);
  });

  test('preflight() of a series shorter than one fold has no folds and says what is needed', () => {
    const answer = check(10, { horizon: 12 });
    expect(answer.folds).toBe(0);
    expect(answer.warnings).toEqual(['10 rows are too few: one fold of horizon 12 takes 14.']);
  });

  test('preflight() warns when fewer folds fit than were asked for', () => {
    expect(check(60, { horizon: 12, folds: 24 }).warnings).toContain(
      '24 folds were asked for, the series holds 5.',
    );
  });

  test('preflight() obeys a lookback that was chosen', () => {
    expect(check(500, { horizon: 12, lookback: 60 }).lookback).toBe(60);
  });

  test('preflight() tells which bands would be refused', () => {
    expect(check(60, { horizon: 1 }).refusedLevels).toEqual([]);
    expect(check(30, { horizon: 1 }).refusedLevels).toEqual([95]);
    expect(check(14, { horizon: 12, folds: 1 }).refusedLevels).toEqual([80, 95]);
  });

  test('preflight() counts the networks of every seed, normalisation and series', () => {
    const networks = (config: Partial<RunConfigInput>, series: readonly SeriesOutline[] = monthly(500)) =>
      preflight(runConfigSchema.parse({ horizon: 12, ...config }), series).networks;
    expect(networks({})).toBe(6);
    expect(networks({ seeds: 3 })).toBe(18);
    expect(networks({ forecasters: ['lstm'] }, [{ ...monthly(500)[0]!, varies: false }])).toBe(1);
    const three = Array.from({ length: 3 }, () => monthly(500)[0]!);
    expect(networks({ forecasters: ['lstm', 'ridge'] }, three)).toBe(8);
  });
});
