import { accessSync, constants, existsSync, readdirSync, type Stats, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import type { DataFolder } from './data-folder.ts';

/** A data folder that must not be touched; the message is for a person. */
export class DataFolderError extends Error {
  override readonly name = 'DataFolderError';
}

/** Refuses a data folder that cannot be worked in, or whose database is gone; nothing is changed. @throws DataFolderError */
export function refuseUnusableFolder(folder: DataFolder): void {
  refuseUnwritable(folder.root, 'folder');
  const file = look(folder.database);
  // Whoever else begins a database right now has put nothing beside it yet.
  if (file === undefined || file.size === 0) refuseLostDatabase(folder);
  if (file === undefined) return;
  if (!file.isFile()) {
    throw new DataFolderError(
      `${folder.database} is not a file, so it cannot be the database. Move it away, or choose another folder by HINDCAST_DATA.`,
    );
  }
  refuseUnwritable(folder.database, 'file');
}

function refuseUnwritable(path: string, kind: 'file' | 'folder'): void {
  const existing = nearest(path);
  try {
    accessSync(existing, constants.R_OK | constants.W_OK);
  } catch (problem) {
    throw new DataFolderError(`Cannot write to the ${kind} ${path}: ${reasonOf(existing, problem)}`);
  }
  if (kind === 'folder' && !statSync(existing).isDirectory()) {
    throw new DataFolderError(`${existing} is not a folder. Choose one by HINDCAST_DATA.`);
  }
}

/** The path itself, or what it will be made in. */
function nearest(path: string): string {
  return existsSync(path) ? path : nearest(dirname(path));
}

function reasonOf(path: string, problem: unknown): string {
  const code = problem instanceof Error && 'code' in problem ? problem.code : undefined;
  if (code === 'EROFS') return 'it lies on a disk that can only be read. Choose another by HINDCAST_DATA.';
  const { uid, mode } = statSync(path);
  const rights = (mode & 0o777).toString(8).padStart(3, '0');
  const self = userInfo();
  const owner = uid === self.uid ? 'its owner' : `user ${uid}`;
  return `it belongs to ${owner} with the rights ${rights}, and Hindcast runs as ${self.username} (user ${self.uid}). Give it to that user (chown, chmod u+rw), or choose another folder by HINDCAST_DATA.`;
}

/** An empty database in the place of one that vanished would hide the loss. */
function refuseLostDatabase(folder: DataFolder): void {
  const remains = [folder.uploads, folder.models, folder.backups].filter(
    (path) => existsSync(path) && readdirSync(path).some((name) => !name.startsWith('.')),
  );
  const files = [folder.workerKey, `${folder.database}-wal`, `${folder.database}-journal`].filter(existsSync);
  const found = [...remains, ...files][0];
  // Another process may have begun the database since it was looked for.
  if (found === undefined || (look(folder.database)?.size ?? 0) > 0) return;
  throw new DataFolderError(
    `The database ${folder.database} is gone or empty, but ${found} is still there from before. Put the database (or a backup of it) back, or choose an empty folder by HINDCAST_DATA.`,
  );
}

function look(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}
