import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DataFolder, dataFolderAt } from '#db/data-folder.ts';
import { migrate } from '#db/migrate.ts';
import { migrationsFolder } from '#tests/support/temporary-database.ts';

let home: string;
let folder: DataFolder;
let steps: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'hindcast-migrate-'));
  folder = dataFolderAt(join(home, 'data'));
  steps = join(home, 'migrations');
  mkdirSync(steps);
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function step(name: string, sql: string): void {
  writeFileSync(join(steps, `${name}.sql`), sql);
}

const parentAndChild = `
  create table parent (id integer primary key, name text) strict;
  create table child (id integer primary key, parent_id integer not null references parent(id) on delete cascade) strict;
  insert into parent values (1, 'a'), (2, 'b');
  insert into child values (1, 1), (2, 1), (3, 2);`;

const rebuildParent = `
  create table parent_new (id integer primary key, name text not null) strict;
  insert into parent_new select id, name from parent;
  drop table parent;
  alter table parent_new rename to parent;`;

function count(table: string): number {
  const client = new SqliteDatabase(folder.database, { readonly: true });
  try {
    return client.prepare(`select count(*) from ${table}`).pluck().get() as number;
  } finally {
    client.close();
  }
}

test('migrate() makes a new database and does nothing the second time', () => {
  expect(migrate(folder, migrationsFolder).applied[0]).toBe('0000_first');
  expect(migrate(folder, migrationsFolder)).toEqual({ applied: [], backup: undefined });
});

test('migrate() keeps the children when it rebuilds their parent', () => {
  step('0000_first', parentAndChild);
  migrate(folder, steps);
  step('0001_rebuild', rebuildParent);
  expect(migrate(folder, steps).applied).toEqual(['0001_rebuild']);
  expect([count('parent'), count('child')]).toEqual([2, 3]);
});

test('migrate() copies a database with content before it changes it', () => {
  step('0000_first', parentAndChild);
  migrate(folder, steps);
  step('0001_more', 'create table more (id integer primary key) strict;');
  const { backup } = migrate(folder, steps);
  const copy = new SqliteDatabase(backup as string, { readonly: true });
  expect(copy.prepare('select count(*) from child').pluck().get()).toBe(3);
  expect(copy.prepare('select name from migrations').pluck().all()).toEqual(['0000_first']);
  copy.close();
});

test('migrate() refuses a step that takes rows and leaves everything as it was', () => {
  step('0000_first', parentAndChild);
  migrate(folder, steps);
  step('0001_harmless', 'create table harmless (id integer primary key) strict;');
  step('0002_lossy', 'delete from child where id = 3;');
  expect(() => migrate(folder, steps)).toThrow('would take 1 of 3 rows from "child"');
  expect(count('child')).toBe(3);
  expect(() => count('harmless')).toThrow('no such table');
});

test('migrate() lets a table go only when its rows are found where the step says', () => {
  step('0000_first', parentAndChild);
  migrate(folder, steps);
  const pack = (rows: string) => `-- rows of child: select sum(children) from packed
    create table packed (parent_id integer primary key, children integer not null) strict;
    insert into packed select parent_id, count(*) from child where ${rows} group by parent_id;
    drop table child;`;
  step('0001_pack', pack('id > 1'));
  expect(() => migrate(folder, steps)).toThrow('would take 1 of 3 rows from "child"');
  expect(count('child')).toBe(3);
  step('0001_pack', pack('true').replace(/^.*\n/, ''));
  expect(() => migrate(folder, steps)).toThrow('would take 3 of 3 rows from "child"');
  step('0001_pack', pack('true'));
  expect(migrate(folder, steps).applied).toEqual(['0001_pack']);
});

test('migrate() refuses a step that leaves a child without its parent', () => {
  step('0000_first', parentAndChild);
  migrate(folder, steps);
  step('0001_orphan', 'update child set parent_id = 99 where id = 3;');
  expect(() => migrate(folder, steps)).toThrow('without their parent');
});

test('migrate() refuses a database of a newer version and touches nothing', () => {
  step('0000_first', parentAndChild);
  step('0001_newer', 'create table newer (id integer primary key) strict;');
  migrate(folder, steps);
  const before = readFileSync(folder.database);
  rmSync(join(steps, '0001_newer.sql'));
  expect(() => migrate(folder, steps)).toThrow('newer or another Hindcast');
  expect(readFileSync(folder.database).equals(before)).toBe(true);
  expect(existsSync(folder.backups)).toBe(false);
});

test('migrate() refuses a step that was changed after it was applied', () => {
  step('0000_first', parentAndChild);
  migrate(folder, steps);
  step('0000_first', `${parentAndChild} -- changed`);
  expect(() => migrate(folder, steps)).toThrow('is not the one that this database was made with');
});

test('migrate() refuses to put an empty database in the place of one that vanished', () => {
  migrate(folder, migrationsFolder);
  writeFileSync(join(folder.uploads, '1'), 'a,b\n');
  rmSync(folder.database);
  for (const ending of ['-wal', '-shm']) rmSync(folder.database + ending, { force: true });
  expect(() => migrate(folder, migrationsFolder)).toThrow('is still there from before');
  expect(existsSync(folder.database)).toBe(false);
});

test('migrate() refuses a database of another program', () => {
  mkdirSync(folder.root);
  const client = new SqliteDatabase(folder.database);
  client.exec('create table notes (id integer primary key)');
  client.close();
  expect(() => migrate(folder, migrationsFolder)).toThrow('not one of Hindcast');
});

test('migrate() called by four processes at once migrates once', async () => {
  const { build } = await import('esbuild');
  const root = join(migrationsFolder, '../..');
  const bundle = join(root, 'node_modules/.cache', `migrate-race-${process.pid}.mjs`);
  await build({
    entryPoints: [join(root, 'db/migrate-cli.ts')],
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    outfile: bundle,
    logLevel: 'silent',
  });
  try {
    const run = () =>
      promisify(execFile)(process.execPath, [bundle], {
        env: { ...process.env, HINDCAST_ROOT: root, HINDCAST_DATA: folder.root },
      });
    const reports = await Promise.all([run(), run(), run(), run()]);
    expect(reports.filter(({ stdout }) => stdout.includes('Made a new database'))).toHaveLength(1);
    expect(reports.map(({ stderr }) => stderr).join('')).toBe('');
    expect(count('migrations')).toBe(
      readdirSync(migrationsFolder).filter((name) => name.endsWith('.sql')).length,
    );
  } finally {
    rmSync(bundle, { force: true });
  }
});
