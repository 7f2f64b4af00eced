import { dayMs, daysFromDate, hourMs, isCalendarDate } from '../series/calendar-date.ts';
import type { ColumnData, NumberData, TextData } from './column-data.ts';
import { hints } from './column-hints.ts';
import { monthOfName } from './month-names.ts';
import { distinctShare, type TimeContext } from './time-choice.ts';

/** A time of day in a column beside the date. */
export interface ClockPart {
  readonly column: ColumnData;
  /** Milliseconds after midnight, by row. */
  readonly ms: (row: number) => number;
  readonly what: string;
}

/** The column that completes midnights to times: written times, `hhmmss` numbers or hours. */
export function findClockPart(
  context: TimeContext,
  dates: { index: number; stamps: Float64Array },
): ClockPart | undefined {
  const parts = context.columns.flatMap((column) => clockPartOf(column, dates.index) ?? []);
  return parts.find((part) => completes(part, dates.stamps));
}

/** The time of day that a column holds, if it is of that kind. `besides` is the column of the date. */
export function clockPartOf(column: ColumnData, besides: number): ClockPart | undefined {
  if (column.kind === 'time') {
    const isClock = column.forms.length > 0 && column.forms.every((form) => form.kind === 'clock');
    return isClock ? { column, ms: (row) => column.values[row]!, what: 'time of day' } : undefined;
  }
  if (column.kind !== 'number' || column.source.wholes === 0) return undefined;
  const isBeside = !column.isNamed && column.index === besides + 1;
  if (!hints.isClock(column.name) && !hints.isHour(column.name) && !isBeside) return undefined;
  return packedClock(column) ?? hours(column, isBeside);
}

function packedClock(column: NumberData): ClockPart | undefined {
  const digits = column.paddedDigits || (hints.isClock(column.name) && hasAbove(column, 24) ? 4 : 0);
  if (digits !== 4 && digits !== 6) return undefined;
  const scale = digits === 6 ? 1 : 100;
  const ms = (row: number) => {
    const value = column.values[row]! * scale;
    const [hour, minute, second] = [Math.floor(value / 10_000), Math.floor(value / 100) % 100, value % 100];
    return hour > 24 || minute > 59 || second > 59
      ? Number.NaN
      : (hour * 60 + minute) * 60_000 + second * 1000;
  };
  return column.values.every((value, row) => Number.isNaN(value) || !Number.isNaN(ms(row)))
    ? { column, ms, what: digits === 6 ? 'hhmmss' : 'hhmm' }
    : undefined;
}

const hasAbove = (column: NumberData, limit: number) => column.values.some((value) => value > limit);

function hours(column: NumberData, isNameless: boolean): ClockPart | undefined {
  const areHours = column.values.every(
    (value) => Number.isNaN(value) || (Number.isInteger(value) && value >= 0 && value <= 24),
  );
  if (!areHours || (isNameless && new Set(column.values.subarray(0, 200)).size < 3)) return undefined;
  return { column, ms: (row) => column.values[row]! * hourMs, what: 'hour' };
}

/** Whether the times of day tell rows apart that the dates alone do not, or are all the same. */
function completes(part: ClockPart, dates: Float64Array): boolean {
  const combined = dates.subarray(0, 2000).map((stamp, row) => stamp + part.ms(row));
  const before = distinctShare(dates);
  return distinctShare(combined) > before || part.column.isNamed || part.column.kind === 'time';
}

/** Year, month, day, hour and minute in columns of their own. */
export interface CalendarParts {
  readonly columns: readonly number[];
  readonly stamps: Float64Array;
}

