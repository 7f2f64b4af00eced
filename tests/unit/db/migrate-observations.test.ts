import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { closeDatabase, openDatabase } from '#db/client.ts';
import { type DataFolder, dataFolderAt } from '#db/data-folder.ts';
import { migrate } from '#db/migrate.ts';
import { appendObservations } from '#db/queries/append-observations.ts';
import { readObservations } from '#db/queries/observations.ts';
import { migrationsFolder } from '#tests/support/temporary-database.ts';

let home: string;
let folder: DataFolder;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'hindcast-blocks-'));
  folder = dataFolderAt(join(home, 'data'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const files = readdirSync(migrationsFolder).filter((name) => name.endsWith('.sql'));
const intoBlocks = files.indexOf('0007_observation-blocks.sql');

/** Makes the database as the versions before did: by the first `count` migrations. */
function migrateFirst(count: number): void {
  const some = join(home, 'migrations');
  mkdirSync(some);
  for (const name of files.slice(0, count)) copyFileSync(join(migrationsFolder, name), join(some, name));
  migrate(folder, some);
}

type Rows = readonly (readonly [stamp: number, value: number | null])[];

/** What the old table could hold: nothing, one row, whole blocks and one row more, gaps, uneven and negative stamps. */
const histories: readonly Rows[] = [
  [],
  [[-5, null]],
  Array.from({ length: 2048 }, (_, i) => [i * 60_000, Math.sin(i)]),
  Array.from({ length: 2049 }, (_, i) => [i, i % 7 === 0 ? null : i / 3]),
  Array.from({ length: 5000 }, (_, i) => [i * i - 9_000_000, i === 4321 ? Number.MIN_VALUE : 7 - i]),
];

function fillOldTable(): void {
  const client = new SqliteDatabase(folder.database);
  const insertSeries = client.prepare(
    `insert into series (id, name, source_name, axis_kind, frequency, season_length, rows, missing, first_stamp, last_stamp, ready, created_at)
    values (?, 'a', 'a', 'index', 'index', 1, ?, 0, ?, ?, 1, 5)`,
  );
  const insertRow = client.prepare('insert into observations values (?, ?, ?)');
  client.transaction(() => {
    histories.forEach((rows, at) => {
      insertSeries.run(at + 1, rows.length, rows[0]?.[0] ?? null, rows.at(-1)?.[0] ?? null);
      // Not in the order of time: what was revised was not written in it either.
      for (const [stamp, value] of [...rows].reverse()) insertRow.run(at + 1, stamp, value);
    });
  })();
  client.close();
}

test.each(Array.from({ length: intoBlocks }, (_, i) => [files[i]!, i + 1] as const))(
  'migrate() carries every observation of a database that ends at %s',
  (_, count) => {
    migrateFirst(count);
    fillOldTable();
    expect(migrate(folder, migrationsFolder).applied).toHaveLength(files.length - count);
    const db = openDatabase(folder.database);
    histories.forEach((rows, at) => {
      expect(readObservations(db, at + 1)).toEqual({
        stamps: Float64Array.from(rows, ([stamp]) => stamp),
        values: Float64Array.from(rows, ([, value]) => value ?? Number.NaN),
      });
    });
    const next = { stamps: Float64Array.of(2048, 2049), values: Float64Array.of(2048 / 3, 1) };
    expect(appendObservations(db, 4, next)).toMatchObject({ appended: 1, equal: 1, rows: 2050 });
    closeDatabase(db);
  },
);
