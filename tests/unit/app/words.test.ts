import { describe, expect, it } from 'vitest';
import { forecasterName } from '#app/_lib/forecaster-names.ts';
import { formatDuration, formatElapsed } from '#app/_lib/format-duration.ts';
import { formatAgo, formatNear } from '#app/_lib/format-time.ts';
import { frequencyInWords, rangeInWords, stepsInWords, withoutUnitOf } from '#app/_lib/frequency-words.ts';
import { offeredHorizons, offeredStrides, usualHorizon } from '#app/_lib/horizon-choices.ts';

describe('forecasterName()', () => {
  it('says what the seasonal naive repeats', () => {
    expect(forecasterName('seasonal-naive', { frequency: 'hourly', seasonLength: 24 })).toBe(
      'Same hour yesterday',
    );
    expect(forecasterName('seasonal-naive', { frequency: 'monthly', seasonLength: 12 })).toBe(
      'Same month last year',
    );
    expect(forecasterName('seasonal-naive', { frequency: 'daily', seasonLength: 365 })).toBe(
      'Same as 365 steps ago',
    );
    expect(forecasterName('naive', { frequency: 'business-daily' })).toBe('Same as yesterday');
  });
});

describe('steps and frequencies', () => {
  it('are counted in the words of the calendar', () => {
    expect(stepsInWords(1, 'monthly')).toBe('1 month');
    expect(stepsInWords(10, 'business-daily')).toBe('10 days');
    expect(stepsInWords(6, '15-minute')).toBe('90 minutes');
    expect(stepsInWords(12, '30-minute')).toBe('6 hours');
    expect(stepsInWords(48, '30-minute')).toBe('1 day');
    expect(stepsInWords(3, '10-second')).toBe('30 seconds');
    expect(stepsInWords(3, 'irregular')).toBe('3 steps');
    expect(frequencyInWords('business-daily')).toBe('trading days');
    expect(frequencyInWords('4-hourly')).toBe('every 4 hours');
  });
});

describe('usualHorizon()', () => {
  it('is one of those offered, and smaller on a short series', () => {
    expect(usualHorizon('monthly', 500)).toBe(12);
    expect(usualHorizon('monthly', 40)).toBe(3);
    expect(usualHorizon('monthly', 4)).toBe(1);
    expect(offeredHorizons('monthly')).toContain(usualHorizon('monthly', 500));
  });
});

describe('offeredHorizons()', () => {
  it('goes from a step to two days on a clock', () => {
    expect(offeredHorizons('30-minute')).toEqual([1, 2, 12, 48, 96]);
    expect(usualHorizon('30-minute', 50_000)).toBe(48);
    expect(usualHorizon('minute', 50_000)).toBe(60);
    expect(offeredHorizons('4-hourly')).toEqual([1, 6, 12]);
  });
});

describe('offeredStrides()', () => {
  it('goes from every step to every horizon, each once', () => {
    expect(offeredStrides('daily', 7, 14)).toEqual([1, 7, 14]);
    expect(offeredStrides('daily', 7, 7)).toEqual([1, 7]);
    expect(offeredStrides('monthly', 12, 6)).toEqual([1, 6]);
  });
});

describe('durations and moments', () => {
  it('are short words', () => {
    expect(formatDuration(0.2)).toBe('under a second');
    expect(formatDuration(59.6)).toBe('1 min');
    expect(formatDuration(4800)).toBe('1 h 20 min');
    expect(formatDuration(null)).toBe('n/a');
    expect(formatElapsed(0.0004)).toBe('0.4 ms');
    expect(formatElapsed(1.84)).toBe('1.8 s');
  });

  it('are told from now', () => {
    const now = new Date(2026, 10, 20, 12, 0).getTime();
    expect(formatNear(now + 3_600_000, now)).toBe('13:00');
    expect(formatNear(now + 3 * 86_400_000, now)).toBe('Mon 12:00');
    expect(formatAgo(now - 30_000, now)).toBe('just now');
    expect(formatAgo(now - 9 * 3_600_000, now)).toBe('9 h ago');
    expect(formatAgo(now - 25 * 3_600_000, now)).toBe('1 day ago');
  });
});

describe('rangeInWords()', () => {
  const hours = (steps: number) => stepsInWords(steps, 'hourly');
  const halfHours = (steps: number) => stepsInWords(steps, '30-minute');

  it('tells the unit once where both ends have it', () => {
    expect(rangeInWords(1, 9, hours)).toBe('1 to 9 hours');
    expect(rangeInWords(44, 1590, hours)).toBe('44 to 1,590 hours');
    expect(rangeInWords(9, 9, hours)).toBe('9 hours');
  });

  it('tells it twice where they are told in other units', () => {
    expect(rangeInWords(12, 96, halfHours)).toBe('6 hours to 2 days');
    expect(rangeInWords(3, 331, halfHours)).toBe('90 minutes to 165 hours 30 minutes');
  });
});

describe('withoutUnitOf()', () => {
  it('leaves the unit out beside another that has it, and keeps one that differs', () => {
    expect(withoutUnitOf('12 hours', '48 hours')).toBe('12');
    expect(withoutUnitOf('1 day', '7 days')).toBe('1');
    expect(withoutUnitOf('12 hours', '7 days')).toBe('12 hours');
  });
});
