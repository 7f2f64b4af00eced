import { dayMs, daysFromDate } from '#forecasting/series/calendar-date.ts';
import { parseStamp } from '#forecasting/series/format-stamp.ts';
import { inferFrequency } from '#forecasting/series/infer-frequency.ts';
import type { TimeAxis } from '#forecasting/series/series.ts';

/** The axis of these ISO stamps, its frequency inferred. */
export function axisOf(stamps: readonly string[]): TimeAxis {
  return timeAxis(stamps.map((stamp) => parseStamp(stamp, 'time')!));
}

/** The axis of these stamps in ms. */
export function timeAxis(list: readonly number[]): TimeAxis {
  const stamps = Float64Array.from(list);
  return { kind: 'time', stamps, frequency: inferFrequency(stamps, 'time'), zone: undefined };
}

/** `count` stamps, `stepMs` apart. */
export function steps(start: string, stepMs: number, count: number): number[] {
  const first = parseStamp(start, 'time')!;
  return Array.from({ length: count }, (_, i) => first + i * stepMs);
}

/** The days of a year that pass a test; `weekday` is 0 for Sunday. */
export function daysOf(
  year: number,
  keep: (day: { weekday: number; month: number; day: number }) => boolean,
) {
  const first = daysFromDate(year, 1, 1);
  return Array.from({ length: 364 }, (_, i) => (first + i) * dayMs).filter((stamp) => {
    const date = new Date(stamp);
    return keep({ weekday: date.getUTCDay(), month: date.getUTCMonth() + 1, day: date.getUTCDate() });
  });
}

/** Half-hour bars of a market that is open from 9:30 to 15:30 on weekdays. */
export function sessionBars(days: number): number[] {
  const weekdays = daysOf(2024, ({ weekday }) => weekday > 0 && weekday < 6).slice(0, days);
  return weekdays.flatMap((day) => Array.from({ length: 13 }, (_, i) => day + (9.5 + i / 2) * 3_600_000));
}
