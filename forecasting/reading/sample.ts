import { cellsOf, isBlankRecord } from './cell-text.ts';
import { ReadingStop } from './reading-stop.ts';
import type { CsvRecord } from './record-bytes.ts';
import { type Delimiter, RecordScanner } from './record-scanner.ts';

/** A record of the sample: its line in the file and its cells, trimmed. */
export interface SampleRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The records that all guesses are made from. */
export interface Sample {
  readonly records: readonly SampleRecord[];
  /** What stopped the scanner before the sample was complete. */
  readonly stop: ReadingStop | undefined;
}

const mostRecords = 600;
const firstRecords = 200;
const mostCells = 150_000;

/**
 * The first records of a text and others spread over the rest of it, blank lines left out. A record cut off at
 * the end is left out too, unless the text is complete.
 */
export function sampleRecords(head: Uint8Array, delimiter: Delimiter, isComplete: boolean): Sample {
  const records: SampleRecord[] = [];
  let count = 0;
  let cells = 0;
  const stride = strideOf(head);
  const scanner = new RecordScanner(delimiter, (record) => {
    const isBlank = isBlankRecord(record) || isRule(record);
    const isWanted = count < firstRecords || count % stride === 0;
    if (!isBlank) count++;
    if (isBlank || !isWanted || cells > mostCells) return;
    cells += record.count;
    records.push({ line: record.line, cells: cellsOf(record) });
  });
  let stop: ReadingStop | undefined;
  try {
    scanner.push(head);
    if (isComplete) scanner.end();
  } catch (error) {
    if (!(error instanceof ReadingStop)) throw error;
    stop = error;
  }
  return { records, stop };
}

/** A line drawn below a header, `-----` or `+----+----+`; one among the data is left out as a row without a time. */
function isRule({ bytes, starts, ends, count }: CsvRecord): boolean {
  let drawn = 0;
  for (let i = starts[0]!; i < ends[count - 1]!; i++) {
    if (bytes[i] === dash || bytes[i] === equals) drawn++;
    else if (!between.has(bytes[i]!)) return false;
  }
  return drawn >= leastDrawn * count;
}

const dash = 45;
const equals = 61;
/** Blank, tab, plus, colon and bar. */
const between = new Set([32, 9, 43, 58, 124]);
const leastDrawn = 4;

/** Every how many lines one is kept beyond the first ones. */
function strideOf(head: Uint8Array): number {
  let lines = 0;
  for (let i = 0; i < head.length; i++) if (head[i] === 10) lines++;
  return Math.max(1, Math.ceil((lines - firstRecords) / (mostRecords - firstRecords)));
}

/** The lowest comment lines at the top may name the columns; further ones would hide the table. */
const commentsKept = 4;

/** The records without most of the comments above the table. */
export function withoutComments(records: readonly SampleRecord[]): readonly SampleRecord[] {
  const comments = records.findIndex(({ cells }) => !/^[#%]/.test(cells[0] ?? ''));
  return records.slice(Math.max(0, comments - commentsKept));
}
