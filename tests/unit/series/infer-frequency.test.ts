import { describe, expect, it } from 'vitest';
import { dayMs, hourMs } from '#forecasting/series/calendar-date.ts';
import { inferFrequency } from '#forecasting/series/infer-frequency.ts';
import { axisOf, daysOf, sessionBars, steps, timeAxis } from './axes.ts';

describe('inferFrequency()', () => {
  it.each([
    ['minute', 60_000],
    ['5-minute', 300_000],
    ['30-minute', 1_800_000],
    ['90-minute', 5_400_000],
    ['hourly', hourMs],
    ['6-hourly', 6 * hourMs],
    ['10-second', 10_000],
    ['daily', dayMs],
    ['weekly', 7 * dayMs],
  ])('is %s for steps of %i ms', (name, step) => {
    expect(timeAxis(steps('2024-01-03T00:50', step, 40)).frequency).toBe(name);
  });

  it('is monthly, quarterly and yearly by the calendar, not by the number of days', () => {
    expect(axisOf(['2024-01-01', '2024-02-01', '2024-03-01', '2024-04-01']).frequency).toBe('monthly');
    expect(axisOf(['2023-01-31', '2023-02-28', '2023-03-31', '2023-04-30']).frequency).toBe('monthly');
    expect(axisOf(['2024-03-29', '2024-04-30', '2024-05-31', '2024-06-28']).frequency).toBe('monthly');
    expect(axisOf(['2015-01-01', '2015-04-01', '2015-07-01', '2015-10-01']).frequency).toBe('quarterly');
    expect(axisOf(['2019-01-01', '2020-01-01', '2021-01-01']).frequency).toBe('yearly');
  });

  it('stays monthly with a month left out', () => {
    expect(axisOf(['2024-01-01', '2024-02-01', '2024-04-01', '2024-05-01', '2024-06-01']).frequency).toBe(
      'monthly',
    );
  });

  it('is business-daily where weekends are empty, whatever days they are', () => {
    expect(timeAxis(daysOf(2024, ({ weekday }) => weekday > 0 && weekday < 6)).frequency).toBe(
      'business-daily',
    );
    expect(timeAxis(daysOf(2024, ({ weekday }) => weekday < 5)).frequency).toBe('business-daily');
    expect(timeAxis(daysOf(2024, ({ weekday }) => weekday !== 0)).frequency).toBe('daily');
  });

  it('is business-daily in spite of holidays and of an hour of summer time', () => {
    const days = daysOf(2024, ({ weekday, day }) => weekday > 0 && weekday < 6 && day !== 25);
    const shifted = days.map((day, i) => day + (i > 60 && i < 200 ? 4 : 5) * hourMs);
    expect(timeAxis(shifted).frequency).toBe('business-daily');
  });

  it('is the bar length for a market that closes at night', () => {
    expect(timeAxis(sessionBars(30)).frequency).toBe('30-minute');
  });

  it('is irregular for events, and for less than two stamps', () => {
    expect(timeAxis([0, 1017, 90_003, 90_551, 400_000]).frequency).toBe('irregular');
    expect(timeAxis([0]).frequency).toBe('irregular');
  });

  it('is index for plain integers', () => {
    expect(inferFrequency(new Float64Array([0, 1, 2]), 'index')).toBe('index');
  });
});
