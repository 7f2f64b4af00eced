import { dateFromStamp, dayMs, daysFromDate, isCalendarDate, timeOfDay } from './calendar-date.ts';
import type { TimeAxis } from './series.ts';

const pad = (value: number, width: number) => String(value).padStart(width, '0');

/**
 * A stamp as the command line prints it: ISO 8601 to the second (to the millisecond where it has any), with `Z`
 * only where the axis has a zone; a plain integer for an index.
 *
 * @example formatStamp(1_704_153_600_000, { kind: 'time', zone: undefined }) // '2024-01-02T00:00:00'
 */
export function formatStamp(stamp: number, axis: Pick<TimeAxis, 'kind' | 'zone'>): string {
  if (axis.kind === 'index') return String(stamp);
  const { year, month, day } = dateFromStamp(stamp);
  const time = timeOfDay(stamp);
  const seconds = Math.floor(time / 1000);
  const hms = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const fraction = time % 1000;
  const years = year < 0 ? `-${pad(-year, 6)}` : pad(year, 4);
  return (
    `${years}-${pad(month, 2)}-${pad(day, 2)}T${hms.map((part) => pad(part, 2)).join(':')}` +
    (fraction === 0 ? '' : `.${pad(Math.floor(fraction), 3)}`) +
    (axis.zone === undefined ? '' : 'Z')
  );
}

const isoStamp = /^(-?\d{4,6})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?Z?)?$/;

/**
 * Reads what `formatStamp` writes, and ISO dates and times without seconds. Undefined for anything else and
 * for days that do not exist.
 *
 * @example parseStamp('2024-02-30', 'time') // undefined
 */
export function parseStamp(text: string, kind: TimeAxis['kind']): number | undefined {
  if (kind === 'index') return /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
  const match = isoStamp.exec(text.trim());
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0));
  if (!isCalendarDate(year!, month!, day!) || hour! > 23 || minute! > 59 || second! > 59) return undefined;
  const milliseconds = Number((match[7] ?? '').padEnd(3, '0'));
  return (
    daysFromDate(year!, month!, day!) * dayMs + ((hour! * 60 + minute!) * 60 + second!) * 1000 + milliseconds
  );
}
