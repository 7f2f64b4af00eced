import { describe, expect, it } from 'vitest';
import { hourMs } from '#forecasting/series/calendar-date.ts';
import { learnTradingCalendar } from '#forecasting/series/trading-calendar.ts';
import { daysOf, sessionBars, steps, timeAxis } from './axes.ts';

describe('learnTradingCalendar()', () => {
  it('learns weekdays and hours from what is filled', () => {
    const calendar = learnTradingCalendar(timeAxis(sessionBars(40)))!;
    expect(calendar.openings.map((day) => day.length)).toEqual([0, 13, 13, 13, 13, 13, 0]);
    expect(calendar.openings[1]![0]).toBe(9.5 * hourMs);
  });

  it('takes a single Saturday for an exception', () => {
    const days = daysOf(2024, ({ weekday, month, day }) => weekday % 6 !== 0 || (month === 5 && day === 4));
    expect(learnTradingCalendar(timeAxis(days))!.openings[6]).toEqual([]);
  });

  it('has one slot a day for days whose time shifts by an hour', () => {
    const days = daysOf(2024, ({ weekday }) => weekday % 6 !== 0).map(
      (day, i) => day + (i < 60 ? 5 : 4) * hourMs,
    );
    expect(learnTradingCalendar(timeAxis(days))!.openings[1]).toEqual([4 * hourMs]);
  });

  it('is undefined where nothing closes, and where less than two weeks were seen', () => {
    expect(learnTradingCalendar(timeAxis(steps('2024-01-01', hourMs, 2000)))).toBeUndefined();
    expect(learnTradingCalendar(timeAxis(sessionBars(5)))).toBeUndefined();
  });
});
