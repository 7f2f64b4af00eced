import { dayMs, daysFromDate, isCalendarDate } from '../series/calendar-date.ts';
import type { ColumnData, NumberData, TextData } from './column-data.ts';
import { hints } from './column-hints.ts';
import { dayInYear, dayOfIsoWeek, dayOfMmwrWeek } from './days-of-year.ts';
import { monthOfLabel } from './month-names.ts';
import { quarterOfLabel } from './quarter-labels.ts';
import type { TimeContext } from './time-choice.ts';

/** Year and month, quarter, week or day of the year, perhaps day, hour and minute, in columns of their own. */
export interface CalendarParts {
  readonly columns: readonly number[];
  readonly stamps: Float64Array;
  /** What the reader assumed, where there is more than one usage. */
  readonly note?: string;
}

/** The day that a row's parts name, as days since 1970; NaN for none. */
type DayOf = (row: number) => number;

interface DayParts {
  readonly columns: readonly ColumnData[];
  readonly dayOf: DayOf;
  readonly note?: string;
  /** Whether it is a day, so that hours may follow. */
  readonly isDay: boolean;
}

/** Joins columns named year, month (or quarter, week, day of the year), day, hour and minute; without names, columns that must be these. */
export function findCalendarParts(context: TimeContext): CalendarParts | undefined {
  const numbers = context.columns.filter((column): column is NumberData => column.kind === 'number');
  const year = named(numbers, hints.isYear, 1000, 2500);
  if (!year) return namelessParts(context, numbers);
  const parts =
    monthAndDay(context, numbers, year) ??
    dayOfYear(numbers, year) ??
    quarterOf(context, numbers, year) ??
    weekOf(numbers, year);
  if (!parts) return undefined;
  const hour = parts.isDay ? named(numbers, hints.isHour, 0, 24) : undefined;
  const minute = hour && named(numbers, hints.isMinute, 0, 59);
  const clocks = [hour, minute].filter((column) => column !== undefined);
  return {
    columns: [year, ...parts.columns, ...clocks].map((column) => column.index),
    stamps: stampsOf(context.rows, parts.dayOf, { hour, minute }),
    ...(parts.note === undefined ? {} : { note: parts.note }),
  };
}

function named(
  numbers: readonly NumberData[],
  is: (name: string) => boolean,
  low: number,
  high: number,
): NumberData | undefined {
  return numbers.find((column) => is(column.name) && fitsRange(column, low, high));
}

function monthAndDay(
  context: TimeContext,
  numbers: readonly NumberData[],
  year: NumberData,
): DayParts | undefined {
  const month = named(numbers, hints.isMonth, 1, 12) ?? labelled(context.columns, monthOfLabel);
  if (!month) return undefined;
  const day = named(numbers, (name) => hints.isDay(name) && name !== month.name, 1, 31);
  const monthOf = reader(month, monthOfLabel);
  return {
    columns: day ? [month, day] : [month],
    dayOf: (row) => dateOf(year.values[row]!, monthOf(row), day ? day.values[row]! : 1),
    isDay: day !== undefined,
  };
}

function dayOfYear(numbers: readonly NumberData[], year: NumberData): DayParts | undefined {
  const day = named(numbers, hints.isDayOfYear, 1, 366);
  if (!day) return undefined;
  const dayOf: DayOf = (row) => dayInYear(year.values[row]!, day.values[row]!);
  return { columns: [day], dayOf, isDay: true };
}

function quarterOf(
  context: TimeContext,
  numbers: readonly NumberData[],
  year: NumberData,
): DayParts | undefined {
  const quarter = named(numbers, hints.isQuarter, 1, 4) ?? labelled(context.columns, quarterOfLabel);
  if (!quarter) return undefined;
  const quarterIn = reader(quarter, quarterOfLabel);
  return {
    columns: [quarter],
    dayOf: (row) => dateOf(year.values[row]!, quarterIn(row) * 3 - 2, 1),
    isDay: false,
  };
}

function weekOf(numbers: readonly NumberData[], year: NumberData): DayParts | undefined {
  const week = named(numbers, hints.isWeek, 1, 53);
  if (!week) return undefined;
  const isMmwr = /mmwr|epi/i.test(week.name);
  const dayOf: DayOf = (row) => (isMmwr ? dayOfMmwrWeek : dayOfIsoWeek)(year.values[row]!, week.values[row]!);
  const note = isMmwr
    ? 'the weeks are those of the MMWR and begin on Sunday'
    : 'the weeks are taken for those of ISO 8601, which begin on Monday';
  return { columns: [week], dayOf, isDay: false, note };
}

const dateOf = (year: number, month: number, day: number) =>
  isCalendarDate(year, month, day) ? daysFromDate(year, month, day) : Number.NaN;

function stampsOf(
  rows: number,
  dayOf: DayOf,
  { hour, minute }: { hour: NumberData | undefined; minute: NumberData | undefined },
): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => {
    const clock = (hour ? hour.values[row]! * 60 : 0) + (minute ? minute.values[row]! : 0);
    return dayOf(row) * dayMs + clock * 60_000;
  });
}

/** In a file without names: a year, a month and perhaps a day and an hour next to each other that always go up. */
function namelessParts(context: TimeContext, numbers: readonly NumberData[]): CalendarParts | undefined {
  const first = numbers[0];
  if (!first || first.isNamed || !fitsRange(first, 1500, 2200)) return undefined;
  const follows = (offset: number, low: number, high: number) => {
    const column = context.columns.find(({ index }) => index === first.index + offset);
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
    const dayOf: DayOf = (row) =>
      dateOf(first.values[row]!, monthPart!.values[row]!, dayPart ? dayPart.values[row]! : 1);
    const stamps = stampsOf(context.rows, dayOf, { hour: hourPart, minute: undefined });
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

/** Labels that stand for no part of the year, such as the yearly mean `M13`, are NaN; other words are undefined. */
type LabelReader = (label: string) => number | undefined;

function labelled(columns: readonly ColumnData[], read: LabelReader): TextData | undefined {
  return columns.find(
    (column): column is TextData =>
      column.kind === 'text' &&
      column.texts.length > 1 &&
      column.texts.length <= 14 &&
      column.texts.every((text) => text === '' || read(text) !== undefined),
  );
}

function reader(column: NumberData | TextData, read: LabelReader): (row: number) => number {
  if (column.kind === 'number') return (row) => column.values[row]!;
  const parts = column.texts.map((text) => read(text) ?? Number.NaN);
  return (row) => parts[column.codes[row]!]!;
}
