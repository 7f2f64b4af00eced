import { ByteReader } from './byte-reader.ts';
import { detectEncoding, type EncodingGuess } from './detect-encoding.ts';
import { gunzip, unzipOne } from './inflate.ts';
import type { ReadingFlags } from './reading.ts';
import { refuse } from './reading-stop.ts';
import { type ByteKind, sniffBytes } from './sniff-bytes.ts';
import { type EncodedText, toUtf8 } from './transcode.ts';

const sniffedBytes = 1 << 20;

/** A file as UTF-8 text, unpacked and with its encoding known. */
export interface OpenText extends EncodedText {
  readonly reader: ByteReader;
  readonly container: ByteKind;
  readonly because: string;
}

/** Recognises, unpacks and decodes a file, or refuses it by name. */
export async function openText(
  source: AsyncIterable<Uint8Array>,
  flags: ReadingFlags,
  onBytes: (bytes: number) => void,
): Promise<OpenText> {
  const packed = new ByteReader(source, onBytes);
  const container = sniffBytes(await packed.peek(sniffedBytes));
  const plain = container === 'text' ? packed : await unpack(packed, container);
  const head = await plain.peek(sniffedBytes);
  const guess: EncodingGuess = flags.encoding
    ? { name: flags.encoding.toLowerCase(), markBytes: markOf(head), because: 'you said so' }
    : detectEncoding(head);
  const text: EncodedText = { encoding: guess.name };
  const reader = new ByteReader(toUtf8(plain.blocks(), guess, text));
  return Object.assign(text, { reader, container, because: guess.because });
}

async function unpack(packed: ByteReader, container: 'gzip' | 'zip'): Promise<ByteReader> {
  const unpacked = new ByteReader((container === 'gzip' ? gunzip : unzipOne)(packed.blocks()));
  const kind = sniffBytes(await unpacked.peek(sniffedBytes));
  if (kind !== 'text') refuse('is-archive', 'This archive holds another archive: unpack it and use the CSV.');
  return unpacked;
}

/** The byte order mark is dropped whatever encoding was named. */
const markOf = (head: Uint8Array) => (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0);
