/** The ASCII bytes that divide records. */
export const quote = 34;
export const newline = 10;
export const carriageReturn = 13;
export const blank = 32;
export const tab = 9;

/** One record: where its cells stand in `bytes`. The arrays are reused from record to record. */
export interface CsvRecord {
  bytes: Uint8Array;
  starts: Int32Array;
  ends: Int32Array;
  count: number;
  /** 1-based line in the file at which the record begins. */
  line: number;
}

/** Whether a byte ends a line. */
export const isLineEnd = (byte: number) => byte === newline || byte === carriageReturn;

/** Whether nothing but blanks stands between two places. */
export function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (bytes[i] !== blank) return false;
  return true;
}

/** The first place that holds no blank or tab. */
export function skipBlanks(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && (bytes[at] === blank || bytes[at] === tab)) at++;
  return at;
}

/** Line ends between two places; CRLF is one. */
export function countLineEnds(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) {
    if (bytes[i] === newline || (bytes[i] === carriageReturn && bytes[i + 1] !== newline)) count++;
  }
  return count;
}

/** Two quotation marks inside a quoted cell stand for one. */
export function undoubleQuotes(record: CsvRecord): void {
  const { bytes, starts, ends } = record;
  for (let cell = 0; cell < record.count; cell++) {
    const start = starts[cell]!;
    if (bytes[start - 1] !== quote) continue;
    let to = start;
    for (let from = start; from < ends[cell]!; from++) {
      bytes[to++] = bytes[from]!;
      if (bytes[from] === quote && bytes[from + 1] === quote) from++;
    }
    ends[cell] = to;
  }
}

/** An array of twice the length with the same beginning. */
export function doubled(array: Int32Array): Int32Array {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
