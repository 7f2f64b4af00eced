import { randomBytes, randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import type { DataFolder } from '#db/data-folder.ts';

/** A shorter one has been cut, or never was one of ours. */
const shortestKey = 32;

/**
 * The key that workers on other machines show. It is made at the first start, readable by its owner alone, and
 * opens the procedures of workers only. Deleting the file and starting again makes a new one.
 */
export function keepWorkerKey({ workerKey: path }: DataFolder): string {
  const kept = readIfThere(path) ?? makeKey(path);
  const key = kept.trim();
  if (key.length < shortestKey || /\s/.test(key)) {
    throw new Error(`Cannot use ${path}: it holds no key. Delete it, and a new one is made`);
  }
  return key;
}

/** The file appears whole or not at all; of two processes that start together, one makes the key. */
function makeKey(path: string): string {
  const draft = `${path}.${randomUUID()}`;
  try {
    writeDurably(draft, `hindcast-worker-${randomBytes(32).toString('base64url')}\n`);
    linkUnlessThere(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(path, 'utf8');
}

function writeDurably(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function linkUnlessThere(draft: string, path: string): void {
  try {
    linkSync(draft, path);
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code !== 'EEXIST') throw problem;
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw problem;
  }
}
