import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { DataFolder } from '#db/data-folder.ts';

const keyBytes = 32;
const ivBytes = 12;
const tagBytes = 16;

/** A text that was sealed with another key, or changed since. */
export class SealError extends Error {
  override readonly name = 'SealError';
}

/** Encrypts a text for the database: whoever reads that alone, or a copy of it, does not get at it. */
export function seal(folder: Pick<DataFolder, 'root'>, text: string): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', readKey(folder), iv);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64');
}

/** @throws SealError */
export function unseal(folder: Pick<DataFolder, 'root'>, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  try {
    const decipher = createDecipheriv('aes-256-gcm', readKey(folder), bytes.subarray(0, ivBytes));
    decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
    return decipher.update(bytes.subarray(ivBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    throw new SealError('What was sealed cannot be read: the key of this data folder is another one');
  }
}

/** Made at the first use, readable by its owner alone; of two processes that make one, the first wins. */
function readKey({ root }: Pick<DataFolder, 'root'>): Buffer {
  const path = join(root, 'secret.key');
  const known = readIfThere(path);
  if (known !== undefined) return known;
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeSync(file, randomBytes(keyBytes));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    linkSync(draft, path);
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code !== 'EEXIST') throw problem;
  } finally {
    rmSync(draft, { force: true });
  }
  return readIfThere(path)!;
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw problem;
  }
}
