import { dateFromStamp, dayMs, daysFromDate } from '../series/calendar-date.ts';
import { inferFrequency } from '../series/infer-frequency.ts';
import type { TimeAxis } from '../series/series.ts';
import type { ColumnData, NumberData, TextData } from './column-data.ts';
import { hints } from './column-hints.ts';
import { monthOfLabel } from './month-names.ts';
import { quarterOfLabel } from './quarter-labels.ts';
import type { Evidence, ReadingFlags, ReadingIssue, ReadSeries } from './reading.ts';
import { refuse } from './reading-stop.ts';
import { clearSentinelsIn } from './sentinels.ts';
import type { TimeHeader } from './time-header.ts';

/** The series of a table in which time runs to the right. */
export interface PivotedTable {
  readonly series: readonly ReadSeries[];
  readonly idColumns: readonly number[];
  readonly timeColumns: readonly number[];
  readonly evidence: readonly Evidence[];
  readonly warnings: readonly ReadingIssue[];
  /** Rows without any number. */
  readonly emptyRows: readonly number[];
}

/** One value: its time, its row's id. */
export interface Cells {
  readonly stamps: readonly number[];
  values: readonly number[];
}

/** Turns a table round whose header holds times, or whose rows are years and whose columns are months. */
export function pivotTable(
  columns: readonly ColumnData[],
  header: TimeHeader,
  { rows, flags }: { readonly rows: number; readonly flags: ReadingFlags },
): PivotedTable {
  const valueColumns = header.columns.map((index) => columns[index]);
  if (!valueColumns.every((column): column is NumberData => column?.kind === 'number')) {
    refuse('no-values', 'The columns under the times do not hold numbers: check the header line.');
  }
  const yearColumn = header.kind === 'stamps' ? undefined : findYears(columns, header);
  const monthRows = yearColumn ? undefined : findMonthRows(columns, header);
  const emptyRows = Array.from({ length: rows }, (_, row) => row).filter((row) =>
    valueColumns.every(({ values }) => Number.isNaN(values[row]!)),
  );
  const empty = new Set(emptyRows);
  const filled = Array.from({ length: rows }, (_, row) => row).filter((row) => !empty.has(row));
  const isMatrix = yearColumn !== undefined || monthRows !== undefined;
  const ids = chooseRowIds(
    columns.filter((column) => column !== monthRows?.column),
    filled,
    isMatrix,
  );
  const byId = new Map<string, Cells>();
  for (const row of filled) {
    const stamps = yearColumn
      ? header.times.map((month) => stampOfMonth(yearColumn, row, month))
      : monthRows
        ? header.times.map((time) => stampOfYear(time, monthRows.monthOf(row)))
        : header.times;
    const cells = { stamps, values: valueColumns.map(({ values }) => values[row]!) };
    byId.set(ids.nameOf(row), joinCells(byId.get(ids.nameOf(row)), cells));
  }
  const warnings = clearCells(byId, flags);
  const series = [...byId].map(([id, cells]) => seriesOf(id, cells, ids.columns.length > 0));
  const what = monthRows ? 'the years' : wordsOf[header.kind];
  const rest = monthRows ? `, and the rows their ${monthRows.what}` : '';
  const message = `Time runs to the right: ${header.columns.length} columns are ${what} of ${series.length} series${rest}`;
  const beside = yearColumn ?? monthRows?.column;
  const timeColumns = beside ? [beside.index, ...header.columns] : header.columns;
  return {
    series,
    idColumns: ids.columns,
    timeColumns,
    evidence: [{ code: 'transposed', message }],
    warnings,
    emptyRows,
  };
}

const wordsOf = {
  stamps: 'the times',
  months: 'the months',
  quarters: 'the quarters',
  clocks: 'the times of day',
};

/** The column by which each row is a month or a quarter of the years in the header. */
interface MonthRows {
  readonly column: TextData | NumberData;
  /** 1 to 12; NaN for a row of another kind, such as the total of a year. */
  readonly monthOf: (row: number) => number;
  readonly what: string;
}

function findMonthRows(columns: readonly ColumnData[], header: TimeHeader): MonthRows | undefined {
  const areYears = header.times.every(
    (time) => dateFromStamp(time).month === 1 && dateFromStamp(time).day === 1,
  );
  if (!areYears) return undefined;
  for (const column of columns) {
    if (column.kind === 'number' && hints.isMonth(column.name) && countsMonths(column.values)) {
      return { column, monthOf: (row) => column.values[row]!, what: 'months' };
    }
    if (column.kind !== 'text') continue;
    for (const { read, scale, count, what } of monthLabels) {
      const months = column.texts.map((text) => (read(text) ?? Number.NaN) * scale - scale + 1);
      if (new Set(months.filter((month) => !Number.isNaN(month))).size !== count) continue;
      return { column, monthOf: (row) => months[column.codes[row]!]!, what };
    }
  }
  return undefined;
}

