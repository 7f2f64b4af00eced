import { dayMs, hourMs } from './calendar-date.ts';
import type { Frequency } from './frequency.ts';
import { stepOf } from './frequency-step.ts';
import type { TimeAxis } from './series.ts';
import { learnTradingCalendar } from './trading-calendar.ts';

const byName: Partial<Record<Frequency, number>> = {
  daily: 7,
  'business-daily': 5,
  weekly: 52,
  monthly: 12,
  quarterly: 4,
  yearly: 1,
  index: 1,
  irregular: 1,
};

/**
 * Observations per season: a day for anything from a minute to twelve hours, an hour for seconds, a week for
 * days, a year for weeks, months and quarters; 1 (no season) otherwise.
 *
 * @example seasonLengthOf('30-minute') // 48
 */
export function seasonLengthOf(frequency: Frequency): number {
  const known = byName[frequency];
  if (known !== undefined) return known;
  const step = stepOf(frequency);
  if (step.unit !== 'ms') return 1;
  const season = step.size < 60_000 ? hourMs : dayMs;
  return season % step.size === 0 ? season / step.size : 1;
}

/**
 * As `seasonLengthOf`, but a market's own day: where the axis has trading hours, the observations of one session.
 *
 * @example seasonLengthOn(axis) // 13 for half-hour bars from 9:30 to 15:30, where seasonLengthOf says 48
 */
export function seasonLengthOn(axis: TimeAxis): number {
  const step = stepOf(axis.frequency);
  if (axis.kind === 'index' || step.unit !== 'ms' || step.size >= dayMs) {
    return seasonLengthOf(axis.frequency);
  }
  const calendar = learnTradingCalendar(axis);
  if (!calendar) return seasonLengthOf(axis.frequency);
  const perDay = calendar.openings.map((day) => day.length).filter((length) => length > 0);
  const typical = perDay.sort((a, b) => a - b)[Math.floor(perDay.length / 2)] ?? 1;
  return Math.max(1, typical);
}
