import { type FlateError, Gunzip, Unzip, UnzipInflate } from 'fflate';
import { ReadingStop, refuse } from './reading-stop.ts';

/** The most that a compressed file may grow to. */
const inflateLimitBytes = 2 ** 30;

/** Tables shrink to a tenth or a fiftieth; what grows more than this was made to. */
const mostRatio = 200;
const unsuspiciousBytes = 2 ** 25;

/** Small pushes keep what one of them can inflate to small: at most a thousand times as much. */
const pushBytes = 1 << 14;

/** Unpacks a gzip file, of one member or several. */
export async function* gunzip(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const queue: Uint8Array[] = [];
  const gunzipper = new Gunzip((chunk) => queue.push(chunk));
  yield* pump(source, queue, (chunk, isLast) => gunzipper.push(chunk, isLast));
}

/** Unpacks the one file of a zip archive; several files are refused by name. */
export async function* unzipOne(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const queue: Uint8Array[] = [];
  const names: string[] = [];
  const unzipper = new Unzip((file) => {
    if (/(^|\/)(__MACOSX\/|\._|\.DS_Store)|\/$/.test(file.name)) return;
    names.push(file.name);
    if (names.length > 1) {
      const listed = names.map((name) => `“${name}”`).join(' and ');
      refuse('is-archive', `This zip archive holds several files (${listed}): unpack it and use one CSV.`);
    }
    file.ondata = (error, chunk) => {
      if (error) throw error;
      queue.push(chunk);
    };
    file.start();
  });
  unzipper.register(UnzipInflate);
  yield* pump(source, queue, (chunk, isLast) => unzipper.push(chunk, isLast));
  if (names.length === 0) refuse('is-archive', 'This zip archive holds no file: choose a CSV.');
}

async function* pump(
  source: AsyncIterable<Uint8Array>,
  queue: Uint8Array[],
  push: (chunk: Uint8Array, isLast: boolean) => void,
): AsyncGenerator<Uint8Array> {
  let packed = 0;
  let inflated = 0;
  for await (const slice of slices(source)) {
    packed += slice.bytes.length;
    attempt(() => push(slice.bytes, slice.isLast));
    for (const chunk of queue.splice(0)) {
      inflated += chunk.length;
      refuseBomb(packed, inflated);
      if (chunk.length > 0) yield chunk;
    }
  }
}

function refuseBomb(packed: number, inflated: number): void {
  if (inflated > inflateLimitBytes) {
    refuse('is-archive', 'This compressed file grows beyond 1 GB: unpack it and use a part of it.');
  }
  if (inflated > unsuspiciousBytes && inflated > mostRatio * packed) {
    const ratio = Math.round(inflated / packed);
    refuse(
      'is-archive',
      `This compressed file grows to ${ratio} times its size: unpack it and check it first.`,
    );
  }
}

/** Pieces of at most 16 kB; the last one is marked, and may be empty. */
async function* slices(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ bytes: Uint8Array; isLast: boolean }> {
  for await (const chunk of source) {
    for (let at = 0; at < chunk.length; at += pushBytes) {
      yield { bytes: chunk.slice(at, at + pushBytes), isLast: false };
    }
  }
  yield { bytes: new Uint8Array(0), isLast: true };
}

function attempt(push: () => void): void {
  try {
    push();
  } catch (error) {
    if (error instanceof ReadingStop) throw error;
    const reason = (error as FlateError).message;
    refuse('is-archive', `This compressed file is damaged (${reason}): get it again, or unpack it first.`);
  }
}
