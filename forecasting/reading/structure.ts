import { type CellKind, cellKind } from './cell-kind.ts';
import { hints } from './column-hints.ts';
import { isUnitsRow, joinHeaderRows } from './header-names.ts';
import { findNamelessMonths } from './nameless-months.ts';
import type { ReadingFlags } from './reading.ts';
import { refuse } from './reading-stop.ts';
import type { SampleRecord } from './sample.ts';
import { findTimeHeader, type TimeHeader } from './time-header.ts';

/** Where the data of a file begin, and what stands above them. */
export interface Structure {
  /** Cells of a data record. */
  readonly width: number;
  /** Names as written, '' where there is none; undefined when the file has no header. */
  readonly names: readonly string[] | undefined;
  readonly headerLines: readonly number[];
  readonly firstDataLine: number;
  /** The kind that most filled cells of each column have. */
  readonly kinds: readonly CellKind[];
  readonly dataRecords: readonly SampleRecord[];
  readonly timeHeader: TimeHeader | undefined;
  /** Whether years with twelve nameless numbers stand here, of which nothing says that they are months. */
  readonly mayBeMonths: boolean;
  /** Cells of the header row, to recognise its repetition further down. */
  readonly headerCells: readonly string[] | undefined;
}

const mostHeaderRows = 4;

const known = new WeakMap<readonly string[], readonly CellKind[]>();

/** The kinds of a record's cells, found once: they are asked for again and again, and a record may be very wide. */
function kindsOf(cells: readonly string[]): readonly CellKind[] {
  const found = known.get(cells) ?? cells.map(cellKind);
  known.set(cells, found);
  return found;
}

const mostPreamble = 60;

/** Finds width, header rows and the first line of data. `header` obeys the reader's flag. */
export function findStructure(
  records: readonly SampleRecord[],
  flags: Pick<ReadingFlags, 'header' | 'dayFirst' | 'monthsAcross'>,
): Structure {
  const { header } = flags;
  const width = tableWidth(records);
  const timeHeader =
    header === false ? undefined : findTimeHeader(records.slice(0, mostPreamble), width, flags.dayFirst);
  if (timeHeader) return belowTimeHeader(records, width, timeHeader);
  const months = findNamelessMonths(records, width);
  if (months && flags.monthsAcross) return belowTimeHeader(records.slice(months.first), width, months.header);
  const kinds = majorityKinds(bodyOf(records), width);
  const first = firstDataRecord(records, kinds, header);
  const rows = header === false ? [] : headerRows(records, first, { width, kinds });
  const headerCount = rows.length;
  const names =
    headerCount > 0 ? namesOf(rows, { width, kinds, firstDataLine: records[first]?.line }) : undefined;
  return {
    width,
    names,
    headerLines: rows.map((row) => row.line),
    firstDataLine: records[first]?.line ?? (records.at(-1)?.line ?? 0) + 1,
    kinds,
    dataRecords: records.slice(first),
    timeHeader: undefined,
    headerCells: rows.at(-1)?.cells,
    mayBeMonths: months !== undefined && flags.monthsAcross === undefined,
  };
}

function belowTimeHeader(records: readonly SampleRecord[], width: number, timeHeader: TimeHeader): Structure {
  const dataRecords = records.slice(timeHeader.record + 1);
  const row = records[timeHeader.record];
  return {
    width: Math.max(width, timeHeader.cells.length),
    names: row && timeHeader.cells,
    headerLines: row ? [row.line] : [],
    firstDataLine: dataRecords[0]?.line ?? (row?.line ?? 0) + 1,
    kinds: majorityKinds(dataRecords, width),
    dataRecords,
    timeHeader,
    headerCells: row?.cells,
    mayBeMonths: false,
  };
}

/** The width whose records hold the most numbers and dates. */
function tableWidth(records: readonly SampleRecord[]): number {
  const typed = new Map<number, number>();
  const step = Math.max(1, Math.floor(records.length / 200));
  for (let i = 0; i < records.length; i += step) {
    const { cells } = records[i]!;
    const filled = kindsOf(cells).slice(0, 100).filter(isTyped).length;
    typed.set(cells.length, (typed.get(cells.length) ?? 0) + filled + 0.1);
  }
  let best = 1;
  let most = -1;
  for (const [width, count] of typed) if (count > most) [best, most] = [width, count];
  return best;
}

