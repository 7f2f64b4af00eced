import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { queueRun } from '#tests/support/stored-run.ts';
import { createTemporaryDatabase, type TemporaryDatabase } from '#tests/support/temporary-database.ts';
import { watchLogSize } from '#workers/watch-log-size.ts';

const megabyte = 1024 * 1024;
let temporary: TemporaryDatabase;
beforeEach(() => {
  temporary = createTemporaryDatabase();
});
afterEach(() => temporary.remove());

test('watchLogSize() warns while a reader lets the log grow; once it is gone the log begins anew and is cut', () => {
  const { db, folder } = temporary;
  const warnings: string[] = [];
  const log = { warn: (_: object, message: string) => warnings.push(message) };
  const id = queueRun(db);
  const write = (megabytes: number) => {
    const insert = db.$client.prepare(
      `insert into run_events (run_id, attempt, key, payload, created_at) values (?, 1, hex(randomblob(8)), ?, 0)`,
    );
    for (let i = 0; i < megabytes; i++) insert.run(id, 'x'.repeat(megabyte));
  };
  const reader = new SqliteDatabase(folder.database, { readonly: true });
  reader.exec('begin');
  reader.prepare('select count(*) from runs').get();
  write(80);
  expect(watchLogSize(db, log, 70 * megabyte)).toBeGreaterThan(80 * megabyte);
  expect(warnings).toEqual([expect.stringContaining('does another program hold it open')]);
  reader.exec('commit');
  reader.close();
  write(2);
  expect(watchLogSize(db, log, 70 * megabyte)).toBeLessThan(70 * megabyte);
  expect(warnings).toHaveLength(1);
});
