import { createHash, randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { ForecastingError } from '#forecasting/errors.ts';
import { type DataFolder, modelPath } from './data-folder.ts';
import type { StoredModel } from './queries/models.ts';

/**
 * Writes a model under its checksum. The name appears only once the bytes are on the disk, so whatever lies
 * in the folder is whole; the database learns of it afterwards.
 */
export function storeModel(folder: DataFolder, bytes: Uint8Array): { sha256: string; bytes: number } {
  const sha256 = checksum(bytes);
  const draft = join(folder.tmp, `model-${randomUUID()}`);
  try {
    writeDurably(draft, bytes);
    renameSync(draft, modelPath(folder, sha256));
    syncFolder(folder.models);
  } catch (problem) {
    rmSync(draft, { force: true });
    throw problem;
  }
  return { sha256, bytes: bytes.length };
}

/**
 * Reads a stored model.
 *
 * @throws ForecastingError 'model-damaged' when the file is gone or holds other bytes than were stored
 */
export function loadModel(folder: DataFolder, model: StoredModel): Uint8Array {
  const bytes = readIfThere(modelPath(folder, model.sha256));
  if (bytes === undefined || checksum(bytes) !== model.sha256) {
    const what = bytes === undefined ? 'its file is gone' : 'its file has changed';
    throw new ForecastingError(
      'model-damaged',
      `Cannot use the model of run ${model.runId}: ${what}. Train it again`,
    );
  }
  return bytes;
}

function checksum(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function writeDurably(path: string, bytes: Uint8Array): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** A rename is on the disk once its folder is. */
function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function readIfThere(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw problem;
  }
}
