import { statSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import * as schema from './schema.ts';

/** One connection; `$client` is the driver's own, for raw prepared statements. */
export type Database = BetterSQLite3Database<typeof schema> & { readonly $client: SqliteDatabase.Database };

/** Older versions lose commits when two connections reset the write-ahead log (fixed in 3.51.3). */
const oldestSqlite = [3, 51, 3] as const;

/** The file of an open database was deleted or replaced: what is written now nobody will ever read. */
export class DatabaseGoneError extends Error {
  override readonly name = 'DatabaseGoneError';
  readonly code = 'database-gone';

  constructor(path: string) {
    super(`The database ${path} was deleted or replaced while Hindcast had it open`);
  }
}

/** Which file each connection was opened on. */
const openFiles = new WeakMap<SqliteDatabase.Database, bigint>();

/** So long a write waits for one of another process. */
const longestWaitMs = 10_000;

/** Opens an existing, migrated database. It never creates one: only the migrator does. */
export function openDatabase(path: string): Database {
  const client = openFile(path);
  try {
    assertSqliteVersion(client);
    setPragmas(client);
    openFiles.set(client, fileAt(path)!);
    return drizzle({ client, schema, casing: 'snake_case' });
  } catch (problem) {
    client.close();
    throw problem;
  }
}

function openFile(path: string): SqliteDatabase.Database {
  try {
    return new SqliteDatabase(path, { fileMustExist: true, timeout: longestWaitMs });
  } catch (problem) {
    throw new Error(`Cannot open the database ${path}: ${(problem as Error).message}`, { cause: problem });
  }
}

/** @throws DatabaseGoneError unless the path still leads to the file that is open */
export function assertInPlace({ $client }: Database): void {
  if (fileAt($client.name) !== openFiles.get($client)) throw new DatabaseGoneError($client.name);
}

function fileAt(path: string): bigint | undefined {
  return statSync(path, { bigint: true, throwIfNoEntry: false })?.ino;
}

export function closeDatabase(db: Database): void {
  db.$client.close();
}

/**
 * Runs `write` in a transaction that takes the write lock at once: a deferred one fails without waiting when
 * another process writes between its first read and its first write. Nested calls join the outer one.
 *
 * @throws DatabaseGoneError
 */
export function writeTransaction<T>(db: Database, write: () => T): T {
  assertInPlace(db);
  const { $client } = db;
  if ($client.inTransaction) return $client.transaction(write).deferred();
  return takingTurns($client, (begun) =>
    $client
      .transaction(() => {
        begun();
        return write();
      })
      .immediate(),
  );
}

/**
 * Tries to begin every other millisecond. SQLite's own way of waiting sleeps for up to a tenth of a second, so that
 * several writers leave the lock idle, and the one that sleeps longest may never get it.
 */
function takingTurns<T>(client: SqliteDatabase.Database, task: (begun: () => void) => T): T {
  const end = performance.now() + longestWaitMs;
  let hasBegun = false;
  client.pragma('busy_timeout = 0');
  const waitAsUsual = () => {
    client.pragma(`busy_timeout = ${longestWaitMs}`);
  };
  try {
    for (;;) {
      try {
        return task(() => {
          hasBegun = true;
          waitAsUsual();
        });
      } catch (problem) {
        const isBusy = String((problem as { code?: unknown }).code).startsWith('SQLITE_BUSY');
        if (hasBegun || !isBusy || performance.now() > end) throw problem;
      }
      Atomics.wait(neverSignaled, 0, 0, 1 + 2 * Math.random());
    }
  } finally {
    if (!hasBegun) waitAsUsual();
  }
}

const neverSignaled = new Int32Array(new SharedArrayBuffer(4));

/** Reads everything inside from one state of the database. */
export function readTransaction<T>(db: Database, read: () => T): T {
  return db.$client.transaction(read).deferred();
}

function setPragmas(client: SqliteDatabase.Database): void {
  client.pragma('journal_mode = WAL');
  // An acknowledged commit survives a power cut.
  client.pragma('synchronous = FULL');
  client.pragma('foreign_keys = ON');
  client.pragma(`busy_timeout = ${longestWaitMs}`);
  client.pragma('journal_size_limit = 67108864');
}

export function assertSqliteVersion(client: SqliteDatabase.Database): void {
  const version = client.prepare('select sqlite_version()').pluck().get() as string;
  const parts = version.split('.').map(Number);
  const difference = oldestSqlite
    .map((oldest, place) => (parts[place] ?? 0) - oldest)
    .find((step) => step !== 0);
  if ((difference ?? 0) < 0) {
    throw new Error(`Cannot use SQLite ${version}: ${oldestSqlite.join('.')} or newer is needed`);
  }
}
