import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '#db/client.ts';
import { createFolders, type DataFolder } from '#db/data-folder.ts';
import { listModelHashes } from '#db/queries/models.ts';
import { removeUnready } from '#db/queries/store-series.ts';
import { listUploadIds, removeAbandonedUploads } from '#db/queries/uploads.ts';

export interface Sweep {
  readonly now: number;
  /** A file this young may belong to a transaction that has not ended yet. */
  readonly youngMs?: number;
  /** A file that was looked at and never kept is forgotten after so long. */
  readonly abandonedMs?: number;
}

const minute = 60_000;

/**
 * Deletes what nothing refers to: files of removed uploads and models, drafts that a crash left, files that
 * were previewed and never kept, series that never became whole.
 *
 * @returns the names of the files that were deleted
 */
export function sweepFiles(db: Database, folder: DataFolder, sweep: Sweep): string[] {
  const { now, youngMs = 10 * minute, abandonedMs = 24 * 60 * minute } = sweep;
  createFolders(folder);
  removeAbandonedUploads(db, now - abandonedMs);
  removeUnready(db, now - 60 * minute);
  const old = (path: string, ageMs: number) => ageOf(path, now) > ageMs;
  // Candidates first, references second: a file that is referred to in between stays.
  const uploads = namesIn(folder.uploads).filter((name) => old(join(folder.uploads, name), youngMs));
  const models = namesIn(folder.models).filter((name) => old(join(folder.models, name), youngMs));
  const drafts = namesIn(folder.tmp).filter((name) => old(join(folder.tmp, name), 6 * youngMs));
  const keptUploads = new Set(listUploadIds(db).map(String));
  const keptModels = listModelHashes(db);
  const doomed = [
    ...uploads.filter((name) => !keptUploads.has(name)).map((name) => join(folder.uploads, name)),
    ...models.filter((name) => !keptModels.has(name)).map((name) => join(folder.models, name)),
    ...drafts.map((name) => join(folder.tmp, name)),
  ];
  for (const path of doomed) rmSync(path, { force: true, recursive: true });
  return doomed;
}

/** Either way in time: a clock that was set back must not keep a file for ever. */
function ageOf(path: string, now: number): number {
  const changed = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return changed === undefined ? 0 : Math.abs(now - changed);
}

function namesIn(path: string): string[] {
  return readdirSync(path).filter((name) => !name.startsWith('.'));
}
