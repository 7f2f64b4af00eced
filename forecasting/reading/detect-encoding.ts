import iconv from 'iconv-lite';
import { legacyEncodings, scoreText } from './encoding-score.ts';
import { refuse } from './reading-stop.ts';

/** An encoding, and how many bytes of mark stand before the text. */
export interface EncodingGuess {
  readonly name: string;
  readonly markBytes: number;
  /** Why: shown as evidence. */
  readonly because: string;
}

const marks: readonly { readonly name: string; readonly bytes: readonly number[] }[] = [
  { name: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { name: 'utf-32le', bytes: [0xff, 0xfe, 0, 0] },
  { name: 'utf-32be', bytes: [0, 0, 0xfe, 0xff] },
  { name: 'utf-16le', bytes: [0xff, 0xfe] },
  { name: 'utf-16be', bytes: [0xfe, 0xff] },
];

const looksAt = 1 << 16;

/** The encoding of a text by its first bytes: a byte order mark, the pattern of NULs, strict UTF-8, then the legacy pages by what their characters would be. */
export function detectEncoding(head: Uint8Array): EncodingGuess {
  const mark = marks.find(({ bytes }) => bytes.every((byte, i) => head[i] === byte));
  if (mark) return { name: mark.name, markBytes: mark.bytes.length, because: 'its byte order mark says so' };
  const wide = wideByNuls(head);
  if (wide) return { name: wide, markBytes: 0, because: 'every other byte is zero' };
  refuseBinary(head);
  if (isUtf8(head)) return { name: 'utf-8', markBytes: 0, because: 'every byte is valid UTF-8' };
  return legacyEncoding(head);
}

/** Whether the bytes are UTF-8; a character cut off at the end is forgiven. */
function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function wideByNuls(head: Uint8Array): string | undefined {
  const nuls = [0, 0];
  const length = Math.min(head.length, looksAt) & ~1;
  for (let i = 0; i < length; i++) if (head[i] === 0) nuls[i & 1]! += 1;
  const half = length / 2;
  if (half < 2) return undefined;
  if (nuls[1]! > 0.4 * half && nuls[0]! < 0.05 * half) return 'utf-16le';
  if (nuls[0]! > 0.4 * half && nuls[1]! < 0.05 * half) return 'utf-16be';
  return undefined;
}

function refuseBinary(head: Uint8Array): void {
  const sample = head.subarray(0, looksAt);
  let control = 0;
  for (const byte of sample) {
    if (byte === 0) refuseAsBinary();
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12 && byte !== 26) control++;
  }
  if (control > 2 && control > sample.length * 0.01) refuseAsBinary();
}

function refuseAsBinary(): never {
  refuse('not-text', 'This is not a text file (it looks binary): choose a CSV file.');
}

/** The page whose reading of the lines with non-ASCII bytes is the most plausible. */
export function legacyEncoding(head: Uint8Array): EncodingGuess {
  const sample = linesBeyondAscii(head);
  let best = { name: 'windows-1252', score: Number.NEGATIVE_INFINITY };
  for (const name of Object.keys(legacyEncodings)) {
    const score = scoreText(iconv.decode(sample, name as 'cp949'), name);
    if (score > best.score) best = { name, score };
  }
  if (best.score < -1) refuseAsBinary();
  return {
    name: best.name,
    markBytes: 0,
    because: 'it is not UTF-8, and this is the page in which its letters make sense',
  };
}

/** Up to 16 kB of whole lines that hold a byte above 127. */
function linesBeyondAscii(head: Uint8Array): Uint8Array {
  const kept: number[] = [];
  let lineStart = 0;
  let isPlain = true;
  for (let i = 0; i < head.length && kept.length < 1 << 14; i++) {
    if (head[i]! > 127) isPlain = false;
    if (head[i] !== 10 && i !== head.length - 1) continue;
    if (!isPlain) kept.push(...head.subarray(lineStart, Math.min(i + 1, lineStart + 4096)));
    lineStart = i + 1;
    isPlain = true;
  }
  return Uint8Array.from(kept);
}
