import { closeSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Database } from '#db/client.ts';
import { type DataFolder, uploadPath } from '#db/data-folder.ts';
import { createUpload, type NewUpload } from '#db/queries/uploads.ts';

/**
 * Keeps a file that lies complete under a temporary name: its row and its final name come to be together, or
 * neither does.
 */
export async function placeUpload(
  { db, folder }: { readonly db: Database; readonly folder: DataFolder },
  temporaryPath: string,
  upload: NewUpload,
): Promise<number> {
  try {
    return createUpload(db, upload, (id) => moveIntoPlace(temporaryPath, uploadPath(folder, id), folder));
  } catch (problem) {
    await rm(temporaryPath, { force: true });
    throw problem;
  }
}

/** The name is on the disk, not only the bytes, before anyone is told. */
function moveIntoPlace(from: string, to: string, folder: DataFolder): void {
  renameSync(from, to);
  const directory = openSync(folder.uploads, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
