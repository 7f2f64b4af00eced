import { parentPort, workerData } from 'node:worker_threads';
import type { Reading } from '#forecasting/reading/reading.ts';
import { type FileToRead, readHere } from './read-file.ts';

// The thread that reads one large file: started by read-file.ts, ends when it has answered.

const reading = await readHere(workerData as FileToRead);
parentPort?.postMessage(reading, buffersOf(reading));

/** The arrays are handed over, not copied; series of one file share their axis. */
function buffersOf(reading: Reading): ArrayBuffer[] {
  const buffers = reading.series.flatMap(({ values, axis }) => [values.buffer, axis.stamps.buffer]);
  return [...new Set(buffers)].filter((buffer): buffer is ArrayBuffer => buffer instanceof ArrayBuffer);
}
