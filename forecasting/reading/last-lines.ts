import { cellsOf, isBlankRecord } from './cell-text.ts';
import type { RawLine } from './reading.ts';
import { ReadingStop } from './reading-stop.ts';
import { type Delimiter, RecordScanner } from './record-scanner.ts';
import type { SampleRecord } from './sample.ts';

const keptBytes = 1 << 14;
const shownLines = 5;

/** Keeps the end of a text that streams by, to show its last lines. */
export class TextTail {
  #bytes = new Uint8Array(0);

  push(block: Uint8Array): void {
    if (block.length >= keptBytes) {
      this.#bytes = block.slice(block.length - keptBytes);
      return;
    }
    const joined = new Uint8Array(this.#bytes.length + block.length);
    joined.set(this.#bytes);
    joined.set(block, this.#bytes.length);
    this.#bytes = joined.slice(-keptBytes);
  }

  /** The last lines with text; `lines` is how many lines the file has. */
  lines(delimiter: Delimiter, lines: number, firstDataLine: number): RawLine[] {
    const isWhole = this.#bytes.length < keptBytes;
    const from = isWhole ? 0 : this.#bytes.indexOf(10) + 1;
    const records = recordsOf(this.#bytes.subarray(from), delimiter);
    const last = records.at(-1);
    if (!last) return [];
    const shift = isWhole ? 0 : lines - last.line;
    return records.map(({ line, cells }) => ({
      line: line + shift,
      cells: cells.slice(0, 400),
      isData: line + shift >= firstDataLine,
    }));
  }
}

/** The last records with text; none where the piece begins inside a quoted cell. */
function recordsOf(bytes: Uint8Array, delimiter: Delimiter): SampleRecord[] {
  const records: SampleRecord[] = [];
  const scanner = new RecordScanner(delimiter, (record) => {
    if (isBlankRecord(record)) return;
    records.push({ line: record.line, cells: cellsOf(record) });
    if (records.length > shownLines) records.shift();
  });
  try {
    scanner.push(bytes);
    scanner.end();
  } catch (error) {
    if (error instanceof ReadingStop) return [];
    throw error;
  }
  return records;
}
