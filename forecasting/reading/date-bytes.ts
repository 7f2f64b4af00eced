import { dayMs, daysFromDate, isCalendarDate } from '../series/calendar-date.ts';
import { packTriple } from './date-triple.ts';

/** What `scanDate` saw besides the value: reused, for it is called for every cell of a time column. */
export const scanned = {
  /** 1 for year-month-day, 2 for a triple that ends in the year; 0 when nothing was recognised. */
  pattern: 0,
  /** The byte between the numbers. */
  separator: 0,
  isZoned: false,
};

const zero = 48;
const colon = 58;
const blank = 32;
const letterT = 84;
const letterZ = 90;
const dot = 46;
const plus = 43;
const minus = 45;
const slash = 47;

let cursor = 0;

/** Reads up to `most` digits at the cursor; -1 if there is none. */
function readDigits(bytes: Uint8Array, end: number, most: number): number {
  let value = 0;
  const from = cursor;
  while (cursor < end && cursor - from < most) {
    const digit = bytes[cursor]! - zero;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
    cursor++;
  }
  return cursor === from ? -1 : value;
}

/**
 * Reads the numeric dates that most files have – `2024-01-31`, `31/01/2024`, either with `hh:mm[:ss[.fff]]` and
 * `Z` or an offset behind it – straight from the bytes. The value is that of `parseDateCell`. For all else,
 * days that do not exist among them, `scanned.pattern` is 0 and the text grammar has to tell.
 */
export function scanDate(bytes: Uint8Array, start: number, end: number): number {
  scanned.pattern = 0;
  scanned.isZoned = false;
  cursor = start;
  const first = readDigits(bytes, end, 4);
  const firstDigits = cursor - start;
  const separator = bytes[cursor]!;
  if (first < 0 || !isSeparator(separator)) return Number.NaN;
  cursor++;
  const second = readDigits(bytes, end, 2);
  if (second < 0 || bytes[cursor++] !== separator) return Number.NaN;
  const thirdFrom = cursor;
  const third = readDigits(bytes, end, 4);
  const thirdDigits = cursor - thirdFrom;
  const time = cursor === end ? 0 : readTime(bytes, end);
  if (third < 0 || time < -2 * dayMs || cursor !== end) return Number.NaN;
  scanned.separator = separator;
  if (firstDigits === 4 && thirdDigits <= 2) return yearFirst(first, second, { day: third, time });
  if (firstDigits > 2 || thirdDigits !== 4) return Number.NaN;
  const packed = packTriple([first, second, third], 'xxy', time);
  scanned.pattern = Number.isNaN(packed) ? 0 : 2;
  return packed;
}

const isSeparator = (byte: number) => byte === minus || byte === slash || byte === dot;

function yearFirst(year: number, month: number, rest: { day: number; time: number }): number {
  if (!isCalendarDate(year, month, rest.day)) return Number.NaN;
  scanned.pattern = 1;
  return daysFromDate(year, month, rest.day) * dayMs + rest.time;
}

const noTime = -9 * dayMs;

/** Milliseconds after midnight in UTC, from the `T` or blank on; `noTime` for anything unusual. */
function readTime(bytes: Uint8Array, end: number): number {
  if (bytes[cursor] !== blank && bytes[cursor] !== letterT) return noTime;
  cursor++;
  const hour = readDigits(bytes, end, 2);
  if (hour < 0 || hour > 23 || bytes[cursor++] !== colon) return noTime;
  const minute = readDigits(bytes, end, 2);
  if (minute < 0 || minute > 59) return noTime;
  let ms = (hour * 60 + minute) * 60_000;
  if (bytes[cursor] === colon && cursor < end) {
    cursor++;
    const second = readDigits(bytes, end, 2);
    if (second < 0 || second > 59) return noTime;
    ms += second * 1000 + readFraction(bytes, end);
  }
  return cursor === end ? ms : ms - readOffset(bytes, end);
}

function readFraction(bytes: Uint8Array, end: number): number {
  if (bytes[cursor] !== dot || cursor >= end) return 0;
  const from = ++cursor;
  const digits = readDigits(bytes, end, 9);
  const count = cursor - from;
  return digits < 0 ? 0 : Math.round((digits / 10 ** count) * 1000);
}

/** The written offset in ms; leaves the cursor before the end where there is none that it knows. */
function readOffset(bytes: Uint8Array, end: number): number {
  const sign = bytes[cursor];
  if (sign === letterZ) {
    cursor++;
    scanned.isZoned = true;
    return 0;
  }
  if (sign !== plus && sign !== minus) return 0;
  cursor++;
  const from = cursor;
  const hours = readDigits(bytes, end, 2);
  if (cursor - from !== 2 || hours > 15) return 0;
  if (bytes[cursor] === colon) cursor++;
  const minutes = cursor === end ? 0 : readDigits(bytes, end, 2);
  scanned.isZoned = true;
  return (sign === minus ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
