import { areYearMonths } from './cell-kind.ts';
import { chooseDialect, type Dialect } from './dialect.ts';
import { completeNames } from './header-names.ts';
import type { ReadingFlags } from './reading.ts';
import { refuse } from './reading-stop.ts';
import { type SampleRecord, withoutComments } from './sample.ts';
import { findStructure, type Structure } from './structure.ts';

/** How the cells of a column are kept while the file runs through. */
export type Storage = 'number' | 'time' | 'text';

/** A column as the head of the file shows it. */
export interface PlannedColumn {
  readonly index: number;
  readonly name: string;
  /** Whether the name stands in the file. */
  readonly isNamed: boolean;
  readonly storage: Storage;
  /** Digits of every cell where they are padded with zeros, so that `0007` can be written again; else 0. */
  readonly paddedDigits: number;
  /** Whether cells hold several numbers, such as a value and its quality code. */
  readonly isComposite: boolean;
}

/** All that the head of the file decides. */
export interface TablePlan {
  readonly dialect: Dialect;
  readonly structure: Structure;
  readonly columns: readonly PlannedColumn[];
}

/** Decides delimiter, header and the storage of every column from the head of a text. */
export function planTable(head: Uint8Array, isComplete: boolean, flags: ReadingFlags): TablePlan {
  const dialect = chooseDialect(head, isComplete, flags.delimiter);
  const { records, stop } = dialect.sample;
  if (records.length === 0) {
    if (stop) throw stop;
    refuse('empty-file', 'The file is empty: it has no line with text in it.');
  }
  const structure = findStructure(withoutComments(records), flags);
  const names = structure.names ?? [];
  const complete = completeNames(Array.from({ length: structure.width }, (_, i) => names[i] ?? ''));
  const columns = complete.map((name, index) =>
    planColumn(structure, { index, name, isNamed: (names[index] ?? '') !== '' }),
  );
  return { dialect, structure, columns };
}

function planColumn(
  structure: Structure,
  column: Pick<PlannedColumn, 'index' | 'name' | 'isNamed'>,
): PlannedColumn {
  const cells = filledCells(structure.dataRecords, column.index);
  const kind = structure.kinds[column.index];
  const padded = paddingOf(cells);
  const isComposite = areComposite(cells);
  let storage: Storage = kind === 'text' || isComposite ? 'text' : 'number';
  if (kind === 'date' || kind === 'clock' || areYearMonths(cells)) storage = 'time';
  if (storage === 'number' && padded === 'varying') storage = 'text';
  return { ...column, storage, paddedDigits: typeof padded === 'number' ? padded : 0, isComposite };
}

function filledCells(records: readonly SampleRecord[], column: number): string[] {
  return records.flatMap(({ cells }) => (cells[column] ? [cells[column]] : []));
}

/** Zeros in front of whole numbers: a code, or a date or time of day. */
function paddingOf(cells: readonly string[]): number | 'varying' | 'none' {
  if (!cells.some((cell) => /^0\d+$/.test(cell))) return 'none';
  const digits = cells.filter((cell) => /^\d+$/.test(cell));
  const width = digits[0]!.length;
  if (width <= 15 && digits.every((cell) => cell.length === width)) return width;
  return digits.length > 0.9 * cells.length ? 'varying' : 'none';
}

/** `+0137,1`: a number, a comma and a code of a quality or of further numbers. */
function areComposite(cells: readonly string[]): boolean {
  if (cells.length < 2) return false;
  const several = cells.filter((cell) => /^[+-]?\d+(\.\d+)?(,[^,\s]*){2,}$/.test(cell) && !isGrouped(cell));
  const coded = cells.filter((cell) => /^[+-]?0\d+,\d{1,2}$/.test(cell) || /^[+-]\d{4,},\d{1,2}$/.test(cell));
  return several.length + coded.length >= 0.8 * cells.length;
}

const isGrouped = (cell: string) =>
  /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$|^[+-]?\d{1,2}(,\d\d)*,\d{3}(\.\d+)?$/.test(cell);
