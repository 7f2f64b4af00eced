import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { assertSqliteVersion } from './client.ts';
import { createFolders, type DataFolder } from './data-folder.ts';
import { packStamps, packValues } from './observation-block.ts';
import { refuseUnusableFolder } from './refuse-unusable-folder.ts';

type Client = SqliteDatabase.Database;

/** One step of the schema: a file `NNNN_name.sql`, never changed once it was released. */
interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

export interface MigrationReport {
  /** Names of the migrations that were applied now. */
  readonly applied: readonly string[];
  /** The copy taken before; undefined when there was nothing to copy or nothing to do. */
  readonly backup: string | undefined;
}

/** A database that must not be touched; the message is for a person. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

const backupsKept = 3;

/**
 * Brings the database of a data folder to the newest schema, or leaves it exactly as it was.
 *
 * All pending migrations share one transaction that holds the write lock from its start, so two processes
 * may call this together. Foreign keys are switched off outside of it: within it SQLite ignores the switch,
 * and rebuilding a parent table would then delete its children.
 */
export function migrate(folder: DataFolder, migrationsFolder: string): MigrationReport {
  const known = readMigrations(migrationsFolder);
  refuseUnusableFolder(folder);
  createFolders(folder);
  const client = new SqliteDatabase(folder.database, { timeout: 60_000 });
  try {
    assertSqliteVersion(client);
    const before = pendingMigrations(client, known);
    if (before.length === 0) return { applied: [], backup: undefined };
    client.pragma('journal_mode = WAL');
    client.pragma('synchronous = FULL');
    client.pragma('foreign_keys = OFF');
    definePacking(client);
    const backup = before.length === known.length ? undefined : takeBackup(client, folder, before[0]!.name);
    const applied = client.transaction(() => applyPending(client, known)).immediate();
    if (applied.length === 0 && backup !== undefined) rmSync(backup, { force: true });
    forgetOldBackups(folder);
    return { applied, backup: applied.length > 0 ? backup : undefined };
  } finally {
    client.close();
  }
}

/** What the migration to blocks of observations calls: numbers one after the other, as bytes. */
function definePacking(client: Client): void {
  const definePack = (name: string, pack: (numbers: Float64Array) => Buffer | null) =>
    client.aggregate(name, {
      deterministic: true,
      start: (): number[] => [],
      step: (numbers: number[], number: number | null) => {
        numbers.push(number ?? Number.NaN);
      },
      result: (numbers: number[]) => pack(Float64Array.from(numbers)),
    });
  definePack('pack_stamps', packStamps);
  definePack('pack_values', packValues);
}

function readMigrations(migrationsFolder: string): Migration[] {
  return readdirSync(migrationsFolder)
    .filter((name) => /^\d{4}_[a-z0-9-_]+\.sql$/.test(name))
    .sort()
    .map((file) => {
      const sql = readFileSync(join(migrationsFolder, file), 'utf8');
      const sha256 = createHash('sha256').update(sql).digest('hex');
      return { name: file.slice(0, -'.sql'.length), sql, sha256 };
    });
}

function pendingMigrations(client: Client, known: readonly Migration[]): Migration[] {
  const applied = readApplied(client);
  const stranger = applied.find((one, place) => known[place]?.name !== one.name);
  if (stranger !== undefined) {
    throw new MigrationError(
      `The database was written by a newer or another Hindcast (it has the schema "${stranger.name}", this one ends at "${known.at(-1)?.name ?? 'nothing'}"). Start that version; nothing was changed.`,
    );
  }
  const changed = applied.find((one, place) => known[place]?.sha256 !== one.sha256);
  if (changed !== undefined) {
    throw new MigrationError(
      `The migration "${changed.name}" is not the one that this database was made with. Nothing was changed.`,
    );
  }
  return known.slice(applied.length);
}

function readApplied(client: Client): { name: string; sha256: string }[] {
  if (!tableNames(client).includes('migrations')) {
    if (tableNames(client).length === 0) return [];
    throw new MigrationError('The file is a database, but not one of Hindcast. Nothing was changed.');
  }
  return client.prepare('select name, sha256 from migrations order by id').all() as {
    name: string;
    sha256: string;
  }[];
}

/** Runs inside the transaction: what another process has applied in the meantime is seen here. */
function applyPending(client: Client, known: readonly Migration[]): string[] {
  const pending = pendingMigrations(client, known);
  if (pending.length === 0) return [];
  client.exec(
    'create table if not exists migrations (id integer primary key, name text not null unique, sha256 text not null, applied_at integer not null) strict',
  );
  const record = client.prepare('insert into migrations (name, sha256, applied_at) values (?, ?, ?)');
  for (const migration of pending) {
    const before = countRows(client);
    client.exec(migration.sql);
    refuseLostRows(migration, before, new Map([...countMovedRows(client, migration), ...countRows(client)]));
    record.run(migration.name, migration.sha256, Date.now());
  }
  const orphans = client.pragma('foreign_key_check') as { table: string }[];
  if (orphans.length > 0) {
    throw new MigrationError(
      `The migration would leave ${orphans.length} rows of "${orphans[0]!.table}" without their parent. Nothing was changed.`,
    );
  }
  return pending.map((migration) => migration.name);
}

function refuseLostRows(
  migration: Migration,
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): void {
  for (const [table, rows] of before) {
    const left = after.get(table) ?? 0;
    if (left >= rows && after.has(table)) continue;
    throw new MigrationError(
      `The migration "${migration.name}" would take ${rows - left} of ${rows} rows from "${table}". Nothing was changed.`,
    );
  }
}

function countRows(client: Client): Map<string, number> {
  return new Map(
    tableNames(client).map((name) => [
      name,
      client.prepare(`select count(*) from "${name}"`).pluck().get() as number,
    ]),
  );
}

/** Rows of tables that went: the migration says by which query they are found again. */
function countMovedRows(client: Client, { sql }: Migration): Map<string, number> {
  const told = [...sql.matchAll(/^-- rows of (\w+): (.+)$/gm)];
  return new Map(told.map(([, table, query]) => [table!, client.prepare(query!).pluck().get() as number]));
}

function tableNames(client: Client): string[] {
  return client
    .prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\'")
    .pluck()
    .all() as string[];
}

function takeBackup(client: Client, folder: DataFolder, next: string): string {
  mkdirSync(folder.backups, { recursive: true, mode: 0o700 });
  const path = join(folder.backups, `before-${next}-${Date.now()}-${process.pid}.db`);
  client.prepare('vacuum into ?').run(path);
  return path;
}

function forgetOldBackups(folder: DataFolder): void {
  if (!existsSync(folder.backups)) return;
  const backups = readdirSync(folder.backups)
    .filter((name) => /^before-.*\.db$/.test(name))
    .sort((a, b) => takenAt(a) - takenAt(b));
  for (const name of backups.slice(0, -backupsKept)) rmSync(join(folder.backups, name), { force: true });
}

function takenAt(backup: string): number {
  return Number(/-(\d+)-\d+\.db$/.exec(backup)?.[1] ?? 0);
}
