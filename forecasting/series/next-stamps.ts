import { monthIndexOf, timeOfDay } from './calendar-date.ts';
import { stepOf } from './frequency-step.ts';
import { anchoredStamp, type MonthAnchor, monthAnchorOf } from './month-anchor.ts';
import type { TimeAxis } from './series.ts';
import { learnTradingCalendar, nextOpening } from './trading-calendar.ts';

/**
 * The stamps that follow an axis: whole steps; month ends stay month ends; where the axis shows opening hours
 * (weekday × time of day), only the times at which it is open. An irregular axis goes on by its median step,
 * an index by 1.
 *
 * @param count how many stamps, 0 or more
 * @returns `count` ascending stamps after the last of the axis; none for an empty axis
 * @example nextStamps(dailyAxisEndingOnFriday, 1) // the Monday, if the axis has no weekends
 */
export function nextStamps(axis: TimeAxis, count: number): number[] {
  const last = axis.stamps[axis.stamps.length - 1];
  if (last === undefined) return [];
  const step = stepOf(axis.frequency);
  if (step.unit === 'month') return nextMonths(axis, step.size, count);
  const calendar = learnTradingCalendar(axis) ?? weekdaysOnly(axis);
  if (calendar) return repeat(last, count, (stamp) => nextOpening(calendar, stamp));
  const size = step.unit === 'ms' ? step.size : medianStep(axis.stamps);
  return Array.from({ length: count }, (_, i) => last + (i + 1) * size);
}

function repeat(last: number, count: number, next: (stamp: number) => number): number[] {
  const stamps: number[] = [];
  for (let stamp = last; stamps.length < count; stamps.push(stamp)) stamp = next(stamp);
  return stamps;
}

/** Monday to Friday at the last time of day, for a business-daily axis too short to learn from. */
function weekdaysOnly(axis: TimeAxis) {
  if (axis.frequency !== 'business-daily') return undefined;
  const time = timeOfDay(axis.stamps[axis.stamps.length - 1]!);
  return { openings: [0, 1, 2, 3, 4, 5, 6].map((day) => (day === 0 || day === 6 ? [] : [time])) };
}

function nextMonths(axis: TimeAxis, months: number, count: number): number[] {
  const last = axis.stamps[axis.stamps.length - 1]!;
  const anchor: MonthAnchor = monthAnchorOf(axis.stamps) ?? { kind: 'month-end' };
  const from = monthIndexOf(last);
  return Array.from({ length: count }, (_, i) =>
    anchoredStamp(anchor, from + (i + 1) * months, timeOfDay(last)),
  );
}

function medianStep(stamps: Float64Array): number {
  if (stamps.length < 2) return 1;
  const gaps = stamps.subarray(1).map((stamp, i) => stamp - stamps[i]!);
  gaps.sort();
  return gaps[Math.floor(gaps.length / 2)]!;
}