const isTyped = (kind: CellKind) => kind === 'number' || kind === 'date' || kind === 'clock';

/** The records without the first third, in which headers stand. */
const bodyOf = (records: readonly SampleRecord[]) =>
  records.slice(Math.min(mostPreamble, Math.ceil(records.length * 0.3)));

/** What most of the filled cells of each column are. */
function majorityKinds(records: readonly SampleRecord[], width: number): CellKind[] {
  const looked = records.filter((record) => record.cells.length >= width * 0.5).slice(0, 400);
  const rows = looked.map(({ cells }) => kindsOf(cells));
  return Array.from({ length: width }, (_, column) => {
    const counts = new Map<CellKind, number>();
    for (const kinds of rows) {
      const kind = kinds[column] ?? 'empty';
      if (kind !== 'empty' && kind !== 'missing') counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
    let best: CellKind = 'empty';
    let most = 0;
    for (const [kind, count] of counts) if (count > most) [best, most] = [kind, count];
    return best;
  });
}

function firstDataRecord(
  records: readonly SampleRecord[],
  kinds: readonly CellKind[],
  header: boolean | undefined,
): number {
  const looked = records.slice(0, mostPreamble + 1);
  const unread = rowsOfNumbers(looked, kinds);
  const first = looked.findIndex(
    (record, i) => isData(record.cells, kinds) && (!records[i + 1] || isData(records[i + 1]!.cells, kinds)),
  );
  const hasTyped = kindsOf(records[0]?.cells ?? []).some(isTyped);
  if (unread.length > 1 && (first < 0 || startsAbove(looked, unread, first))) return unread[0]!;
  const found = first >= 0 ? first : records.length > 1 || !hasTyped ? 1 : 0;
  if (header === false) return Math.max(0, first);
  return header === true && found === 0 ? 1 : found;
}

/** Whether numbers stand above the first good row, and are not themselves the names of columns. */
function startsAbove(records: readonly SampleRecord[], unread: readonly number[], first: number): boolean {
  if (unread[1]! < first) return true;
  const above = records.slice(0, unread[0]!);
  const { length } = records[unread[0]!]!.cells;
  return unread[0]! < first && above.some((record) => record.cells.length === length);
}

/**
 * Records with numbers where numbers belong, whatever their time says. Two of them above the first good row are
 * data whose dates cannot be read, not a header.
 */
function rowsOfNumbers(records: readonly SampleRecord[], kinds: readonly CellKind[]): number[] {
  return records.flatMap(({ cells }, i) => {
    if (cells.length !== kinds.length) return [];
    const found = kindsOf(cells).filter((_, column) => kinds[column] === 'number');
    const isNumeric = found.includes('number') && !found.includes('text') && !found.includes('date');
    return isNumeric ? [i] : [];
  });
}

/** Whether a record agrees with what the columns hold further down; its first typed column has to. */
function isData(cells: readonly string[], kinds: readonly CellKind[]): boolean {
  if (cells.slice(kinds.length).some((cell) => cell !== '')) return false;
  const own = kindsOf(cells);
  const typed = kinds.flatMap((kind, i) => (isTyped(kind) ? [{ kind, found: own[i] ?? 'empty' }] : []));
  const first = typed[0];
  if (!first || first.found === 'text') return false;
  if (first.kind === 'date' && first.found !== 'date') return false;
  const agreeing = typed.filter(({ kind, found }) => kind === found).length;
  const disagreeing = typed.filter(
    ({ kind, found }) => kind !== found && (found === 'text' || isTyped(found)),
  );
  return agreeing > 0 && agreeing >= disagreeing.length;
}

/** The rows right above the data that it takes to name every column once. */
function headerRows(
  records: readonly SampleRecord[],
  first: number,
  table: { width: number; kinds: readonly CellKind[] },
): SampleRecord[] {
  const rows: SampleRecord[] = [];
  const above = namingRows(records.slice(0, first).map(uncommented).filter(hasText));
  for (let i = above.length - 1; i >= 0 && rows.length < mostHeaderRows; i--) {
    const row = above[i]!;
    const below = rows[0]?.line ?? records[first]?.line ?? row.line + 1;
    if (!couldBeHeader(row, table.width) || (rows.length > 0 && row.line !== below - 1)) break;
    const isWider = row.cells.slice(table.width).some((cell) => cell !== '');
    if (rows.length > 0 && (isWider || !needsMore(rows, table))) break;
    rows.unshift(row);
  }
  return rows;
}

/** Without the lines of a preamble that hold dates, as long as other lines are left. */
function namingRows(rows: readonly SampleRecord[]): readonly SampleRecord[] {
  const naming = rows.filter(
    ({ cells }) => !isFormatRow(cells) && !cells.slice(1).some((cell) => cellKind(cell) === 'date'),
  );
  return naming.length > 0 ? naming : rows;
}

/** Widths and types under the header, as the US Geological Survey writes them: `5s 15s 20d 14n`. */
const isFormatRow = (cells: readonly string[]) =>
  cells.length > 1 && cells.every((cell) => cell === '' || /^\d{1,3}[sdn]$/.test(cell));

const hasText = (record: SampleRecord) => record.cells.some((cell) => cell !== '');

const uncommented = (record: SampleRecord): SampleRecord =>
  /^[#%]/.test(record.cells[0] ?? '')
    ? { line: record.line, cells: [record.cells[0]!.replace(/^[#%]+\s*/, ''), ...record.cells.slice(1)] }
    : record;

function couldBeHeader(row: SampleRecord, width: number): boolean {
  const filled = row.cells.filter((cell) => cell !== '').length;
  if (width === 1) return row.cells.length === 1;
  return row.cells.length >= width / 2 && row.cells.length >= 2 && filled >= 1;
}

/** Whether names are missing, twice the same, or only units. */
function needsMore(
  rows: readonly SampleRecord[],
  table: { width: number; kinds: readonly CellKind[] },
): boolean {
  const names = joinHeaderRows(
    rows.map((row) => row.cells),
    table.width,
  );
  const used = names.filter((_, i) => table.kinds[i] !== 'empty');
  if (used.some((name) => name === '') || new Set(used).size < used.length) return true;
  return rows.length === 1 && isUnitsRow(rows[0]!.cells);
}

/** The names, with R's habit undone of leaving out the name of the row names. */
function namesOf(
  rows: readonly SampleRecord[],
  table: { width: number; kinds: readonly CellKind[]; firstDataLine: number | undefined },
): string[] {
  const { width, kinds } = table;
  const cells = rows.map((row) => row.cells);
  const last = cells.at(-1)!;
  const beyond = Math.max(...cells.map((row) => row.findLastIndex((cell) => cell !== ''))) + 1;
  const unnamed = kinds.slice(last.length).filter((kind) => kind !== 'empty').length;
  if (unnamed === 0 && beyond <= width) return joinHeaderRows(cells, width);
  if (rows.length === 1 && last.length === width - 1 && isForRowNames(last, kinds)) return ['', ...last];
  refuse(
    'ragged-rows',
    `Line ${table.firstDataLine} has ${width} cells where the header on line ${rows.at(-1)!.line} has ${last.length}: put cells that hold the delimiter in quotation marks, and give every column a name.`,
  );
}

/** Whether a header one short of the data fits when its first name belongs to the second column. */
function isForRowNames(names: readonly string[], kinds: readonly CellKind[]): boolean {
  const first = names.findIndex((name) => hints.isTime(name));
  if (first < 0) return kinds[0] === 'date' || kinds[0] === 'text' || kinds[0] === 'number';
  const isDate = (kind: CellKind | undefined) => kind === 'date' || kind === 'clock';
  return isDate(kinds[first + 1]) && !isDate(kinds[first]);
}
