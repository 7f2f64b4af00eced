import { dateFromStamp, dayMs, daysFromDate, daysInMonth, timeOfDay, weekdayOf } from './calendar-date.ts';

/** Where in its month a monthly, quarterly or yearly observation stands. */
export type MonthAnchor =
  | { readonly kind: 'day'; readonly day: number }
  | { readonly kind: 'month-end' }
  | { readonly kind: 'first-business-day' }
  | { readonly kind: 'last-business-day' };

const isWeekend = (days: number) => weekdayOf(days * dayMs) === 0 || weekdayOf(days * dayMs) === 6;

/** The day number (since 1970) at which an anchor falls in a month; `monthIndex` counts from year 0. */
function anchoredDay(anchor: MonthAnchor, monthIndex: number): number {
  const year = Math.floor(monthIndex / 12);
  const month = monthIndex - year * 12 + 1;
  const first = daysFromDate(year, month, 1);
  const last = first + daysInMonth(year, month) - 1;
  switch (anchor.kind) {
    case 'day':
      return Math.min(first + anchor.day - 1, last);
    case 'month-end':
      return last;
    case 'first-business-day':
      return [first, first + 1, first + 2].find((day) => !isWeekend(day))!;
    case 'last-business-day':
      return [last, last - 1, last - 2].find((day) => !isWeekend(day))!;
  }
}

/**
 * The stamp of an anchor in a month.
 *
 * @example anchoredStamp({ kind: 'month-end' }, 2024 * 12 + 1, 0) // 2024-02-29
 */
export function anchoredStamp(anchor: MonthAnchor, monthIndex: number, time: number): number {
  return anchoredDay(anchor, monthIndex) * dayMs + time;
}

/**
 * The anchor that explains at least nine tenths of the stamps: month ends, one day of the month, or its first
 * or last working day. Undefined when none does.
 *
 * @example monthAnchorOf(new Float64Array([Date.UTC(2024, 0, 31), Date.UTC(2024, 1, 29)])) // { kind: 'month-end' }
 */
export function monthAnchorOf(stamps: Float64Array): MonthAnchor | undefined {
  if (stamps.length === 0) return undefined;
  const days = [...stamps].map((stamp) => dateFromStamp(stamp).day);
  const candidates: MonthAnchor[] = [
    { kind: 'month-end' },
    { kind: 'day', day: Math.max(...days) },
    { kind: 'day', day: days[days.length - 1]! },
    { kind: 'last-business-day' },
    { kind: 'first-business-day' },
  ];
  return candidates.find((anchor) => explains(anchor, stamps));
}

function explains(anchor: MonthAnchor, stamps: Float64Array): boolean {
  let misses = 0;
  for (const stamp of stamps) {
    const { year, month } = dateFromStamp(stamp);
    if (anchoredStamp(anchor, year * 12 + month - 1, timeOfDay(stamp)) !== stamp) misses++;
  }
  return misses <= stamps.length / 10;
}
