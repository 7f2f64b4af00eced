import { dayMs, daysFromDate, hourMs, isCalendarDate } from '../series/calendar-date.ts';
import { dayInYear, dayOfIsoWeek } from './days-of-year.ts';

/** A way to read plain numbers as times. */
export interface NumericTime {
  readonly name: string;
  /** How much the digits alone say: 3 surely a date, 1 could be any number. */
  readonly strength: 1 | 2 | 3;
  /** Distances between neighbours that make it likely without a telling name; none for the first three. */
  readonly likelySteps?: readonly number[];
  readonly isZoned: boolean;
  /** The stamp of a number, NaN where it is none. */
  readonly stampOf: (value: number) => number;
}

const compactDate = (value: number): number => {
  const year = Math.floor(value / 10_000);
  const month = Math.floor(value / 100) % 100;
  const day = value % 100;
  return year >= 1500 && year <= 2200 && isCalendarDate(year, month, day)
    ? daysFromDate(year, month, day) * dayMs
    : Number.NaN;
};

/** `20240102` with hours, minutes or seconds behind it. */
const compactTime = (digitsBehind: number) => (value: number) => {
  const scale = 10 ** digitsBehind;
  const clock = (value % scale) * 10 ** (6 - digitsBehind);
  const [hour, minute, second] = [Math.floor(clock / 10_000), Math.floor(clock / 100) % 100, clock % 100];
  if (hour > 24 || minute > 59 || second > 59) return Number.NaN;
  return compactDate(Math.floor(value / scale)) + hour * hourMs + minute * 60_000 + second * 1000;
};

const within = (value: number, low: number, high: number) => value >= low && value <= high;

const epoch = (perSecond: number) => (value: number) =>
  within(value / perSecond, 1e8, 5e9) ? Math.round((value / perSecond) * 1000) : Number.NaN;

/** `240102` with two digits each. */
const shortDate = (value: number): number => {
  const [year, month, day] = [Math.floor(value / 10_000), Math.floor(value / 100) % 100, value % 100];
  const full = year < 69 ? 2000 + year : 1900 + year;
  return within(value, 101, 991_231) && isCalendarDate(full, month, day)
    ? daysFromDate(full, month, day) * dayMs
    : Number.NaN;
};

/** `202405` as the fifth week of 2024, by ISO 8601. */
const yearWeek = (value: number) =>
  within(value, 150_001, 220_053) && value % 100 <= 53
    ? dayOfIsoWeek(Math.floor(value / 100), value % 100) * dayMs
    : Number.NaN;

/** `2024032` as the 32nd day of 2024. */
const yearDay = (value: number) =>
  within(value, 1_500_001, 2_200_366)
    ? dayInYear(Math.floor(value / 1000), value % 1000) * dayMs
    : Number.NaN;

/** `1990.0833` is the beginning of February 1990, `1990.125` its middle: `offset` says which, in months. */
const decimalYear =
  ({ offset, tolerance }: { offset: number; tolerance: number }) =>
  (value: number) => {
    if (!within(value, 1000, 2500)) return Number.NaN;
    const months = (value - Math.floor(value)) * 12 - offset;
    const month = Math.round(months);
    if (Math.abs(months - month) > tolerance) return Number.NaN;
    return daysFromDate(Math.floor(value) + Math.floor(month / 12), (month % 12) + 1, 1) * dayMs;
  };

const monthSteps = [0.081, 0.082, 0.083, 0.084, 0.085, 0.25, 0.249, 0.251];

