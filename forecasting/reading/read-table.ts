import type { ByteReader } from './byte-reader.ts';
import { cellsOf, isBlankCell, isBlankRecord } from './cell-text.ts';
import { givenMark } from './decimal-mark.ts';
import { LineMap } from './line-map.ts';
import { NumberColumn } from './number-column.ts';
import { Oddities } from './oddities.ts';
import type { ReadingFlags } from './reading.ts';
import { refuse } from './reading-stop.ts';
import type { CsvRecord } from './record-bytes.ts';
import { RecordScanner } from './record-scanner.ts';
import type { LeftOut, Table, TableColumn } from './table.ts';
import type { PlannedColumn, TablePlan } from './table-plan.ts';
import { TextColumn } from './text-column.ts';
import { TimeColumn } from './time-column.ts';

const blank = 32;
const tab = 9;
const hash = 35;

/** Runs the whole text through its columns. */
export async function readTable(
  reader: ByteReader,
  plan: TablePlan,
  options: {
    readonly flags: ReadingFlags;
    readonly onBlock: (block: Uint8Array) => void;
    readonly onRows: (rows: number) => void;
  },
): Promise<Table> {
  const builder = new TableBuilder(plan, options.flags);
  const scanner = new RecordScanner(
    plan.dialect.delimiter,
    (record) => builder.add(record),
    plan.structure.width,
  );
  for await (const block of reader.blocks()) {
    options.onBlock(block);
    scanner.push(block);
    refuseTooMany(builder.rows, plan.columns.length);
    options.onRows(builder.rows);
  }
  scanner.end();
  return builder.finish(scanner.lines);
}

/** A cell takes eight bytes: this is a little more than a gigabyte. */
const mostCells = 150_000_000;

function refuseTooMany(rows: number, columns: number): void {
  if (rows * columns <= mostCells) return;
  refuse(
    'too-large',
    `The table has more than ${mostCells / 1e6} million cells up to line ${rows}: leave out columns, or use a part of it.`,
  );
}

class TableBuilder {
  readonly #columns: readonly TableColumn[];
  readonly #lines = new LineMap();
  readonly #firstLine: number;
  readonly #header: readonly string[] | undefined;
  /** Which header cell is the first with text, and its first byte: nearly every record differs there. */
  readonly #headerCell: number;
  readonly #headerByte: number | undefined;
  readonly #hasComments: boolean;
  readonly #leftOut: LeftOut = {
    ragged: new Oddities(),
    repeatedHeaders: new Oddities(),
    comments: new Oddities(),
    short: new Oddities(),
  };
  rows = 0;

  constructor(plan: TablePlan, flags: ReadingFlags) {
    this.#columns = plan.columns.map((column) => ({ ...column, cells: cellsFor(column, flags) }));
    this.#firstLine = plan.structure.firstDataLine;
    this.#header = plan.structure.headerCells;
    this.#headerCell = this.#header?.findIndex((cell) => cell !== '') ?? -1;
    this.#headerByte = new TextEncoder().encode(this.#header?.[this.#headerCell] ?? '')[0];
    this.#hasComments = plan.columns[0]?.storage !== 'text';
  }

  add(record: CsvRecord): void {
    if (record.line < this.#firstLine || this.#isLeftOut(record)) return;
    this.#lines.add(record.line);
    const columns = this.#columns;
    if (record.count < columns.length) this.#noteShort(record);
    for (let i = 0; i < columns.length; i++) pushCell(columns[i]!.cells, record, i);
    this.rows++;
  }

  finish(lines: number): Table {
    return {
      columns: this.#columns,
      rows: this.rows,
      lines,
      leftOut: this.#leftOut,
      lineOf: (row) => this.#lines.lineOf(row),
    };
  }

  #isLeftOut(record: CsvRecord): boolean {
    const { bytes, starts, ends, count, line } = record;
    if (isBlankRecord(record)) return true;
    if (this.#hasComments && ends[0]! > starts[0]! && bytes[starts[0]!] === hash) {
      this.#leftOut.comments.add(line, cellsOf(record).join(' '));
      return true;
    }
    if (this.#repeatsHeader(record)) {
      this.#leftOut.repeatedHeaders.add(line, cellsOf(record).join(' '));
      return true;
    }
    return count > this.#columns.length && this.#isRagged(record);
  }

  #repeatsHeader(record: CsvRecord): boolean {
    const header = this.#header;
    if (!header || record.count !== header.length || this.#headerCell < 0) return false;
    if (record.bytes[record.starts[this.#headerCell]!] !== this.#headerByte) return false;
    return cellsOf(record).every((cell, i) => cell === header[i]);
  }

  #isRagged(record: CsvRecord): boolean {
    for (let i = this.#columns.length; i < record.count; i++) {
      if (isBlankCell(record.bytes, record.starts[i]!, record.ends[i]!)) continue;
      this.#leftOut.ragged.add(record.line, String(record.count));
      return true;
    }
    return false;
  }

  #noteShort(record: CsvRecord): void {
    this.#leftOut.short.add(this.rows, String(record.count));
  }
}

function cellsFor(column: PlannedColumn, flags: ReadingFlags): TableColumn['cells'] {
  if (column.storage === 'number') return new NumberColumn(givenMark(column.name, flags));
  return column.storage === 'time' ? new TimeColumn() : new TextColumn();
}

function pushCell(cells: TableColumn['cells'], record: CsvRecord, index: number): void {
  if (index >= record.count) {
    cells.pushMissing();
    return;
  }
  const { bytes } = record;
  let start = record.starts[index]!;
  let end = record.ends[index]!;
  while (start < end && (bytes[start] === blank || bytes[start] === tab)) start++;
  while (end > start && (bytes[end - 1] === blank || bytes[end - 1] === tab)) end--;
  cells.push(bytes, start, end);
}
