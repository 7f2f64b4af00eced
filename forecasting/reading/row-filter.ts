import type { ColumnData } from './column-data.ts';
import type { ReadingIssue } from './reading.ts';
import { refuse } from './reading-stop.ts';
import type { Table } from './table.ts';
import type { TimeChoice } from './time-choice.ts';

/** More bad rows than this share, and the file is refused rather than read without them. */
const mostBad = 0.2;
const mostFooterRows = 20;
const mostLeadingRows = 3;
const namedLines = 5;

/** The rows that have a time, and what is said about the others. */
export interface RowFilter {
  readonly keep: Uint8Array;
  readonly kept: number;
  readonly warnings: readonly ReadingIssue[];
}

/** Leaves out rows without a time: lines around the data are named, bad dates between them counted or refused. */
export function filterRows(table: Table, columns: readonly ColumnData[], time: TimeChoice): RowFilter {
  const { stamps } = time;
  const keep = new Uint8Array(stamps.length);
  for (let row = 0; row < keep.length; row++) if (!Number.isNaN(stamps[row]!)) keep[row] = 1;
  if (time.columns.length === 0) dropTextTail(keep, columns);
  let kept = 0;
  for (let row = 0; row < keep.length; row++) kept += keep[row]!;
  const first = keep.indexOf(1);
  if (first < 0) refuseAll(table, time, columns);
  const last = keep.lastIndexOf(1);
  const impossible = impossibleRows(columns, time);
  const isAround = (row: number) =>
    (row > last || (row < first && first <= mostLeadingRows)) && !impossible.has(row);
  const outside: number[] = [];
  const bad: number[] = [];
  for (let row = 0; row < keep.length; row++) {
    if (keep[row] === 1) continue;
    (isAround(row) && outside.length < mostFooterRows ? outside : bad).push(row);
  }
  refuseOtherHeader(table, { bad, time, columns });
  refuseManyBad(table, { bad, kept, time, columns });
  const warnings: ReadingIssue[] = [];
  if (outside.length > 0) warnings.push(skippedLines(table, outside, last));
  if (bad.length > 0) warnings.push(badDates(table, { bad, time, columns, total: keep.length }));
  return { keep, kept, warnings: [...warnings, ...leftOutLines(table), ...shortRows(table, keep)] };
}

/** Without a time column, lines of text below the last numbers are no data. */
function dropTextTail(keep: Uint8Array, columns: readonly ColumnData[]): void {
  const numbers = columns.filter((column) => column.kind === 'number');
  const texts = new Set(numbers.flatMap(({ source }) => source.notNumbers.examples.map(({ row }) => row)));
  for (let row = keep.length - 1; row > 0 && texts.has(row); row--) {
    if (numbers.some(({ values }) => !Number.isNaN(values[row]!))) return;
    keep[row] = 0;
  }
}

function impossibleRows(columns: readonly ColumnData[], time: TimeChoice): ReadonlySet<number> {
  return new Set(
    time.columns.flatMap((index) => {
      const column = columns[index]!;
      return column.kind === 'time' ? column.source.impossible.examples.map(({ row }) => row) : [];
    }),
  );
}

/** What stands in the time cell of a row that could not be read. */
function cellText(columns: readonly ColumnData[], time: TimeChoice, row: number): string {
  for (const index of time.columns) {
    const column = columns[index]!;
    if (column.kind === 'text') continue;
    const lists =
      column.kind === 'time'
        ? [column.source.impossible, column.source.unreadable]
        : [column.source.notNumbers];
    const found = lists.flatMap((list) => list.examples).find((example) => example.row === row);
    if (found) return ` “${found.text}”`;
  }
  return '';
}

interface BadRows {
  readonly bad: readonly number[];
  readonly time: TimeChoice;
  readonly columns: readonly ColumnData[];
}

function listLines(table: Table, { bad, time, columns }: BadRows): string {
  const named = bad
    .slice(0, namedLines)
    .map((row) => `line ${table.lineOf(row)}${cellText(columns, time, row)}`)
    .join(', ');
  return bad.length > namedLines ? `${named} and ${bad.length - namedLines} more` : named;
}

/** A header between the data that is not the one at the top: the columns below it may stand in another order. */
function refuseOtherHeader(table: Table, { bad, time, columns }: BadRows): void {
  const names = new Set(columns.filter(({ isNamed }) => isNamed).map(({ name }) => ` “${name}”`));
  const row = bad.find((one) => names.has(cellText(columns, time, one)) || namesValues(columns, one));
  if (row === undefined) return;
  refuse(
    'changed-header',
    `Line ${table.lineOf(row)} names the columns again, and otherwise than the header at the top: put the two tables into two files.`,
  );
}

