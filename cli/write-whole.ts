import { constants } from 'node:fs';
import { access, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { CommandFailure, exitCodes, usageFailure } from './exit-codes.ts';

/** Refuses a file that could not be written before minutes are spent on what it is to hold. */
export async function requireFolder(
  folder: string,
  { option, file }: { readonly option: string; readonly file: string },
): Promise<void> {
  const place = dirname(resolve(folder, file));
  await access(place, constants.W_OK).catch(({ code }: NodeJS.ErrnoException) => {
    throw usageFailure(`${option}: cannot write to the folder ${place}: ${code}.`);
  });
}

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
