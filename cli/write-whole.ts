import { rename, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CommandFailure, exitCodes } from './exit-codes.ts';

/** Writes a file as a whole or not at all: under another name first, then renamed. */
export async function writeWhole(folder: string, file: string, text: string): Promise<void> {
  const path = resolve(folder, file);
  const draft = `${path}.${process.pid}.part`;
  try {
    await writeFile(draft, text);
    await rename(draft, path);
  } catch (problem) {
    await rm(draft, { force: true });
    const { code, message } = problem as NodeJS.ErrnoException;
    throw new CommandFailure(
      exitCodes.refused,
      'cannot-write',
      `Cannot write "${file}": ${code ?? message}.`,
    );
  }
}
