import { dateFromStamp, dayMs, daysFromDate } from '../series/calendar-date.ts';
import { inferFrequency } from '../series/infer-frequency.ts';
import type { TimeAxis } from '../series/series.ts';
import type { ColumnData, NumberData, TextData } from './column-data.ts';
import { hints } from './column-hints.ts';
import type { Evidence, ReadSeries } from './reading.ts';
import { refuse } from './reading-stop.ts';
import type { TimeHeader } from './time-header.ts';

/** The series of a table in which time runs to the right. */
export interface PivotedTable {
  readonly series: readonly ReadSeries[];
  readonly idColumns: readonly number[];
  readonly timeColumns: readonly number[];
  readonly evidence: readonly Evidence[];
  /** Rows without any number. */
  readonly emptyRows: readonly number[];
}

/** One value: its time, its row's id. */
interface Cells {
  readonly stamps: readonly number[];
  readonly values: readonly number[];
}

/** Turns a table round whose header holds times, or whose rows are years and whose columns are months. */
export function pivotTable(columns: readonly ColumnData[], header: TimeHeader, rows: number): PivotedTable {
  const valueColumns = header.columns.map((index) => columns[index]);
  if (!valueColumns.every((column): column is NumberData => column?.kind === 'number')) {
    refuse('no-values', 'The columns under the times do not hold numbers: check the header line.');
  }
  const yearColumn = header.kind === 'stamps' ? undefined : findYears(columns, header);
  const emptyRows = Array.from({ length: rows }, (_, row) => row).filter((row) =>
    valueColumns.every(({ values }) => Number.isNaN(values[row]!)),
  );
  const empty = new Set(emptyRows);
  const filled = Array.from({ length: rows }, (_, row) => row).filter((row) => !empty.has(row));
  const ids = chooseRowIds(columns, filled, header);
  const byId = new Map<string, Cells>();
  for (const row of filled) {
    const stamps = yearColumn
      ? header.times.map((month) => stampOfMonth(yearColumn, row, month))
      : header.times;
    const cells = { stamps, values: valueColumns.map(({ values }) => values[row]!) };
    byId.set(ids.nameOf(row), joinCells(byId.get(ids.nameOf(row)), cells));
  }
  const series = [...byId].map(([id, cells]) => seriesOf(id, cells, ids.columns.length > 0));
  const what = { stamps: 'the times', months: 'the months', quarters: 'the quarters' }[header.kind];
  const message = `Time runs to the right: ${header.columns.length} columns are ${what} of ${series.length} series`;
  const timeColumns = yearColumn ? [yearColumn.index, ...header.columns] : header.columns;
  return {
    series,
    idColumns: ids.columns,
    timeColumns,
    evidence: [{ code: 'transposed', message }],
    emptyRows,
  };
}

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
function chooseRowIds(columns: readonly ColumnData[], rows: readonly number[], header: TimeHeader) {
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
  if (single && header.kind === 'stamps') used.push(single);
  else {
    const ordered = [...differing].sort((a, b) => Number(hints.isId(b.name)) - Number(hints.isId(a.name)));
    for (const column of ordered)
      if (header.kind === 'stamps' ? !areTold(nameOf) : used.length === 0) used.push(column);
  }
  if (used.length === 0 && header.kind === 'stamps' && texts[0]) used.push(texts[0]);
  const isNumbered = used.length === 0 && header.kind === 'stamps' && rows.length > 1;
  return {
    columns: used.map((column) => column.index),
    nameOf: (row: number) => (isNumbered ? `row ${row + 1}` : nameOf(row)) || 'value',
  };
}

function joinCells(before: Cells | undefined, cells: Cells): Cells {
  if (!before) return cells;
  return { stamps: [...before.stamps, ...cells.stamps], values: [...before.values, ...cells.values] };
}

function seriesOf(id: string, cells: Cells, isNamed: boolean): ReadSeries {
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
