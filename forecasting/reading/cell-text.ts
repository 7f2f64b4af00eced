import type { CsvRecord } from './record-bytes.ts';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const longestPlain = 48;

/** The text of bytes `start` to `end`; short ASCII, the usual case, without the cost of a decoder. */
export function textOf(bytes: Uint8Array, start: number, end: number): string {
  if (end - start > longestPlain) return decoder.decode(bytes.subarray(start, end));
  let text = '';
  for (let i = start; i < end; i++) {
    const byte = bytes[i]!;
    if (byte > 127) return decoder.decode(bytes.subarray(start, end));
    text += String.fromCharCode(byte);
  }
  return text;
}

/** All cells of a record as text, trimmed. */
export function cellsOf(record: CsvRecord): string[] {
  return Array.from({ length: record.count }, (_, i) =>
    textOf(record.bytes, record.starts[i]!, record.ends[i]!).trim(),
  );
}

const blank = 32;
const tab = 9;

/** Whether bytes `start` to `end` are blanks. */
export function isBlankCell(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] !== blank && bytes[i] !== tab) return false;
  return true;
}

/** Whether a record has no text in any cell. */
export function isBlankRecord(record: CsvRecord): boolean {
  const { bytes, starts, ends, count } = record;
  for (let i = 0; i < count; i++) if (!isBlankCell(bytes, starts[i]!, ends[i]!)) return false;
  return true;
}
