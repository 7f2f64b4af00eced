import type { NumberColumn } from './number-column.ts';
import type { Table, TableColumn } from './table.ts';
import type { PlannedColumn } from './table-plan.ts';
import type { TextColumn } from './text-column.ts';
import type { DateForm, TimeColumn } from './time-column.ts';

/** A column of numbers, by row; NaN is missing. */
export interface NumberData extends PlannedColumn {
  readonly kind: 'number';
  readonly values: Float64Array;
  readonly source: NumberColumn;
}

/** A column of dates as they were read: by row a stamp or a packed triple, and the form that it was written in. */
export interface TimeData extends PlannedColumn {
  readonly kind: 'time';
  readonly values: Float64Array;
  readonly formOfRow: Uint8Array;
  readonly forms: readonly DateForm[];
  readonly source: TimeColumn;
}

/** A column of texts: by row a place in `texts`. */
export interface TextData extends PlannedColumn {
  readonly kind: 'text';
  readonly codes: Int32Array;
  readonly texts: readonly string[];
  readonly source: TextColumn;
}

export type ColumnData = NumberData | TimeData | TextData;

/** Takes the cells out of a table, the unclear numbers read by `decimal`. */
export function columnData(table: Table, decimal: '.' | ','): ColumnData[] {
  return table.columns.map((column) => dataOf(column, decimal));
}

function dataOf(column: TableColumn, decimal: '.' | ','): ColumnData {
  const { cells, ...planned } = column;
  if (cells.kind === 'number')
    return { ...planned, kind: 'number', values: cells.take(decimal), source: cells };
  if (cells.kind === 'text')
    return { ...planned, kind: 'text', codes: cells.take(), texts: cells.texts, source: cells };
  const { values, forms } = cells.take();
  return { ...planned, kind: 'time', values, formOfRow: forms, forms: cells.forms, source: cells };
}
