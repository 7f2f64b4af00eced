import { createHash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { type DataFolder, modelPath, uploadPath } from './data-folder.ts';

type Client = SqliteDatabase.Database;

/** A backup that cannot be made or used; `code` is stable, the message is for a person. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** A file that the database speaks of. */
export interface BackedUpFile {
  readonly kind: 'model' | 'upload';
  /** The checksum of a model, the id of an upload: what it is named in its folder. */
  readonly name: string;
  readonly sha256: string;
}

export interface BackupReport {
  readonly runs: number;
  readonly series: number;
  readonly files: number;
  readonly bytes: number;
  /** Files that the database speaks of and that are gone or hold other bytes: they are not in the backup. */
  readonly damaged: readonly BackedUpFile[];
}

export const backupFormat = 1;
const chunkBytes = 1024 * 1024;
/** A run may be removed, and its file swept away, between the copy of the database and that of the files. */
const mostTries = 3;

/**
 * Copies a data folder into one file while everything goes on: the database as it is at one moment, and the models
 * and uploads that it speaks of, each checked against its checksum. The file is a SQLite database itself; it appears
 * under its name only once it is whole and on the disk.
 *
 * @throws BackupError 'no-data' where there is no database, 'exists' where the file is there and may not be replaced
 */
export function backUp(folder: DataFolder, file: string, { replace = false } = {}): BackupReport {
  if (!existsSync(folder.database)) {
    throw new BackupError('no-data', `There is nothing to back up: ${folder.database} does not exist.`);
  }
  if (existsSync(file) && !replace) {
    throw new BackupError(
      'exists',
      `${file} exists already. Choose another name, or say --replace to put the new backup in its place.`,
    );
  }
  const draft = `${file}.${process.pid}.part`;
  try {
    const report = copyUntilWhole(folder, draft);
    syncFile(draft);
    renameSync(draft, file);
    syncFile(dirname(file));
    return report;
  } finally {
    for (const ending of ['', '-journal', '-wal', '-shm']) rmSync(draft + ending, { force: true });
  }
}

function copyUntilWhole(folder: DataFolder, draft: string): BackupReport {
  for (let tries = 1; ; tries++) {
    rmSync(draft, { force: true });
    const report = copyOnce(folder, draft);
    if (report.damaged.length === 0 || tries === mostTries) return report;
  }
}

function copyOnce(folder: DataFolder, draft: string): BackupReport {
  const source = new SqliteDatabase(folder.database, { fileMustExist: true, timeout: 30_000 });
  try {
    source.prepare('vacuum into ?').run(draft);
  } finally {
    source.close();
  }
  const copy = new SqliteDatabase(draft);
  try {
    copy.pragma('synchronous = FULL');
    return copy.transaction(() => addFiles(copy, folder))();
  } finally {
    copy.close();
  }
}

function addFiles(copy: Client, folder: DataFolder): BackupReport {
  copy.exec(`
    create table backup (format integer not null, made_at integer not null) strict;
    create table backup_files (id integer primary key, kind text not null, name text not null, sha256 text not null) strict;
    create table backup_chunks (file_id integer not null, position integer not null, content blob not null,
      primary key (file_id, position)) strict, without rowid;`);
  copy.prepare('insert into backup values (?, ?)').run(backupFormat, Date.now());
  const files = listFiles(copy);
  const damaged = files.filter((file) => !addFile(copy, folder, file));
  const count = (query: string) => copy.prepare(query).pluck().get() as number;
  return {
    runs: count('select count(*) from runs'),
    series: count('select count(*) from series'),
    files: files.length - damaged.length,
    bytes: count('select coalesce(sum(length(content)), 0) from backup_chunks'),
    damaged,
  };
}

function listFiles(copy: Client): BackedUpFile[] {
  return copy
    .prepare(
      `select distinct 'model' as kind, sha256 as name, sha256 from models
      union all select 'upload', cast(id as text), sha256 from uploads`,
    )
    .all() as BackedUpFile[];
}

/** @returns whether the file is there and holds what the database says */
function addFile(copy: Client, folder: DataFolder, file: BackedUpFile): boolean {
  const path = file.kind === 'model' ? modelPath(folder, file.name) : uploadPath(folder, Number(file.name));
  if (!existsSync(path)) return false;
  const { lastInsertRowid: id } = copy
    .prepare('insert into backup_files (kind, name, sha256) values (?, ?, ?)')
    .run(file.kind, file.name, file.sha256);
  const addChunk = copy.prepare('insert into backup_chunks values (?, ?, ?)');
  const hash = createHash('sha256');
  let position = 0;
  for (const chunk of readChunks(path)) {
    hash.update(chunk);
    addChunk.run(id, position++, chunk);
  }
  if (hash.digest('hex') === file.sha256) return true;
  copy.prepare('delete from backup_chunks where file_id = ?').run(id);
  copy.prepare('delete from backup_files where id = ?').run(id);
  return false;
}

function* readChunks(path: string): Generator<Buffer> {
  const file = openSync(path, 'r');
  try {
    for (;;) {
      const chunk = Buffer.alloc(chunkBytes);
      const read = readSync(file, chunk, 0, chunkBytes, null);
      if (read === 0) return;
      yield chunk.subarray(0, read);
    }
  } finally {
    closeSync(file);
  }
}

function syncFile(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
