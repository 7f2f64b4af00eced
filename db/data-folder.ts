import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where each thing lies under the data folder. Files are named by id or checksum only, never by a person's text. */
export interface DataFolder {
  readonly root: string;
  readonly database: string;
  readonly uploads: string;
  readonly models: string;
  readonly tmp: string;
  readonly backups: string;
  /** The key of workers on other machines. */
  readonly workerKey: string;
}

export function dataFolderAt(root: string): DataFolder {
  return {
    root,
    database: join(root, 'hindcast.db'),
    uploads: join(root, 'uploads'),
    models: join(root, 'models'),
    tmp: join(root, 'tmp'),
    backups: join(root, 'backups'),
    workerKey: join(root, 'worker.key'),
  };
}

/** Makes the folders that are not there yet, readable by their owner alone. */
export function createFolders(folder: DataFolder): void {
  for (const path of [folder.root, folder.uploads, folder.models, folder.tmp]) {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  }
}

export function uploadPath(folder: DataFolder, uploadId: number): string {
  return join(folder.uploads, String(uploadId));
}

export function modelPath(folder: DataFolder, sha256: string): string {
  return join(folder.models, sha256);
}
