import type { NumberColumn } from './number-column.ts';
import type { Oddities } from './oddities.ts';
import type { PlannedColumn } from './table-plan.ts';
import type { TextColumn } from './text-column.ts';
import type { TimeColumn } from './time-column.ts';

/** A column with all its cells, in the storage that was planned for it. */
export interface TableColumn extends PlannedColumn {
  readonly cells: NumberColumn | TimeColumn | TextColumn;
}

/** Lines that were left out while reading, by reason. */
export interface LeftOut {
  /** Records with more filled cells than the table has columns. */
  readonly ragged: Oddities;
  readonly repeatedHeaders: Oddities;
  readonly comments: Oddities;
  /** Records with fewer cells than most; their last columns are missing. They are not left out. */
  readonly short: Oddities;
}

/** A file as columns: nothing has been decided yet about what they mean. */
export interface Table {
  readonly columns: readonly TableColumn[];
  readonly rows: number;
  /** Lines of the file. */
  readonly lines: number;
  readonly leftOut: LeftOut;
  /** 1-based line of a row. */
  lineOf(row: number): number;
}
