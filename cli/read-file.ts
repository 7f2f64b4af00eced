import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { readCsv } from '#forecasting/reading/read-csv.ts';
import type { Reading, ReadingFlags } from '#forecasting/reading/reading.ts';
import { CommandFailure, exitCodes } from './exit-codes.ts';

/** Reads a file named relative to the caller's folder; a path that is no readable file is refused by name. */
export async function readFile(folder: string, file: string, flags: ReadingFlags): Promise<Reading> {
  const path = resolve(folder, file);
  await requireFile(path, file);
  return readCsv(createReadStream(path, { highWaterMark: 1 << 20 }), flags, { fileName: basename(path) });
}

async function requireFile(path: string, shown: string): Promise<void> {
  const found = await stat(path).catch((problem: NodeJS.ErrnoException) => problem.code ?? 'EIO');
  if (found === 'ENOENT')
    throw refused('file-not-found', `There is no file "${shown}" (looked for ${path}).`);
  if (typeof found === 'string') throw refused('file-unreadable', `"${shown}" cannot be opened: ${found}.`);
  if (!found.isFile()) throw refused('not-a-file', `"${shown}" is not a file: give the CSV itself.`);
}

function refused(code: string, message: string): CommandFailure {
  return new CommandFailure(exitCodes.refused, code, message);
}
