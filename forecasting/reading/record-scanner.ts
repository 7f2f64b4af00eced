import { refuse } from './reading-stop.ts';
import {
  blank,
  type CsvRecord,
  carriageReturn,
  countLineEnds,
  doubled,
  isBlank,
  isLineEnd,
  newline,
  quote,
  skipBlanks,
  tab,
  undoubleQuotes,
} from './record-bytes.ts';

/** What stands between two cells: one ASCII character, a run of blanks, or nothing (one column). */
export type Delimiter = ',' | ';' | '\t' | '|' | ' ' | '' | (string & {});

const limits = {
  cellBytes: 1 << 15,
  recordBytes: 1 << 23,
  columns: 1 << 16,
} as const;

/**
 * Splits UTF-8 blocks into records by RFC 4180, taking LF, CR and CRLF as they come, even mixed. What a parser
 * would swallow in silence is refused with its line: a quotation mark that is never closed, a cell above 32 kB,
 * a line above 8 MB.
 */
export class RecordScanner {
  readonly #onRecord: (record: CsvRecord) => void;
  readonly #delimiter: number;
  readonly #isSpecial = new Uint8Array(256);
  readonly #record: CsvRecord;
  /** Usual number of cells; lets a quotation mark that swallowed whole rows be told from a note of two lines. */
  readonly #width: number;
  /** The unfinished record of the last block, then the next block: the scanner works in memory of its own. */
  #buffer = new Uint8Array(0);
  #carried = 0;
  #line = 1;
  #linesInRecord = 0;
  #hasDoubledQuotes = false;
  #skipNewline = false;

