import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { previewCsv } from '#forecasting/reading/preview-csv.ts';
import { readCsv } from '#forecasting/reading/read-csv.ts';
import type { Reading, ReadingFlags } from '#forecasting/reading/reading.ts';
import { Refusal } from './refusal.ts';
import { createTurns } from './turns.ts';

/** A stored file to be read. */
export interface FileToRead {
  readonly path: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly flags: ReadingFlags;
  /** A preview of a large file looks at parts of it. */
  readonly extent: 'whole' | 'preview';
}

export type FileReader = (file: FileToRead) => Promise<Reading>;

export interface FileReaderOptions {
  /** The bundle that reads in a thread of its own. */
  readonly threadBundle: string;
  /** Files up to this size are read in the request itself. */
  readonly inlineBytes?: number;
  /** Threads at the same time; further readings wait. */
  readonly threads?: number;
}

const megabyte = 1024 * 1024;
/** A reading that takes longer has met a file it was not made for. */
const longestMs = 300_000;

/** Reads small files at once and large ones in a thread, so that the server goes on answering. */
export function createFileReader(options: FileReaderOptions): FileReader {
  const { threadBundle, inlineBytes = 2 * megabyte, threads = 2 } = options;
  const turn = createTurns(threads);
  return (file) => {
    if (file.bytes <= inlineBytes) return readHere(file);
    return turn(() => readInThread(threadBundle, file));
  };
}

export function readHere({ path, fileName, bytes, flags, extent }: FileToRead): Promise<Reading> {
  if (extent === 'preview') return previewHere({ path, fileName, bytes, flags });
  return readCsv(createReadStream(path, { highWaterMark: megabyte }), flags, { fileName });
}

async function previewHere({ path, fileName, bytes, flags }: Omit<FileToRead, 'extent'>): Promise<Reading> {
  const file = await open(path);
  try {
    return await previewCsv({ size: bytes, read: (start, end) => readRange(file, start, end) }, flags, {
      fileName,
    });
  } finally {
    await file.close();
  }
}

async function readRange(file: FileHandle, start: number, end: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(end - start);
  const { bytesRead } = await file.read(buffer, 0, buffer.length, start);
  return buffer.subarray(0, bytesRead);
}

function readInThread(bundle: string, file: FileToRead): Promise<Reading> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(bundle, { workerData: file, resourceLimits: { maxOldGenerationSizeMb: 2048 } });
    const limit = setTimeout(() => {
      void thread.terminate();
      reject(new Refusal('unprocessable', 'reading-too-long', 'Reading this file takes too long.'));
    }, longestMs);
    thread.once('message', (reading: Reading) => resolve(reading));
    thread.once('error', (problem) => reject(readingProblem(problem)));
    thread.once('exit', (code) => {
      clearTimeout(limit);
      reject(new Error(`The reader ended with code ${code} before it answered`));
    });
  });
}

function readingProblem(problem: unknown): unknown {
  const code = problem instanceof Error && 'code' in problem ? problem.code : undefined;
  if (code !== 'ERR_WORKER_OUT_OF_MEMORY') return problem;
  return new Refusal('unprocessable', 'file-too-large-to-read', 'This file needs more memory than there is.');
}
