import { describe, expect, it } from 'vitest';
import type { Frequency } from '#forecasting/series/frequency.ts';
import { frequencyOfStep, stepOf } from '#forecasting/series/frequency-step.ts';
import { seasonLengthOf, seasonLengthOn } from '#forecasting/series/season-length.ts';
import { sessionBars, steps, timeAxis } from './axes.ts';

const lengths: readonly [Frequency, number][] = [
  ['minute', 1440],
  ['15-minute', 96],
  ['30-minute', 48],
  ['hourly', 24],
  ['3-hourly', 8],
  ['daily', 7],
  ['business-daily', 5],
  ['weekly', 52],
  ['monthly', 12],
  ['quarterly', 4],
  ['yearly', 1],
  ['index', 1],
  ['irregular', 1],
  ['10-second', 360],
  ['7-minute', 1],
];

describe('seasonLengthOf()', () => {
  it.each(lengths)('of %s is %i', (frequency, length) => {
    expect(seasonLengthOf(frequency)).toBe(length);
  });
});

describe('seasonLengthOn()', () => {
  it('is one session where the market closes', () => {
    expect(seasonLengthOn(timeAxis(sessionBars(30)))).toBe(13);
  });

  it('is the day where nothing closes', () => {
    expect(seasonLengthOn(timeAxis(steps('2024-01-01', 1_800_000, 2000)))).toBe(48);
  });
});

describe('stepOf() and frequencyOfStep()', () => {
  it('are inverse for steps below a day', () => {
    for (const step of [1000, 15_000, 60_000, 300_000, 3_600_000, 7_200_000]) {
      expect(stepOf(frequencyOfStep(step))).toEqual({ unit: 'ms', size: step });
    }
  });
});
