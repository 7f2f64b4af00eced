import { accessSync, constants, existsSync, readdirSync, type Stats, statSync } from 'node:fs';
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
  if (file === undefined) refuseLoss(folder, signsOfVanished(folder), () => !existsSync(folder.database));
  if (file === undefined) return;
  if (!file.isFile()) {
    throw new DataFolderError(
      `${folder.database} is not a file, so it cannot be the database. Move it away, or choose another folder by HINDCAST_DATA.`,
    );
  }
  refuseUnwritable(folder.database, 'file');
  // Whoever else begins a database right now has put nothing beside it but its journal.
  if (file.size === 0) refuseLoss(folder, signsOfLife(folder), () => look(folder.database)?.size === 0);
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
  return `it belongs to user ${uid} with the rights ${rights}, and Hindcast runs as user ${process.getuid?.() ?? 'unknown'}. Give it to that user (chown, chmod u+rw), or choose another folder by HINDCAST_DATA.`;
}

/**
 * An empty database in the place of one that vanished would hide the loss.
 *
 * @param isStill Another process may have begun the database since it was looked for.
 */
function refuseLoss({ database }: DataFolder, signs: readonly string[], isStill: () => boolean): void {
  if (signs.length === 0 || !isStill()) return;
  throw new DataFolderError(
    `The database ${database} is gone or empty, but ${signs[0]} is still there from before. Put the database (or a backup of it) back, or choose an empty folder by HINDCAST_DATA.`,
  );
}

/** What lies beside a database that has been worked with. */
function signsOfLife(folder: DataFolder): string[] {
  const filled = [folder.uploads, folder.models, folder.backups].filter(
    (path) => existsSync(path) && readdirSync(path).some((name) => !name.startsWith('.')),
  );
  return [...filled, folder.workerKey].filter(existsSync);
}

function signsOfVanished(folder: DataFolder): string[] {
  const journals = ['-wal', '-journal'].map((ending) => folder.database + ending);
  return [...signsOfLife(folder), ...journals.filter(existsSync)];
}

function look(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}
