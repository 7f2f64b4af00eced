import { createHash } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { type BackedUpFile, BackupError, backupFormat } from './backup.ts';
import { createFolders, type DataFolder, dataFolderAt, modelPath, uploadPath } from './data-folder.ts';
import { migrate } from './migrate.ts';

type Client = SqliteDatabase.Database;

export interface RestoreOptions {
  readonly migrationsFolder: string;
  /** Puts what is there aside and the backup in its place; without it a folder that holds anything is refused. */
  readonly replace?: boolean;
}

export interface RestoreReport {
  readonly runs: number;
  readonly series: number;
  readonly files: number;
  /** Runs that were at work when the backup was made. */
  readonly requeued: number;
  /** Where what was there before lies now; undefined where there was nothing. */
  readonly aside: string | undefined;
}

/**
 * Brings a backup into a data folder. Everything is checked and made ready beside it first, so that a backup that
 * cannot be used changes nothing; what is replaced is kept aside.
 *
 * @throws BackupError 'no-backup', 'backup-damaged', 'in-use', or 'not-empty'
 * @throws MigrationError for a backup of a newer Hindcast
 */
export function restore(folder: DataFolder, file: string, options: RestoreOptions): RestoreReport {
  const held = whatIsThere(folder);
  if (held.length > 0 && !options.replace) {
    throw new BackupError(
      'not-empty',
      `${folder.root} already holds ${held.map((path) => basename(path)).join(', ')}. Say --replace to put that aside and the backup in its place, or choose an empty folder by HINDCAST_DATA.`,
    );
  }
  refuseInUse(folder);
  mkdirSync(folder.root, { recursive: true, mode: 0o700 });
  const draft = dataFolderAt(join(folder.root, `restore-${process.pid}`));
  try {
    const report = unpack(file, draft, options.migrationsFolder);
    const aside = held.length > 0 ? putAside(folder, held) : undefined;
    for (const part of ['uploads', 'models', 'database'] as const) renameSync(draft[part], folder[part]);
    syncFolder(folder.root);
    createFolders(folder);
    return { ...report, aside };
  } finally {
    rmSync(draft.root, { recursive: true, force: true });
  }
}

function whatIsThere(folder: DataFolder): string[] {
  const database = ['', '-wal', '-shm'].map((ending) => folder.database + ending).filter(existsSync);
  const folders = [folder.uploads, folder.models].filter(
    (path) => existsSync(path) && readdirSync(path).some((name) => !name.startsWith('.')),
  );
  return [...database, ...folders];
}

/** Whoever has the database open holds a lock on it that an exclusive user does not get past. */
function refuseInUse(folder: DataFolder): void {
  if (!existsSync(folder.database)) return;
  const client = new SqliteDatabase(folder.database, { timeout: 200 });
  try {
    client.pragma('locking_mode = exclusive');
    client.exec('begin immediate; commit');
  } catch (problem) {
    if (!String((problem as { code?: unknown }).code).startsWith('SQLITE_BUSY')) return;
    throw new BackupError('in-use', `Hindcast is running on ${folder.root}. Stop it first.`);
  } finally {
    client.close();
  }
}

function unpack(file: string, draft: DataFolder, migrationsFolder: string): Omit<RestoreReport, 'aside'> {
  if (!existsSync(file)) throw new BackupError('no-backup', `There is no file ${file}.`);
  createFolders(draft);
  copyFileSync(file, draft.database);
  const client = openBackup(draft.database, file);
  let files: number;
  try {
    files = unpackFiles(client, draft, file);
    client.exec('drop table backup_chunks; drop table backup_files; drop table backup;');
  } finally {
    client.close();
  }
  migrate(draft, migrationsFolder);
  return { ...settle(draft), files };
}

function openBackup(path: string, file: string): Client {
  const damaged = (how: string) =>
    new BackupError('backup-damaged', `${file} is no backup that can be used: ${how}. Nothing was changed.`);
  let client: Client | undefined;
  try {
    client = new SqliteDatabase(path, { fileMustExist: true });
    const formats = client.prepare('select format from backup').pluck().all() as number[];
    if (formats[0] !== backupFormat) throw damaged(`its format is ${formats[0]}, ${backupFormat} is needed`);
    const integrity = client.pragma('integrity_check', { simple: true });
    if (integrity !== 'ok') throw damaged(String(integrity));
    return client;
  } catch (problem) {
    client?.close();
    throw problem instanceof BackupError ? problem : damaged((problem as Error).message);
  }
}

function unpackFiles(client: Client, draft: DataFolder, file: string): number {
  const files = client.prepare('select id, kind, name, sha256 from backup_files').all() as (BackedUpFile & {
    id: number;
  })[];
  const chunks = client
    .prepare('select content from backup_chunks where file_id = ? order by position')
    .pluck();
  for (const { id, kind, name, sha256 } of files) {
    if (!/^([0-9a-f]{64}|\d{1,15})$/.test(name)) throw notWhole(file, name);
    const path = kind === 'model' ? modelPath(draft, name) : uploadPath(draft, Number(name));
    if (writeChunks(path, chunks.iterate(id) as Iterable<Buffer>) !== sha256) throw notWhole(file, name);
  }
  return files.length;
}

function notWhole(file: string, name: string): BackupError {
  return new BackupError(
    'backup-damaged',
    `${file} is no backup that can be used: "${name}" in it is not what was written. Nothing was changed.`,
  );
}

/** @returns the checksum of what was written */
function writeChunks(path: string, chunks: Iterable<Buffer>): string {
  const hash = createHash('sha256');
  const file = openSync(path, 'wx', 0o600);
  try {
    for (const chunk of chunks) {
      hash.update(chunk);
      for (let written = 0; written < chunk.length; ) written += writeSync(file, chunk, written);
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}

/** The workers of the backup are no longer there: what they were at work on waits for others. */
function settle(draft: DataFolder): Omit<RestoreReport, 'aside' | 'files'> {
  const client = new SqliteDatabase(draft.database);
  try {
    client.pragma('synchronous = FULL');
    client.pragma('foreign_keys = ON');
    return client.transaction(() => {
      const message = 'It was at work when the backup was made; it goes on now.';
      client
        .prepare(
          `insert or ignore into run_events (run_id, attempt, key, payload, created_at)
          select id, attempt, 'state:queued', json_object('kind', 'state', 'state', 'queued', 'attempt', attempt, 'message', ?), ?
          from runs where state = 'running'`,
        )
        .run(message, Date.now());
      const { changes: requeued } = client
        .prepare(
          `update runs set state = 'queued', available_at = 0, lease_until = null, worker_id = null, trainer_pid = null,
            eta_seconds = null, share = 0, fencing_token = fencing_token + 1 where state = 'running'`,
        )
        .run();
      client.prepare('delete from workers').run();
      const count = (table: string) =>
        client.prepare(`select count(*) from ${table}`).pluck().get() as number;
      return { runs: count('runs'), series: count('series'), requeued };
    })();
  } finally {
    client.close();
  }
}

function putAside(folder: DataFolder, held: readonly string[]): string {
  const aside = join(folder.root, `before-restore-${Date.now()}`);
  mkdirSync(aside, { mode: 0o700 });
  for (const path of held) if (existsSync(path)) renameSync(path, join(aside, basename(path)));
  return aside;
}

function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
