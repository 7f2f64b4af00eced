import type { SeriesRow } from '#server/api-types.ts';

/** The part of a series that decides how its stamps read. */
export type StampAxis = Pick<SeriesRow, 'axisKind' | 'frequency'>;

const dayMs = 86_400_000;
/** The last moment that a Date can hold; no comparison with NaN is true. */
const furthestStamp = 8.64e15;

/** Stamps are wall-clock times counted as if they were UTC: they are shown in UTC, whatever the reader's zone. */
const inUtc = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options });

const formats = {
  year: inUtc({ year: 'numeric' }),
  month: inUtc({ month: 'short', year: 'numeric' }),
  day: inUtc({ day: 'numeric', month: 'short', year: 'numeric' }),
  weekday: inUtc({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }),
  minute: inUtc({ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' }),
  second: inUtc({
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }),
  dayOfMonth: inUtc({ day: 'numeric', month: 'short' }),
  time: inUtc({ hour: '2-digit', minute: '2-digit' }),
  timeWithSeconds: inUtc({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
} as const;

/** How fine a stamp of this frequency is. */
function grainOf(axis: StampAxis): 'year' | 'month' | 'day' | 'minute' | 'second' {
  const { frequency } = axis;
  if (frequency === 'yearly') return 'year';
  if (frequency === 'quarterly' || frequency === 'monthly') return 'month';
  if (frequency === 'weekly' || frequency === 'daily' || frequency === 'business-daily') return 'day';
  return frequency.endsWith('second') ? 'second' : 'minute';
}

function isStamp(stamp: number | null | undefined): stamp is number {
  return stamp !== null && stamp !== undefined && Math.abs(stamp) <= furthestStamp;
}

/** A stamp as a person reads it: "20 Nov 2026", "Mar 1958", "20 Nov 2026, 06:00"; an index as "step 12". */
export function formatStamp(stamp: number | null | undefined, axis: StampAxis): string {
  if (!isStamp(stamp)) return 'n/a';
  if (axis.axisKind === 'index') return `step ${stamp.toLocaleString('en')}`;
  const grain = grainOf(axis);
  if (grain === 'minute' && axis.frequency === 'irregular' && stamp % dayMs === 0) {
    return formats.day.format(stamp);
  }
  return formats[grain].format(stamp);
}

/** As `formatStamp`, with the weekday where a day is meant. */
export function formatStampLong(stamp: number | null | undefined, axis: StampAxis): string {
  if (!isStamp(stamp)) return 'n/a';
  const isDay = axis.axisKind === 'time' && grainOf(axis) === 'day';
  return isDay ? formats.weekday.format(stamp) : formatStamp(stamp, axis);
}

/** A tick's label, as coarse as the distance between ticks (`gapMs`, 0 for a lone one) allows. */
export function formatTick(stamp: number, axis: StampAxis, gapMs: number): string {
  if (axis.axisKind === 'index') return stamp.toLocaleString('en');
  if (gapMs === 0) return formatStamp(stamp, axis);
  if (gapMs >= 360 * dayMs) return formats.year.format(stamp);
  if (gapMs >= 27 * dayMs) return formats.month.format(stamp);
  if (gapMs >= dayMs || stamp % dayMs === 0) return formats.dayOfMonth.format(stamp);
  return formats[gapMs < 60_000 ? 'timeWithSeconds' : 'time'].format(stamp);
}
