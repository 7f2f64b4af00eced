import { dayMs, hourMs } from '../series/calendar-date.ts';
import type { ColumnData, NumberData, TextData, TimeData } from './column-data.ts';
import { hints } from './column-hints.ts';
import { unpackTriple } from './date-triple.ts';
import { refuse } from './reading-stop.ts';
import { distinctShare, type TimeContext } from './time-choice.ts';

/** A time of day in one or two columns beside the date. */
export interface ClockPart {
  readonly columns: readonly ColumnData[];
  /** Milliseconds after midnight, by row. */
  readonly ms: (row: number) => number;
  readonly what: string;
}

/** The columns that complete midnights to times: written times, `hhmmss` numbers, hours, or parts of a day. */
export function findClockPart(
  context: TimeContext,
  dates: { index: number; stamps: Float64Array },
): ClockPart | undefined {
  const others = context.columns.filter((column) => column.index !== dates.index);
  refuseTwentyFifthHour(others, context.lineOf);
  const parts = others.flatMap((column) => clockPartOf(column, dates.index) ?? []);
  const part =
    parts.find((one) => completes(one, dates.stamps)) ??
    others
      .flatMap((column) => dayPartOf(column) ?? [])
      .find((one) => completes(one, dates.stamps) && !repeats(one, dates.stamps));
  return part?.what === 'hour' ? withMinutes(context, part) : part;
}

/** The time of day that a column holds which the person named, with the minutes beside it. */
export function namedClockPart(context: TimeContext, column: ColumnData): ClockPart | undefined {
  const part = clockPartOf(column, column.index - 1) ?? dayPartOf(column);
  return part?.what === 'hour' ? withMinutes(context, part) : part;
}

/** The time of day that a column holds, if it is of that kind. `besides` is the column of the date. */
function clockPartOf(column: ColumnData, besides: number): ClockPart | undefined {
  if (column.kind === 'time') return writtenClock(column);
  if (column.kind === 'text') return wordedClock(column);
  if (column.source.wholes === 0) return undefined;
  const isBeside = !column.isNamed && column.index === besides + 1;
  if (!hints.isClock(column.name) && !hints.isHour(column.name) && !isBeside) return undefined;
  return packedClock(column) ?? hours(column, isBeside);
}

function writtenClock(column: TimeData): ClockPart | undefined {
  if (column.forms.length === 0) return undefined;
  if (column.forms.every((form) => form.kind === 'clock'))
    return { columns: [column], ms: (row) => column.values[row]!, what: 'time of day' };
  if (!isDottedClock(column)) return undefined;
  return { columns: [column], ms: (row) => dottedMs(column.values[row]!), what: 'time of day, hh.mm.ss' };
}

/** `18.00.00` looks like a date with two-digit years, unless its column is a time of day by name and by all values. */
export function isDottedClock(column: TimeData): boolean {
  if (!hints.isClock(column.name) || column.forms.length !== 1 || column.forms[0]!.form !== '?.?.?')
    return false;
  return column.values.every((value) => Number.isNaN(value) || !Number.isNaN(dottedMs(value)));
}

function dottedMs(packed: number): number {
  if (Number.isNaN(packed)) return packed;
  const [hour, minute, second] = unpackTriple(packed, 'xxx').triple;
  return hour > 24 || minute > 59 || second > 59 ? Number.NaN : clockMs(hour, minute, second);
}

const clockMs = (hour: number, minute: number, second: number) =>
  (hour * 60 + minute) * 60_000 + second * 1000;

const hourRange = /^(\d{1,2})(?::(\d{2})(?::\d{2})?)?\s?[-–~]\s?\d{1,2}(?::\d{2}(?::\d{2})?)?$/;
const hourWord = /^(?:he|h|hr|hour)[ _-]?0?(\d{1,2})$/i;

/** `00 - 01` or `HE 07`: an hour in words; a range is named by its begin. */
export function clockOfWords(text: string): number | undefined {
  const match = hourRange.exec(text) ?? hourWord.exec(text);
  if (!match || Number(match[1]) > 24 || Number(match[2] ?? 0) > 59) return undefined;
  return clockMs(Number(match[1]), Number(match[2] ?? 0), 0);
}

function wordedClock(column: TextData): ClockPart | undefined {
  if (column.texts.length < 2 || column.texts.length > 1440) return undefined;
  const clocks = column.texts.map((text) => (text === '' ? Number.NaN : clockOfWords(text)));
  if (!clocks.every((clock) => clock !== undefined)) return undefined;
  return { columns: [column], ms: (row) => clocks[column.codes[row]!]!, what: 'time of day' };
}