/** Joins columns named year, month (or quarter), day, hour and minute; without names, columns that must be these. */
export function findCalendarParts(context: TimeContext): CalendarParts | undefined {
  const numbers = context.columns.filter((column): column is NumberData => column.kind === 'number');
  const named = (is: (name: string) => boolean, low: number, high: number) =>
    numbers.find((column) => is(column.name) && fitsRange(column, low, high));
  const year = named(hints.isYear, 1000, 2500);
  if (!year) return namelessParts(context, numbers);
  const month = named(hints.isMonth, 1, 12) ?? monthNames(context.columns);
  const quarter = month ? undefined : named(hints.isQuarter, 1, 4);
  if (!month && !quarter) return undefined;
  const day = month && named((name) => hints.isDay(name) && name !== month.name, 1, 31);
  const hour = day && named(hints.isHour, 0, 24);
  const minute = hour && named(hints.isMinute, 0, 59);
  const monthOf = month ? monthReader(month) : (row: number) => quarter!.values[row]! * 3 - 2;
  const stamps = joinParts(context.rows, { year, monthOf, day, hour, minute });
  const used = [year, month ?? quarter, day, hour, minute].filter((column) => column !== undefined);
  return { columns: used.map((column) => column.index), stamps };
}

interface Parts {
  readonly year: NumberData;
  readonly monthOf: (row: number) => number;
  readonly day: NumberData | undefined;
  readonly hour: NumberData | undefined;
  readonly minute: NumberData | undefined;
}

function joinParts(rows: number, { year, monthOf, day, hour, minute }: Parts): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => {
    const [y, m, d] = [year.values[row]!, monthOf(row), day ? day.values[row]! : 1];
    if (!isCalendarDate(y, m, d)) return Number.NaN;
    const clock = (hour ? hour.values[row]! * 60 : 0) + (minute ? minute.values[row]! : 0);
    return daysFromDate(y, m, d) * dayMs + clock * 60_000;
  });
}

/** In a file without names: a year, a month and perhaps a day and an hour next to each other that always go up. */
function namelessParts(context: TimeContext, numbers: readonly NumberData[]): CalendarParts | undefined {
  const first = numbers[0];
  if (!first || first.isNamed || !fitsRange(first, 1500, 2200)) return undefined;
  const follows = (offset: number, low: number, high: number) => {
    const column = context.columns[first.index + offset];
    return column?.kind === 'number' && fitsRange(column, low, high) ? column : undefined;
  };
  const month = follows(1, 1, 12);
  if (!month) return undefined;
  const day = follows(2, 1, 31);
  const hour = day && follows(3, 0, 24);
  const chains = [[month], [month, day], [month, day, hour]].filter(
    (chain): chain is NumberData[] => !chain.includes(undefined),
  );
  for (const [monthPart, dayPart, hourPart] of chains) {
    const monthOf = monthReader(monthPart!);
    const parts = { year: first, monthOf, day: dayPart, hour: hourPart, minute: undefined };
    const stamps = joinParts(context.rows, parts);
    const rises = stamps.every((stamp, i) => i === 0 || stamp > stamps[i - 1]!);
    const used = [first, monthPart, dayPart, hourPart].filter((column) => column !== undefined);
    if (rises) return { columns: used.map((column) => column.index), stamps };
  }
  return undefined;
}

function fitsRange(column: NumberData, low: number, high: number): boolean {
  let filled = 0;
  for (const value of column.values) {
    if (Number.isNaN(value)) continue;
    if (!Number.isInteger(value) || value < low || value > high) return false;
    filled++;
  }
  return filled > 0;
}

function monthNames(columns: readonly ColumnData[]): TextData | undefined {
  return columns.find(
    (column): column is TextData =>
      column.kind === 'text' &&
      column.texts.length > 0 &&
      column.texts.length <= 13 &&
      column.texts.every((text) => text === '' || monthOfName(text) !== undefined),
  );
}

function monthReader(column: NumberData | TextData): (row: number) => number {
  if (column.kind === 'number') return (row) => column.values[row]!;
  const months = column.texts.map((text) => monthOfName(text) ?? Number.NaN);
  return (row) => months[column.codes[row]!]!;
}
