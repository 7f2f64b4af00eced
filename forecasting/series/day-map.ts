import { dateFromStamp, dayMs, daysFromDate, weekdayOf } from './calendar-date.ts';
import { stepOf } from './frequency-step.ts';
import type { TimeAxis } from './series.ts';

/**
 * What a day of an axis is: `row`, `part` (fewer rows than most days have), `weekend` (its weekday is always
 * empty), `holiday` (empty on the same date in other years), `hole` (empty, and nothing explains it) or `none`
 * (before the first or after the last row).
 */
export type DayKind = 'row' | 'part' | 'weekend' | 'holiday' | 'hole' | 'none';

/** One year of days, from 1 January on. */
export interface YearOfDays {
  readonly year: number;
  readonly days: readonly DayKind[];
}

/** The days of an axis, year by year. */
export interface DayMap {
  /** Ascending; the latest dozen where there are more. */
  readonly years: readonly YearOfDays[];
  /** Stamps of the midnights of unexplained empty days in these years, at most 200. */
  readonly holes: readonly number[];
  readonly holeCount: number;
}

const mostYears = 12;
const mostHoles = 200;
const leastDays = 14;
/** A weekday is closed when it has a row in less than this share of the weeks. */
const closedShare = 0.05;
/** A date is a holiday when it is empty in at least this share of the other years in which its weekday is open. */
const holidayShare = 0.6;
const partShare = 0.75;

/**
 * Which days of an axis have rows, and which of the empty ones the axis itself explains. Undefined for an index, for
 * steps longer than a day and for less than two weeks.
 *
 * @example mapDays(axis)?.holeCount // 0 for a market with its weekends and New Year's Days
 */
export function mapDays(axis: TimeAxis): DayMap | undefined {
  const step = stepOf(axis.frequency);
  if (axis.kind === 'index' || step.unit !== 'ms' || step.size > dayMs) return undefined;
  const counts = countByDay(axis.stamps);
  const days = [...counts.keys()];
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined || last - first < leastDays) return undefined;
  const usual = median([...counts.values()]);
  const isClosed = closedWeekdays(counts, { first, last });
  const kindOf = (day: number): DayKind => {
    if (day < first || day > last) return 'none';
    const count = counts.get(day);
    if (count !== undefined) return count < partShare * usual ? 'part' : 'row';
    if (isClosed[weekdayOf(day * dayMs)]) return 'weekend';
    return isHoliday(day, { counts, isClosed, first, last }) ? 'holiday' : 'hole';
  };
  return drawYears(kindOf, { first, last });
}

interface Span {
  /** Days since 1970. */
  readonly first: number;
  readonly last: number;
}

function drawYears(kindOf: (day: number) => DayKind, { first, last }: Span): DayMap {
  const lastYear = dateFromStamp(last * dayMs).year;
  const firstYear = Math.max(dateFromStamp(first * dayMs).year, lastYear - mostYears + 1);
  const holes: number[] = [];
  let holeCount = 0;
  const years = Array.from({ length: lastYear - firstYear + 1 }, (_, i) => {
    const year = firstYear + i;
    const from = daysFromDate(year, 1, 1);
    const days = Array.from({ length: daysFromDate(year + 1, 1, 1) - from }, (_, at) => kindOf(from + at));
    days.forEach((kind, at) => {
      if (kind !== 'hole') return;
      holeCount++;
      if (holes.length < mostHoles) holes.push((from + at) * dayMs);
    });
    return { year, days };
  });
  return { years, holes, holeCount };
}

function countByDay(stamps: Float64Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const stamp of stamps) {
    const day = Math.floor(stamp / dayMs);
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  return counts;
}

function closedWeekdays(counts: ReadonlyMap<number, number>, { first, last }: Span): boolean[] {
  const seen = [0, 0, 0, 0, 0, 0, 0];
  for (const day of counts.keys()) seen[weekdayOf(day * dayMs)]! += 1;
  const weeks = (last - first + 1) / 7;
  return seen.map((days) => days < closedShare * weeks);
}

function isHoliday(
  day: number,
  axis: Span & { readonly counts: ReadonlyMap<number, number>; readonly isClosed: readonly boolean[] },
): boolean {
  const { year, month, day: dayOfMonth } = dateFromStamp(day * dayMs);
  const [from, to] = [axis.first, axis.last].map((end) => dateFromStamp(end * dayMs).year) as [
    number,
    number,
  ];
  let open = 0;
  let empty = 0;
  for (let other = from; other <= to; other++) {
    const same = daysFromDate(other, month, dayOfMonth);
    if (other === year || same < axis.first || same > axis.last) continue;
    if (axis.isClosed[weekdayOf(same * dayMs)]) continue;
    open++;
    if (!axis.counts.has(same)) empty++;
  }
  return open > 0 && empty >= holidayShare * open;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
