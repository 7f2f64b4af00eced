import type { CsvRecord } from './record-scanner.ts';

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

/** Whether a record is a line without any text. */
export function isBlankRecord(record: CsvRecord): boolean {
  return record.count === 1 && isBlankCell(record.bytes, record.starts[0]!, record.ends[0]!);
}
