import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataFolderAt } from '#db/data-folder.ts';
import { migrate } from '#db/migrate.ts';
import { projectRoot, temporaryFolder } from '../support/launch.ts';
import { hasStrace, type Tampering, tamper } from '../support/strace.ts';
import { migrationsFolder } from '../support/temporary-database.ts';
import { bundleUnderTest, type TestBundle } from '../support/test-bundle.ts';

const files = readdirSync(migrationsFolder).filter((name) => name.endsWith('.sql'));
let program: TestBundle;
const home = temporaryFolder();
beforeAll(async () => {
  program = await bundleUnderTest('migrate', 'db/migrate-cli.ts');
});
afterAll(() => {
  program.remove();
  home.remove();
});

const series = 20;
const rowsEach = 400;

/** A data folder as the first so many migrations left it, with something in it. */
function oldFolder(version: number): string {
  const steps = join(home.path, `migrations-${version}`);
  const root = join(home.path, `version-${version}`);
  mkdirSync(steps, { recursive: true });
  for (const name of files.slice(0, version)) copyFileSync(join(migrationsFolder, name), join(steps, name));
  migrate(dataFolderAt(root), steps);
  const client = new SqliteDatabase(dataFolderAt(root).database);
  const insertSeries = client.prepare(
    `insert into series (id, name, source_name, axis_kind, frequency, season_length, rows, missing, first_stamp, last_stamp, ready, created_at)
    values (?, 'a', 'a', 'index', 'index', 1, ?, 0, 0, ?, 1, 5)`,
  );
  const hasRows = client
    .prepare("select count(*) from sqlite_schema where name = 'observations'")
    .pluck()
    .get();
  const insertRow = hasRows ? client.prepare('insert into observations values (?, ?, ?)') : undefined;
  client.transaction(() => {
    for (let id = 1; id <= series; id++) {
      insertSeries.run(id, rowsEach, rowsEach - 1);
      for (let at = 0; at < rowsEach; at++) insertRow?.run(id, at, Math.sin(at));
    }
  })();
  client.close();
  return root;
}

function start(root: string, point?: Tampering): number | null {
  const [command, ...args] = [...(point ? tamper(point) : []), process.execPath, program.path];
  const env = { ...process.env, HINDCAST_ROOT: projectRoot, HINDCAST_DATA: root };
  return spawnSync(command!, args, { env, stdio: 'ignore' }).status;
}

function look(root: string): { applied: number; series: number; integrity: unknown; orphans: number } {
  const client = new SqliteDatabase(dataFolderAt(root).database);
  try {
    return {
      applied: client.prepare('select count(*) from migrations').pluck().get() as number,
      series: client.prepare('select count(*) from series').pluck().get() as number,
      integrity: client.pragma('integrity_check', { simple: true }),
      orphans: (client.pragma('foreign_key_check') as unknown[]).length,
    };
  } finally {
    client.close();
  }
}

/** How often a start writes, so that the points lie between its first write and its last. */
function countCalls(root: string, call: Tampering['call']): number {
  const log = join(home.path, 'calls');
  const env = { ...process.env, HINDCAST_ROOT: projectRoot, HINDCAST_DATA: root };
  const rule = ['-qq', '-c', '-o', log, '-e', `trace=${call}`];
  execFileSync('strace', [...rule, process.execPath, program.path], { env, stdio: 'ignore' });
  const line = execFileSync('cat', [log], { encoding: 'utf8' })
    .split('\n')
    .find((one) => one.endsWith(` ${call}`));
  return Number(line?.trim().split(/\s+/)[3] ?? 0);
}

/** The first schema, the last one before the newest, and one between; every one when somebody asks for them. */
const versions =
  process.env.HINDCAST_MIGRATION_VERSIONS === 'all'
    ? files.slice(1).map((_, i) => i + 1)
    : [1, Math.ceil(files.length / 2), files.length - 1];
const pointsEach = Number(process.env.HINDCAST_MIGRATION_POINTS || 4);

test.skipIf(!hasStrace).each(versions)(
  'strace: a migration from schema %d killed at exact writes leaves the old schema or the new one, whole, and the next start finishes it',
  (version) => {
    const old = oldFolder(version);
    for (const call of ['pwrite64', 'fsync'] as const) {
      const counted = join(home.path, 'counted');
      cpSync(old, counted, { recursive: true });
      const calls = countCalls(counted, call);
      rmSync(counted, { recursive: true });
      expect(calls).toBeGreaterThan(0);
      const points = Math.min(pointsEach, calls);
      for (let point = 0; point < points; point++) {
        const from = points === 1 ? 1 : 1 + Math.round((point * (calls - 1)) / (points - 1));
        const root = join(home.path, `killed-${version}-${call}-${from}`);
        cpSync(old, root, { recursive: true });
        const what = `${call} ${from} of ${calls}`;
        expect(start(root, { call, fault: 'SIGKILL', from }), what).not.toBe(0);
        const left = look(root);
        expect([version, files.length], what).toContain(left.applied);
        expect(left, what).toMatchObject({ series, integrity: 'ok', orphans: 0 });
        expect(start(root), what).toBe(0);
        expect(look(root), what).toEqual({ applied: files.length, series, integrity: 'ok', orphans: 0 });
        rmSync(root, { recursive: true });
      }
    }
  },
);
