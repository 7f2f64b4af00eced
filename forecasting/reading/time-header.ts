import { dayMs, daysFromDate, hourMs } from '../series/calendar-date.ts';
import { cellKind } from './cell-kind.ts';
import { clockOfWords } from './clock-part.ts';
import { type DateCell, parseDateCell } from './date-grammar.ts';
import { type FieldOrder, stampOfTriple } from './date-triple.ts';
import { monthOfName } from './month-names.ts';
import type { SampleRecord } from './sample.ts';

/** A header in which time runs to the right. */
export interface TimeHeader {
  /** Which of the records it is; -1 where the columns have no names. */
  readonly record: number;
  /** Its cells, each above its column. */
  readonly cells: readonly string[];
  /** `stamps`: each column has its own time. `months` or `quarters`: each row is a year. `clocks`: each row is a day. */
  readonly kind: 'stamps' | 'months' | 'quarters' | 'clocks';
  /** Columns that hold values, and each one's stamp, its month of the year (1 to 12), or its ms after midnight. */
  readonly columns: readonly number[];
  readonly times: readonly number[];
  /** Whether the labels fit another order of day and month as well. */
  readonly isAmbiguous: boolean;
}

const ordersOf = (dayFirst: boolean | undefined): readonly FieldOrder[] =>
  dayFirst === undefined ? ['mdy', 'dmy', 'ymd'] : dayFirst ? ['dmy'] : ['mdy'];

const leastColumns = 4;

/** Finds a row of years, dates, months or quarters above rows of numbers. */
export function findTimeHeader(
  records: readonly SampleRecord[],
  width: number,
  dayFirst: boolean | undefined,
): TimeHeader | undefined {
  const orders = ordersOf(dayFirst);
  for (let record = 0; record < Math.min(records.length - 1, 30); record++) {
    const cells = aboveColumns(records[record]!.cells, width);
    if (cells.length < 4 || cells.length < width * 0.5) continue;
    const header = clocksOf(cells, record) ?? monthsOf(cells, record) ?? stampsOf(cells, record, orders);
    if (header && holdsNumbers(records.slice(record + 1), header)) return header;
  }
  return undefined;
}

/** R prints no name above the years at the left. */
function aboveColumns(cells: readonly string[], width: number): readonly string[] {
  const isShort = width > 4 && cells.length === width - 1;
  return isShort && /^(?:jan|qtr1)$/i.test(cells[0]!) ? ['', ...cells] : cells;
}

/** Minutes of a day, and some columns beside them. */
const mostClocks = 1500;

/** A whole day in even steps: `00:00` to `23:30`, `HE1` to `HE24`, `1시` to `24시`. */
function clocksOf(cells: readonly string[], record: number): TimeHeader | undefined {
  if (cells.length > mostClocks) return undefined;
  const isCounted = ['0', '1'].some(
    (first) => cells.indexOf(first) > 0 && countsDay(cells, cells.indexOf(first)),
  );
  const clocks = cells.map((cell, i) => (i === 0 ? undefined : clockOfLabel(cell, isCounted)));
  const columns = clocks.flatMap((clock, i) => (clock === undefined ? [] : [i]));
  const times = columns.map((column) => clocks[column]!);
  const step = times[1]! - times[0]!;
  const isEven = times.every((time, i) => i === 0 || time - times[i - 1]! === step);
  if (times.length < 12 || !isEven || step * times.length !== dayMs) return undefined;
  return { record, cells, kind: 'clocks', columns, times, isAmbiguous: false };
}

const countsDay = (cells: readonly string[], at: number) =>
  Array.from({ length: 24 }, (_, i) => i).every((i) => cells[at + i] === String(Number(cells[at]) + i));

/** What may be a time of day: a header may have tens of thousands of cells, and most are something else. */
const couldBeClock = /^(?:\d{1,2}(?:$|[:시時时点h\s-])|(?:he|hr|hour|h)[ _-]?\d|오[전후])/i;

function clockOfLabel(cell: string, isCounted: boolean): number | undefined {
  if (cell.length > 20 || !couldBeClock.test(cell)) return undefined;
  if (isCounted && /^\d{1,2}$/.test(cell)) return Number(cell) * hourMs;
  const written = parseDateCell(cell);
  return written?.kind === 'clock' && !Number.isNaN(written.value) ? written.value : clockOfWords(cell);
}

