import { dayMs, daysFromDate, isCalendarDate } from '../series/calendar-date.ts';
import type { NumericTime } from './numeric-time.ts';

const unitMs: Readonly<Record<string, number>> = {
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: dayMs,
};

const pattern =
  /\b(second|minute|hour|day)s? since (\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?)?/i;

/**
 * The time that a column's name defines, as climate data have it: `days since 1850-01-01`. Without it such
 * numbers look like serial dates. The calendar is the Gregorian one.
 */
export function sinceTime(name: string): NumericTime | undefined {
  const match = pattern.exec(name);
  if (!match) return undefined;
  const unit = match[1]!.toLowerCase();
  const [year, month, day, hour = 0, minute = 0, second = 0] = match
    .slice(2)
    .map((part) => Number(part ?? 0));
  if (!isCalendarDate(year!, month!, day!) || hour > 24 || minute > 59 || second > 59) return undefined;
  const origin = daysFromDate(year!, month!, day!) * dayMs + ((hour * 60 + minute) * 60 + second) * 1000;
  return {
    name: match[0].toLowerCase(),
    strength: 3,
    isZoned: false,
    stampOf: (value) => origin + Math.round(value * unitMs[unit]!),
  };
}
