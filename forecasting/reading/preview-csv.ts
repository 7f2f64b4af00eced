import { ByteReader } from './byte-reader.ts';
import { gunzip, unzipOne } from './inflate.ts';
import { type ReadingOptions, readCsv } from './read-csv.ts';
import type { Reading, ReadingFlags } from './reading.ts';
import { sniffBytes } from './sniff-bytes.ts';

/** A file of which any part can be had; a browser's `File` and a file handle are easily made one. */
export interface SeekableFile {
  /** Bytes. */
  readonly size: number;
  /** The bytes from `start` up to, but not with, `end`. */
  read(start: number, end: number): Promise<Uint8Array>;
}

const wholeBytes = 16 << 20;
const headBytes = 4 << 20;
const pieceBytes = 1 << 19;
const pieces = 8;
const newline = 10;

/**
 * Reads enough of a file to show what it is within two seconds. Up to 16 MB all of it is read; of a larger file
 * four megabytes at its beginning, eight pieces spread over the rest and its end, cut at line ends. Then
 * `isSample` is true, counts are those of the part, and gaps are not counted. A compressed file shows its beginning.
 *
 * @example (await previewCsv({ size: bytes.length, read: async (a, b) => bytes.subarray(a, b) }, {})).isSample // false
 */
export async function previewCsv(
  file: SeekableFile,
  flags: ReadingFlags,
  options: ReadingOptions = {},
): Promise<Reading> {
  if (file.size <= wholeBytes) return readCsv(wholeFile(file), flags, options);
  const head = await file.read(0, headBytes);
  const isText = !startsCompressed(head);
  if (!isText) return readPart(packedHead(file, head), { file, flags, options });
  const isSeekable = !head.subarray(0, 1 << 16).includes(0);
  const spread = await readPart(isSeekable ? spreadPieces(file) : headOnly(head), { file, flags, options });
  if (spread.errorCode !== 'unclosed-quote') return spread;
  return readPart(headOnly(head), { file, flags, options });
}

interface PartOf {
  readonly file: SeekableFile;
  readonly flags: ReadingFlags;
  readonly options: ReadingOptions;
}

async function readPart(part: AsyncIterable<Uint8Array>, { file, flags, options }: PartOf): Promise<Reading> {
  const reading = await readCsv(part, flags, { ...options, isSample: true });
  const shown = Math.round(reading.bytes / 1e6);
  const all = Math.round(file.size / 1e6);
  const message = `The preview looked at ${shown} of ${all} MB; counts are of that part`;
  return { ...reading, evidence: [{ code: 'sample', message }, ...reading.evidence] };
}

const startsCompressed = (head: Uint8Array) =>
  (head[0] === 0x1f && head[1] === 0x8b) || (head[0] === 0x50 && head[1] === 0x4b && head[2] === 3);

async function* wholeFile(file: SeekableFile): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.size; at += headBytes) yield file.read(at, Math.min(at + headBytes, file.size));
}

async function* headOnly(head: Uint8Array): AsyncGenerator<Uint8Array> {
  yield head.subarray(0, head.lastIndexOf(newline) + 1);
}

async function* spreadPieces(file: SeekableFile): AsyncGenerator<Uint8Array> {
  const head = await file.read(0, headBytes);
  const headEnd = head.lastIndexOf(newline) + 1;
  yield head.subarray(0, headEnd === 0 ? head.length : headEnd);
  const rest = file.size - headBytes;
  for (let piece = 1; piece <= pieces; piece++) {
    const isLast = piece === pieces;
    const start = isLast ? file.size - pieceBytes : headBytes + Math.floor((rest * piece) / (pieces + 1));
    const bytes = await file.read(start, start + pieceBytes);
    const from = bytes.indexOf(newline) + 1;
    const to = isLast ? bytes.length : bytes.lastIndexOf(newline) + 1;
    if (from > 0) yield bytes.subarray(from, Math.max(from, to));
  }
}

/** The first megabytes that a compressed file holds. */
async function* packedHead(file: SeekableFile, head: Uint8Array): AsyncGenerator<Uint8Array> {
  const unpacked = new ByteReader((sniffBytes(head) === 'gzip' ? gunzip : unzipOne)(wholeFile(file)));
  const start = await unpacked.peek(headBytes);
  yield* headOnly(unpacked.ended ? withLineEnd(start) : start);
}

function withLineEnd(bytes: Uint8Array): Uint8Array {
  const ended = new Uint8Array(bytes.length + 1);
  ended.set(bytes);
  ended[bytes.length] = newline;
  return ended;
}
