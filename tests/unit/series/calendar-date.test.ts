import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dateFromStamp,
  dayMs,
  daysFromDate,
  daysInMonth,
  isCalendarDate,
  monthIndexOf,
  timeOfDay,
  weekdayOf,
} from '#forecasting/series/calendar-date.ts';

describe('daysFromDate()', () => {
  it('agrees with Date.UTC for every day of nine thousand years', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 2_900_000 }), (days) => {
        const date = new Date(days * dayMs);
        const parts = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()] as const;
        expect(daysFromDate(...parts)).toBe(days);
        expect(dateFromStamp(days * dayMs)).toEqual({ year: parts[0], month: parts[1], day: parts[2] });
        expect(weekdayOf(days * dayMs)).toBe(date.getUTCDay());
      }),
    );
  });

  it('counts 11017 days to the first of March 2000', () => {
    expect(daysFromDate(2000, 3, 1)).toBe(11_017);
  });
});

describe('isCalendarDate()', () => {
  it('knows leap years and the ends of months', () => {
    expect(isCalendarDate(2024, 2, 29)).toBe(true);
    expect(isCalendarDate(2023, 2, 29)).toBe(false);
    expect(isCalendarDate(1900, 2, 29)).toBe(false);
    expect(isCalendarDate(2024, 4, 31)).toBe(false);
    expect(isCalendarDate(2024, 13, 1)).toBe(false);
    expect(daysInMonth(2000, 2)).toBe(29);
  });
});

describe('timeOfDay() and monthIndexOf()', () => {
  it('work before 1970 too', () => {
    expect(timeOfDay(-1)).toBe(dayMs - 1);
    expect(monthIndexOf(-1)).toBe(1969 * 12 + 11);
    expect(monthIndexOf(0)).toBe(23_640);
  });
});