function monthsOf(cells: readonly string[], record: number): TimeHeader | undefined {
  const months = cells.map((cell) =>
    /^\p{L}+\.?$/u.test(cell) ? (monthOfName(cell) ?? 0) : monthOfNumber(cell),
  );
  const columns = cells.flatMap((_, i) => (i > 0 && months[i]! > 0 ? [i] : []));
  const run = columns.filter((column, i) => months[column] === i + 1).slice(0, 12);
  if (run.length === 12) {
    return {
      record,
      cells,
      kind: 'months',
      columns: run,
      times: run.map((column) => months[column]!),
      isAmbiguous: false,
    };
  }
  const quarters = cells.flatMap((cell, i) =>
    /^(q(?:tr)?[1-4]|[1-4]q|[1-4]분기|第?[1-4]季度)$/i.test(cell) ? [i] : [],
  );
  if (quarters.length !== 4) return undefined;
  return { record, cells, kind: 'quarters', columns: quarters, times: [1, 4, 7, 10], isAmbiguous: false };
}

const monthOfNumber = (cell: string) => {
  const month = /^(?:m)?(0?[1-9]|1[0-2])(?:월|月)?$/i.exec(cell)?.[1];
  return month === undefined ? 0 : Number(month);
};

const probedLabels = 32;

/** A few labels spread over a long header: half of all have to be times. */
function mayBeTimes(cells: readonly string[]): boolean {
  const probe = Array.from(
    { length: probedLabels },
    (_, i) => cells[Math.floor((i * cells.length) / probedLabels)]!,
  );
  return probe.filter((cell) => readLabel(cell) !== undefined).length >= probedLabels / 4;
}

function stampsOf(
  cells: readonly string[],
  record: number,
  orders: readonly FieldOrder[],
): TimeHeader | undefined {
  if (cells.length > 4 * probedLabels && !mayBeTimes(cells)) return undefined;
  const labels = cells.map(readLabel);
  if (labels.filter((label) => label !== undefined).length < leastColumns) return undefined;
  const fitting = orders.flatMap((order) => risingStamps(labels, order) ?? []);
  const most = Math.max(0, ...fitting.map(({ columns }) => columns.length));
  const [best, ...others] = fitting.filter(({ columns }) => columns.length === most);
  if (!best) return undefined;
  const isAmbiguous = others.some((other) => other.times.join() !== best.times.join());
  return { record, cells, kind: 'stamps', ...best, isAmbiguous };
}

function risingStamps(labels: readonly (Label | undefined)[], order: FieldOrder) {
  const stamps = labels.map((label) => (label === undefined ? Number.NaN : stampOfLabel(label, order)));
  const columns = labels.flatMap((_, i) => (i > 0 && !Number.isNaN(stamps[i]!) ? [i] : []));
  if (columns.length < leastColumns || columns.length < 0.5 * labels.length) return undefined;
  const times = columns.map((column) => stamps[column]!);
  const rises = times.every((time, i) => i === 0 || time > times[i - 1]!);
  const falls = times.every((time, i) => i === 0 || time < times[i - 1]!);
  return rises || falls ? [{ columns, times }] : undefined;
}

/** A column's label: a year as its number, or a date. Labels such as World Bank's `1990 [YR1990]` count as years. */
type Label = number | DateCell;

function readLabel(cell: string): Label | undefined {
  const year = /^x?(1[5-9]\d\d|20\d\d|21\d\d)(?: \[yr\d{4}\]|년)?$/i.exec(cell)?.[1];
  if (year) return Number(year);
  const date = parseDateCell(cell);
  return date?.kind === 'clock' ? undefined : date;
}

function stampOfLabel(label: Label, order: FieldOrder): number {
  if (typeof label === 'number') return daysFromDate(label, 1, 1) * dayMs;
  return label.kind === 'stamp' || label.kind === 'clock'
    ? label.value
    : stampOfTriple(label.value, label.kind, order);
}

function holdsNumbers(records: readonly SampleRecord[], header: TimeHeader): boolean {
  const cells = records
    .slice(0, 30)
    .flatMap((record) => header.columns.map((column) => record.cells[column] ?? ''));
  const kinds = cells.map(cellKind).filter((kind) => kind !== 'empty' && kind !== 'missing');
  const numbers = kinds.filter((kind) => kind === 'number').length;
  if (numbers === 0 || numbers < 0.6 * kinds.length) return false;
  if (header.kind === 'stamps') return records.some((record) => cellKind(record.cells[0] ?? '') !== 'date');
  const isRowOf = header.kind === 'clocks' ? isDay : isYear;
  return records.slice(0, 30).every((record) => record.cells.slice(0, 4).some(isRowOf));
}

const isYear = (cell: string) => /^(1[5-9]|20|21)\d\d(?![-/.]?\d\d?[-/.]?\d\d)/.test(cell);

const isDay = (cell: string) => cellKind(cell) === 'date' || /^(1[5-9]|20|21)\d{6}$/.test(cell);
