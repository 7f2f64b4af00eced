import { describe, expect, test } from 'vitest';
import { type RunConfigInput, runConfigSchema } from '#forecasting/config.ts';
import { estimateSeconds, preflight } from '#forecasting/preflight.ts';

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
    expect(answer.work).toBe(0);
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

  test('preflight() counts more work for more seeds, epochs and heavier cells', () => {
    const work = (config: Partial<RunConfigInput>) => check(500, { horizon: 12, ...config }).work;
    expect(work({ seeds: 3 })).toBe(3 * work({}));
    expect(work({ epochs: 80 })).toBe(2 * work({}));
    expect(work({ forecasters: ['lstm'] })).toBe(4 * work({ forecasters: ['rnn'] }));
  });
});

describe('estimateSeconds()', () => {
  const timed = [10, 20, 90].map((seconds) => ({ work: 1000, seconds }));

  test('estimateSeconds() scales the median of what was timed', () => {
    expect(estimateSeconds(500, timed, null)).toBe(10);
  });

  test('estimateSeconds() never exceeds the budget', () => {
    expect(estimateSeconds(500_000, timed, 60)).toBe(60);
  });

  test('estimateSeconds() knows nothing before a run was timed, but for a run without networks', () => {
    expect(estimateSeconds(500, [], null)).toBeNull();
    expect(estimateSeconds(0, [], null)).toBe(1);
  });
});
