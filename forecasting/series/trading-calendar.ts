import { dayMs, timeOfDay, weekdayOf } from './calendar-date.ts';
import { stepOf } from './frequency-step.ts';
import type { TimeAxis } from './series.ts';

/** When a market is open: for each weekday (0 = Sunday) the times of day, ms after midnight, ascending. */
export interface TradingCalendar {
  readonly openings: readonly (readonly number[])[];
}

/** A slot is open when it is filled in at least this share of the weeks in which its weekday was observed. */
const openShare = 0.25;
const leastWeeks = 2;
/** Opening hours are learnt from the latest stamps: the hours of long ago say little of those to come. */
const mostStamps = 50_000;

/**
 * The weekly opening hours that the stamps show: which weekday × time-of-day slots are filled. Undefined when
 * nothing ever closes, when the axis has no fixed step below a week, or when there are less than two weeks.
 *
 * @example learnTradingCalendar(axis)?.openings[6] // [] for a market that is closed on Saturdays
 */
export function learnTradingCalendar(axis: TimeAxis): TradingCalendar | undefined {
  const step = stepOf(axis.frequency);
  if (axis.kind === 'index' || step.unit !== 'ms' || step.size > dayMs) return undefined;
  const stamps = axis.stamps.subarray(-mostStamps);
  const first = stamps[0];
  const last = stamps[stamps.length - 1];
  if (first === undefined || last === undefined || last - first < leastWeeks * 7 * dayMs) return undefined;
  const counts = countSlots(stamps);
  const daysSeen = countDays(stamps);
  const openings =
    step.size === dayMs
      ? openDays(daysSeen, timeOfDay(last))
      : counts.map((slots, weekday) => openSlots(slots, daysSeen[weekday]!, daysSeen));
  const slotsPerWeek = openings.reduce((sum, day) => sum + day.length, 0);
  const phase = ((first % step.size) + step.size) % step.size;
  const allSlots = Math.ceil((dayMs - phase) / step.size) * 7;
  return slotsPerWeek === 0 || slotsPerWeek >= allSlots ? undefined : { openings };
}

function countSlots(stamps: Float64Array): Map<number, number>[] {
  const counts = Array.from({ length: 7 }, () => new Map<number, number>());
  for (const stamp of stamps) {
    const day = counts[weekdayOf(stamp)]!;
    const time = timeOfDay(stamp);
    day.set(time, (day.get(time) ?? 0) + 1);
  }
  return counts;
}

function countDays(stamps: Float64Array): number[] {
  const days = [0, 0, 0, 0, 0, 0, 0];
  let previous = Number.NaN;
  for (const stamp of stamps) {
    const day = Math.floor(stamp / dayMs);
    if (day !== previous) days[weekdayOf(stamp)]! += 1;
    previous = day;
  }
  return days;
}

/** Days have one slot each, at the latest time of day: with a written offset it moves with summer time. */
function openDays(daysSeen: readonly number[], time: number): number[][] {
  const busiest = Math.max(...daysSeen);
  return daysSeen.map((days) => (days < openShare * busiest ? [] : [time]));
}

function openSlots(slots: Map<number, number>, days: number, daysSeen: readonly number[]): number[] {
  const busiest = Math.max(...daysSeen);
  if (days < openShare * busiest) return [];
  return [...slots]
    .filter(([, count]) => count >= openShare * days)
    .map(([time]) => time)
    .sort((a, b) => a - b);
}

/**
 * The first open slot after a stamp.
 *
 * @example nextOpening(calendar, friday) // the Monday, for a daily business calendar
 */
export function nextOpening(calendar: TradingCalendar, after: number): number {
  const firstDay = Math.floor(after / dayMs);
  for (let offset = 0; offset <= 7; offset++) {
    const midnight = (firstDay + offset) * dayMs;
    const slot = calendar.openings[weekdayOf(midnight)]!.find((time) => midnight + time > after);
    if (slot !== undefined) return midnight + slot;
  }
  return after + dayMs;
}