/** In the order in which they are tried. */
const numericTimes: readonly NumericTime[] = [
  { name: 'YYYYMMDD', strength: 3, isZoned: false, stampOf: compactDate },
  { name: 'YYYYMMDDhhmmss', strength: 3, isZoned: false, stampOf: compactTime(6) },
  { name: 'YYYYMMDDhhmm', strength: 3, isZoned: false, stampOf: compactTime(4) },
  { name: 'YYYYMMDDhh', strength: 3, isZoned: false, stampOf: compactTime(2) },
  { name: 'epoch seconds', strength: 2, isZoned: true, stampOf: epoch(1) },
  { name: 'epoch milliseconds', strength: 2, isZoned: true, stampOf: epoch(1e3) },
  { name: 'epoch microseconds', strength: 2, isZoned: true, stampOf: epoch(1e6) },
  { name: 'epoch nanoseconds', strength: 2, isZoned: true, stampOf: epoch(1e9) },
  {
    name: 'YYYYMM',
    strength: 1,
    likelySteps: [1, 89, 3, 91],
    isZoned: false,
    stampOf: (value) =>
      within(value, 150_001, 220_012) && value % 100 >= 1 && value % 100 <= 12
        ? daysFromDate(Math.floor(value / 100), value % 100, 1) * dayMs
        : Number.NaN,
  },
  {
    name: 'YYYYWW, weeks of ISO 8601',
    strength: 1,
    likelySteps: [1, 48, 49],
    isZoned: false,
    stampOf: yearWeek,
  },
  { name: 'YYMMDD', strength: 1, likelySteps: [], isZoned: false, stampOf: shortDate },
  { name: 'YYYYDDD', strength: 1, likelySteps: [1, 635, 636], isZoned: false, stampOf: yearDay },
  {
    name: 'years',
    strength: 1,
    likelySteps: [1, 5, 10],
    isZoned: false,
    stampOf: (value) =>
      within(value, 1000, 2500) && Number.isInteger(value) ? daysFromDate(value, 1, 1) * dayMs : Number.NaN,
  },
  {
    name: 'decimal years, each month by its begin',
    strength: 1,
    likelySteps: monthSteps,
    isZoned: false,
    stampOf: decimalYear({ offset: 0, tolerance: 0.03 }),
  },
  {
    name: 'decimal years, each month by its middle',
    strength: 1,
    likelySteps: monthSteps,
    isZoned: false,
    stampOf: decimalYear({ offset: 0.5, tolerance: 0.12 }),
  },
  {
    name: 'Excel serial dates',
    strength: 1,
    likelySteps: [],
    isZoned: false,
    stampOf: (value) =>
      within(value, 15_000, 75_000) ? Math.round((value - 25_569) * 86_400) * 1000 : Number.NaN,
  },
];

/** No time is written as a smaller number. */
const leastTime = 1000;

function areBelow(values: Float64Array, limit: number): boolean {
  const probed = Math.min(50, values.length);
  for (let i = 0; i < probed; i++) if (values[i]! >= limit) return false;
  return true;
}

/** The readings that hold for all numbers of a column; the column must change and may have a few gaps. */
export function numericTimesOf(values: Float64Array): NumericTime[] {
  if (areBelow(values, leastTime)) return [];
  const probe = values.subarray(0, 50).filter((value) => !Number.isNaN(value));
  if (probe.length === 0) return [];
  return numericTimes.filter(
    (time) =>
      holds(time, probe) &&
      holds(
        time,
        values.filter((value) => !Number.isNaN(value)),
      ),
  );
}

function holds(time: NumericTime, values: Float64Array): boolean {
  const mayBeBroken = /^(Excel|epoch|decimal)/.test(time.name);
  let failures = 0;
  for (const value of values) {
    if (time.name === 'YYYYMM' && value % 100 === 13 && values.length > 12) continue;
    if ((!mayBeBroken && !Number.isInteger(value)) || Number.isNaN(time.stampOf(value))) failures++;
  }
  return failures <= values.length * (time.strength === 3 ? 0.2 : 0);
}

/** Whether the steps of a column without a telling name are those of such a time: steady, and of a usual size. */
export function hasLikelySteps(time: NumericTime, values: Float64Array): boolean {
  const counts = countSteps(values);
  const steps = time.likelySteps;
  if (steps) return [...counts.keys()].every((step) => steps.includes(step));
  return Math.max(0, ...counts.values()) >= 0.5 * (Math.min(values.length, probedSteps) - 1);
}

/** The distance at which most neighbours stand. */
export function commonStep(values: Float64Array): number {
  return [...countSteps(values)].reduce((a, b) => (b[1] > a[1] ? b : a), [0, 0])[0];
}

const probedSteps = 2000;

function countSteps(values: Float64Array): Map<number, number> {
  const probe = values.subarray(0, probedSteps);
  const counts = new Map<number, number>();
  for (let i = 1; i < probe.length; i++) {
    const step = Math.round(Math.abs(probe[i]! - probe[i - 1]!) * 1000) / 1000;
    counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  return counts;
}