/** 1 to 12, as often as there are series. */
const countsMonths = (values: Float64Array) =>
  new Set(values).size === 12 &&
  values.every((value) => Number.isInteger(value) && value >= 1 && value <= 12);

const monthLabels = [
  { read: monthOfLabel, scale: 1, count: 12, what: 'months' },
  { read: quarterOfLabel, scale: 3, count: 4, what: 'quarters' },
];

const stampOfYear = (time: number, month: number) =>
  Number.isNaN(month) ? month : daysFromDate(dateFromStamp(time).year, month, 1) * dayMs;

function findYears(columns: readonly ColumnData[], header: TimeHeader): ColumnData {
  const years = columns.find(
    (column) =>
      !header.columns.includes(column.index) &&
      ((column.kind === 'number' && column.values.some((value) => value >= 1500 && value <= 2200)) ||
        column.kind === 'time'),
  );
  return (
    years ?? refuse('no-time-column', 'The header names months, but no column holds the years: add one.')
  );
}

function stampOfMonth(years: ColumnData, row: number, month: number): number {
  const value = years.kind === 'text' ? Number.NaN : years.values[row]!;
  const year = years.kind === 'time' ? dateFromStamp(value).year : value;
  return daysFromDate(year, month, 1) * dayMs;
}

/** The fewest texts columns that name every row differently. */
function chooseRowIds(columns: readonly ColumnData[], rows: readonly number[], isMatrix: boolean) {
  const texts = columns.filter((column): column is TextData => column.kind === 'text');
  const differing = texts.filter((column) => new Set(rows.map((row) => column.codes[row])).size > 1);
  const used: TextData[] = [];
  const nameOf = (row: number) =>
    used
      .map((column) => column.texts[column.codes[row]!])
      .filter(Boolean)
      .join(' ');
  const areTold = (name: (row: number) => string) => {
    const names = new Set(rows.map(name));
    return names.size === rows.length && !names.has('');
  };
  const single = differing.find((column) => areTold((row) => column.texts[column.codes[row]!]!));
  if (single && !isMatrix) used.push(single);
  else {
    const ordered = [...differing].sort((a, b) => Number(hints.isId(b.name)) - Number(hints.isId(a.name)));
    for (const column of ordered) if (isMatrix ? used.length === 0 : !areTold(nameOf)) used.push(column);
  }
  if (used.length === 0 && !isMatrix && texts[0]) used.push(texts[0]);
  const isNumbered = used.length === 0 && !isMatrix && rows.length > 1;
  return {
    columns: used.map((column) => column.index),
    nameOf: (row: number) => (isNumbered ? `row ${row + 1}` : nameOf(row)) || 'value',
  };
}

/** Takes sentinels in the series of a table for missing values, unless told not to; they are named either way. */
export function clearCells(byId: ReadonlyMap<string, Cells>, { keep }: ReadingFlags): ReadingIssue[] {
  const isKept = keep?.includes('suspected-sentinel') ?? false;
  return [...byId].flatMap(([id, cells]) => {
    const values = Float64Array.from(cells.values);
    const issues = clearSentinelsIn(`series “${id}”`, values, isKept);
    cells.values = [...values];
    return issues;
  });
}

export function joinCells(before: Cells | undefined, cells: Cells): Cells {
  if (!before) return cells;
  return { stamps: [...before.stamps, ...cells.stamps], values: [...before.values, ...cells.values] };
}

export function seriesOf(id: string, cells: Cells, isNamed: boolean): ReadSeries {
  const order = cells.stamps
    .map((stamp, i) => ({ stamp, value: cells.values[i]! }))
    .filter(({ stamp }) => !Number.isNaN(stamp))
    .sort((a, b) => a.stamp - b.stamp);
  const from = order.findIndex(({ value }) => !Number.isNaN(value));
  const to = order.findLastIndex(({ value }) => !Number.isNaN(value));
  const held = order
    .slice(from, to + 1)
    .filter(({ stamp }, i, all) => i === 0 || stamp !== all[i - 1]!.stamp);
  const stamps = Float64Array.from(held, ({ stamp }) => stamp);
  const axis: TimeAxis = { kind: 'time', stamps, frequency: inferFrequency(stamps, 'time'), zone: undefined };
  const values = Float64Array.from(held, ({ value }) => value);
  const missing = values.filter(Number.isNaN).length;
  return { name: id, id: isNamed ? id : undefined, target: isNamed ? 'value' : id, axis, values, missing };
}