  constructor(delimiter: Delimiter, onRecord: (record: CsvRecord) => void, width = 0) {
    this.#onRecord = onRecord;
    this.#delimiter = delimiter === '' ? 0 : delimiter.charCodeAt(0);
    this.#width = width;
    for (const byte of [quote, newline, carriageReturn, this.#delimiter]) this.#isSpecial[byte] = 1;
    if (this.#delimiter === blank) this.#isSpecial[tab] = 1;
    const room = 256;
    this.#record = {
      bytes: this.#buffer,
      starts: new Int32Array(room),
      ends: new Int32Array(room),
      count: 0,
      line: 1,
    };
  }

  /** Lines read so far. */
  get lines(): number {
    return this.#line - 1;
  }

  /** Takes the next block. */
  push(block: Uint8Array): void {
    const bytes = this.#append(block);
    const rest = this.#scan(bytes);
    if (bytes.length - rest > limits.recordBytes) this.#refuseLong(bytes, rest);
    this.#buffer.copyWithin(0, rest, bytes.length);
    this.#carried = bytes.length - rest;
  }

  /** The last record, which may lack its line end. */
  end(): void {
    if (this.#carried === 0) return;
    const bytes = this.#append(Uint8Array.of(newline));
    const rest = this.#scan(bytes);
    if (rest < bytes.length) refuseQuote(this.#line + this.#linesBefore(bytes, rest));
    this.#carried = 0;
  }

  #append(block: Uint8Array): Uint8Array {
    const length = this.#carried + block.length;
    if (length > this.#buffer.length) {
      const larger = new Uint8Array(Math.max(length, Math.min(2 * this.#buffer.length, limits.recordBytes)));
      larger.set(this.#buffer.subarray(0, this.#carried));
      this.#buffer = larger;
    }
    this.#buffer.set(block, this.#carried);
    return this.#buffer.subarray(0, length);
  }

  #scan(bytes: Uint8Array): number {
    this.#record.bytes = bytes;
    let from = 0;
    if (this.#skipNewline && bytes.length > 0) {
      if (bytes[0] === newline) from = 1;
      this.#skipNewline = false;
    }
    while (from < bytes.length) {
      const next = this.#scanRecord(bytes, from);
      if (next < 0) break;
      this.#emit();
      from = next;
    }
    return from;
  }

  #emit(): void {
    const record = this.#record;
    if (this.#hasDoubledQuotes) undoubleQuotes(record);
    record.line = this.#line;
    this.#line += 1 + this.#linesInRecord;
    this.#onRecord(record);
  }

  /** Where the next record begins, or -1 if this one does not end in these bytes. */
  #scanRecord(bytes: Uint8Array, from: number): number {
    this.#record.count = 0;
    this.#linesInRecord = 0;
    this.#hasDoubledQuotes = false;
    const separated = this.#delimiter === blank;
    let at = separated ? skipBlanks(bytes, from) : from;
    for (;;) {
      const end = this.#scanCell(bytes, at);
      if (end < 0) return -1;
      if (isLineEnd(bytes[end]!)) return this.#afterLineEnd(bytes, end);
      at = end + 1;
      if (!separated) continue;
      at = skipBlanks(bytes, at);
      if (at < bytes.length && isLineEnd(bytes[at]!)) return this.#afterLineEnd(bytes, at);
    }
  }

  #afterLineEnd(bytes: Uint8Array, at: number): number {
    if (bytes[at] === newline) return at + 1;
    if (at + 1 === bytes.length) this.#skipNewline = true;
    return bytes[at + 1] === newline ? at + 2 : at + 1;
  }

  /** Notes one cell and returns where its delimiter or line end stands, or -1. */
  #scanCell(bytes: Uint8Array, start: number): number {
    const isSpecial = this.#isSpecial;
    const length = bytes.length;
    let at = start;
    for (;;) {
      while (at < length && isSpecial[bytes[at]!] === 0) at++;
      if (at >= length) return -1;
      if (bytes[at] !== quote) break;
      if (isBlank(bytes, start, at)) return this.#scanQuoted(bytes, at);
      at++;
    }
    this.#note(start, at);
    return at;
  }

  #scanQuoted(bytes: Uint8Array, open: number): number {
    const close = this.#closingQuote(bytes, open);
    if (close < 0) return -1;
    let at = close + 1;
    while (bytes[at] === blank && this.#delimiter !== blank) at++;
    if (at >= bytes.length) return -1;
    const linesInside = countLineEnds(bytes, open, close);
    if (this.#isSpecial[bytes[at]!] === 0 || bytes[at] === quote) {
      return this.#literalCell(bytes, open, { at, linesInside });
    }
    if (linesInside > 0) this.#refuseSwallowed(bytes, open, close);
    this.#linesInRecord += linesInside;
    this.#note(open + 1, close);
    return at;
  }

  /** The mark that ends a quoted cell; two in a row stand for one inside. -1 if it is not in these bytes. */
  #closingQuote(bytes: Uint8Array, open: number): number {
    let at = open + 1;
    for (;;) {
      at = bytes.indexOf(quote, at);
      if (at < 0 || at + 1 >= bytes.length) return -1;
      if (bytes[at + 1] !== quote) return at;
      this.#hasDoubledQuotes = true;
      at += 2;
    }
  }

  /** A cell such as `"5" pipe`: the marks are part of the text, as long as it stays on its line. */
  #literalCell(bytes: Uint8Array, open: number, seen: { at: number; linesInside: number }): number {
    if (seen.linesInside > 0) this.#refuseOpen();
    let { at } = seen;
    while (at < bytes.length && (this.#isSpecial[bytes[at]!] === 0 || bytes[at] === quote)) at++;
    if (at >= bytes.length) return -1;
    this.#note(open, at);
    return at;
  }

  #note(start: number, end: number): void {
    const record = this.#record;
    const index = record.count++;
    if (index === record.starts.length) this.#growRecord();
    record.starts[index] = start;
    record.ends[index] = end;
    if (end - start > limits.cellBytes) {
      const kilobytes = Math.round((end - start) / 1000);
      refuse(
        'cell-too-long',
        `Line ${this.#line}, column ${index + 1} holds ${kilobytes} kB in one cell (the most is 32 kB): shorten it or leave the column out.`,
      );
    }
  }

  #growRecord(): void {
    const record = this.#record;
    if (record.count > limits.columns) {
      refuse(
        'too-many-columns',
        `Line ${this.#line} has more than ${limits.columns} columns: put the series below each other (id, time, value).`,
      );
    }
    record.starts = doubled(record.starts);
    record.ends = doubled(record.ends);
  }

  /** Refuses a quoted cell whose inside is very long or looks like rows of this very table. */
  #refuseSwallowed(bytes: Uint8Array, open: number, close: number): void {
    if (close - open > limits.cellBytes) this.#refuseOpen();
    if (this.#width < 2) return;
    const lines = new TextDecoder().decode(bytes.subarray(open + 1, close)).split(/\r\n|\r|\n/);
    const delimiter = String.fromCharCode(this.#delimiter);
    const isRow = (line: string) => /^["'\s]*\d/.test(line) && line.split(delimiter).length >= this.#width;
    if (lines.slice(1).some(isRow)) this.#refuseOpen();
  }

  #refuseOpen(): never {
    refuseQuote(this.#line + this.#linesInRecord);
  }

  #refuseLong(bytes: Uint8Array, from: number): never {
    const line = this.#line;
    if (countLineEnds(bytes, from, bytes.length) > 0) refuseQuote(line + this.#linesBefore(bytes, from));
    refuse(
      'line-too-long',
      `Line ${line} is longer than 8 MB: check that the file has line breaks and is a table.`,
    );
  }

  /** Lines between the start of an unfinished record and the quotation mark that keeps it open. */
  #linesBefore(bytes: Uint8Array, from: number): number {
    const open = bytes.indexOf(quote, from);
    return open < 0 ? 0 : countLineEnds(bytes, from, open);
  }
}

function refuseQuote(line: number): never {
  refuse(
    'unclosed-quote',
    `A quotation mark opened on line ${line} is never closed: close or remove it there.`,
  );
}