/** Whether a cell under a value column is the name of that column. */
const namesValues = (columns: readonly ColumnData[], row: number) =>
  columns.some(
    (column) =>
      column.kind === 'number' &&
      column.isNamed &&
      column.source.notNumbers.examples.some((one) => one.row === row && one.text === column.name),
  );

function refuseManyBad(table: Table, rows: BadRows & { readonly kept: number }): void {
  const { bad, kept } = rows;
  if (bad.length === 0 || bad.length <= mostBad * (bad.length + kept)) return;
  refuse(
    'bad-dates',
    `${bad.length} of ${bad.length + kept} rows have a time that does not exist or cannot be read: ${listLines(table, rows)}; mend or remove these lines.`,
  );
}

function refuseAll(table: Table, time: TimeChoice, columns: readonly ColumnData[]): never {
  const rows = Array.from({ length: Math.min(table.rows, namedLines) }, (_, row) => row);
  if (rows.length === 0) refuse('no-rows', 'The file has a header on line 1 but no rows: add data below it.');
  const example = cellText(columns, time, 0);
  if (/^ “\d{1,2}[^\d]+”$/.test(example)) {
    refuse(
      'bad-dates',
      `The dates have no year (line ${table.lineOf(0)} has${example}): add the year to each.`,
    );
  }
  refuse(
    'bad-dates',
    `No row has a time that can be read: ${listLines(table, { bad: rows, time, columns })}; mend the dates or name another time column.`,
  );
}

function badDates(table: Table, rows: BadRows & { readonly total: number }): ReadingIssue {
  const { bad, total } = rows;
  return {
    code: 'bad-dates',
    message: `${bad.length} of ${total} rows were left out, their time does not exist or cannot be read: ${listLines(table, rows)}`,
    line: table.lineOf(bad[0]!),
    rows: bad.length,
  };
}

function skippedLines(table: Table, rows: readonly number[], last: number): ReadingIssue {
  const atEnd = rows.filter((row) => row > last).length;
  const where =
    atEnd === rows.length ? 'at the end ' : atEnd === 0 ? 'at the beginning ' : 'around the data ';
  const line = table.lineOf(rows[0]!);
  const are = rows.length === 1 ? 'line was' : 'lines were';
  return {
    code: 'skipped-lines',
    message: `${rows.length} ${are.replace(' ', ` ${where}`)} not data and left out (from line ${line})`,
    line,
    rows: rows.length,
  };
}

/** Lines that the table did not take: repeated headers, comments, rows with too many cells. */
function leftOutLines(table: Table): ReadingIssue[] {
  const { ragged, repeatedHeaders, comments } = table.leftOut;
  const warnings: ReadingIssue[] = [];
  const line = (list: typeof ragged) => list.examples[0]!.row;
  if (ragged.count > mostBad * 0.25 * (table.rows + ragged.count)) {
    const { row, text } = ragged.examples[0]!;
    refuse(
      'ragged-rows',
      `Line ${row} has ${text} cells where the table has ${table.columns.length} columns (${ragged.count} such lines): put cells that hold the delimiter in quotation marks.`,
    );
  }
  if (ragged.count > 0) {
    const message = `${ragged.count} lines with more cells than the ${table.columns.length} columns were left out, the first is line ${line(ragged)}`;
    warnings.push({ code: 'ragged-rows', message, line: line(ragged), rows: ragged.count });
  }
  if (repeatedHeaders.count > 0) {
    const { count } = repeatedHeaders;
    const message =
      count === 1
        ? `the header stands again on line ${line(repeatedHeaders)}; it was left out`
        : `the header stands again on ${count} further lines, the first is line ${line(repeatedHeaders)}; they were left out`;
    warnings.push({
      code: 'skipped-lines',
      message,
      line: line(repeatedHeaders),
      rows: repeatedHeaders.count,
    });
  }
  if (comments.count > 0) {
    const message =
      comments.count === 1
        ? `1 comment line between the data was left out: line ${line(comments)}`
        : `${comments.count} comment lines between the data were left out, the first is line ${line(comments)}`;
    warnings.push({ code: 'skipped-lines', message, line: line(comments), rows: comments.count });
  }
  return warnings;
}

/** Rows among the data that lack cells, unless most do. */
function shortRows(table: Table, keep: Uint8Array): ReadingIssue[] {
  const { short } = table.leftOut;
  const first = short.examples.find(({ row }) => keep[row] === 1);
  if (!first || short.count > 0.5 * table.rows) return [];
  const line = table.lineOf(first.row);
  const message = `some rows have fewer cells than the table has columns, the first is line ${line}; what they lack is missing`;
  return [{ code: 'short-rows', message, line, rows: short.count }];
}