function packedClock(column: NumberData): ClockPart | undefined {
  const isNamed = hints.isClock(column.name) && column.values.some((value) => value > 59);
  const lengths = column.paddedDigits ? [column.paddedDigits] : isNamed ? [4, 6] : [];
  for (const digits of lengths) {
    if (digits !== 4 && digits !== 6) continue;
    const ms = packedMs(column.values, digits === 6 ? 1 : 100);
    if (column.values.every((value, row) => Number.isNaN(value) || !Number.isNaN(ms(row))))
      return { columns: [column], ms, what: digits === 6 ? 'hhmmss' : 'hhmm' };
  }
  return undefined;
}

const packedMs = (values: Float64Array, scale: number) => (row: number) => {
  const value = values[row]! * scale;
  const [hour, minute, second] = [Math.floor(value / 10_000), Math.floor(value / 100) % 100, value % 100];
  return hour > 24 || minute > 59 || second > 59 ? Number.NaN : clockMs(hour, minute, second);
};

function hours(column: NumberData, isNameless: boolean): ClockPart | undefined {
  if (!areWholeWithin(column, 0, 24)) return undefined;
  if (isNameless && new Set(column.values.subarray(0, 200)).size < 3) return undefined;
  return { columns: [column], ms: (row) => column.values[row]! * hourMs, what: 'hour' };
}

/** A column of minutes beside that of the hours. */
function withMinutes(context: TimeContext, part: ClockPart): ClockPart {
  const minutes = context.columns.find(
    (column): column is NumberData =>
      column.kind === 'number' &&
      hints.isMinute(column.name) &&
      !part.columns.includes(column) &&
      areWholeWithin(column, 0, 59),
  );
  if (!minutes) return part;
  return {
    columns: [...part.columns, minutes],
    ms: (row) => part.ms(row) + minutes.values[row]! * 60_000,
    what: 'hour and minute',
  };
}

const partsOfDay = [24, 48, 96, 144, 288, 1440];

/** A column named period, interval or the like that counts from 1 to the parts of a day: `1` to `48` are half hours. */
function dayPartOf(column: ColumnData): ClockPart | undefined {
  if (column.kind !== 'number' || !hints.isDayPart(column.name)) return undefined;
  const parts = column.values.reduce((most, value) => Math.max(most, Number.isNaN(value) ? 0 : value), 0);
  if (!partsOfDay.includes(parts) || !areWholeWithin(column, 1, parts)) return undefined;
  const step = dayMs / parts;
  return {
    columns: [column],
    ms: (row) => (column.values[row]! - 1) * step,
    what: `counts the ${parts} parts of a day, each named by its begin`,
  };
}

/** On the day when the clocks go back, some markets count 25 hours or 50 half hours. */
function refuseTwentyFifthHour(columns: readonly ColumnData[], lineOf: TimeContext['lineOf']): void {
  for (const column of columns) {
    if (column.kind !== 'number') continue;
    const most =
      hints.isHour(column.name) || hints.isClock(column.name) ? 25 : hints.isDayPart(column.name) ? 50 : 0;
    if (most === 0 || !areWholeWithin(column, 0, most)) continue;
    const row = column.values.indexOf(most);
    if (row < 0) continue;
    refuse(
      'bad-time-column',
      `Column “${column.name}” counts to ${most} on line ${lineOf(row)}, as on the day when the clocks go back: write such times with their offset, or remove that day.`,
    );
  }
}

function areWholeWithin({ values }: NumberData, low: number, high: number): boolean {
  return values.every(
    (value) => Number.isNaN(value) || (Number.isInteger(value) && value >= low && value <= high),
  );
}

/** Whether the times of day tell rows apart that the dates alone do not, or are all the same. */
function completes(part: ClockPart, dates: Float64Array): boolean {
  const before = distinctShare(dates);
  const [column] = part.columns;
  return distinctShare(combine(part, dates)) > before || column!.isNamed || column!.kind === 'time';
}

const combine = (part: ClockPart, dates: Float64Array) =>
  dates.subarray(0, 2000).map((stamp, row) => stamp + part.ms(row));

const repeats = (part: ClockPart, dates: Float64Array) => distinctShare(combine(part, dates)) < 1;
