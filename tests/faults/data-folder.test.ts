import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { closeDatabase, openDatabase } from '#db/client.ts';
import { type DataFolder, dataFolderAt } from '#db/data-folder.ts';
import { getRun } from '#db/queries/runs.ts';
import { listWorkers } from '#db/queries/workers.ts';
import { createHindcastClient } from '#server/client.ts';
import { withFaultScene } from '../support/fault-run.ts';
import { freePort, launch, projectRoot, temporaryFolder, until } from '../support/launch.ts';

// The database is missing, replaced, read-only or somebody else's: what starts says so and touches nothing, and what
// is at work ends instead of writing where nobody will ever read.

const programs = { migrate: 'db/migrate-cli.ts', api: 'tests/support/api-program.ts' };
const { scene, bundle } = withFaultScene(programs);

const isRoot = process.getuid?.() === 0;
/** Root may write anywhere: the right to is taken from it. */
const asAnyone = isRoot ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search'] : [];
const somebodyElse = 65_534;

let data: { path: string; remove: () => void };
let folder: DataFolder;
beforeEach(() => {
  data = temporaryFolder();
  folder = dataFolderAt(join(data.path, 'data'));
  expect(start().status).toBe(0);
  writeFileSync(join(folder.uploads, '1'), 'a,b\n');
});
afterEach(() => {
  execFileSync('chmod', ['-R', 'u+rwX', data.path]);
  data.remove();
});

/** What `npm start` does before anything else. */
function start(): { status: number; said: string } {
  const [command, ...args] = [...asAnyone, process.execPath, join(bundle().folder, 'migrate.mjs')];
  const env = { ...process.env, HINDCAST_ROOT: projectRoot, HINDCAST_DATA: folder.root };
  try {
    return { status: 0, said: execFileSync(command!, args, { env, encoding: 'utf8', stdio: 'pipe' }) };
  } catch (problem) {
    const { status, stderr } = problem as { status: number; stderr: string };
    return { status, said: stderr };
  }
}

const removeDatabase = ({ database }: DataFolder) => {
  for (const ending of ['', '-wal', '-shm']) rmSync(database + ending, { force: true });
};

test.each<[what: string, spoil: (folder: DataFolder) => void, reason: string]>([
  ['was deleted', removeDatabase, 'is gone or empty'],
  ['is empty', (at) => [removeDatabase(at), writeFileSync(at.database, '')], 'is gone or empty'],
  ['is a text', (at) => writeFileSync(at.database, 'hello\n'.repeat(99)), 'file is not a database'],
  ['is a folder', (at) => [removeDatabase(at), mkdirSync(at.database)], 'is not a file'],
  ['is read-only', (at) => chmodSync(at.database, 0o444), 'with the rights 444'],
  ['lies in a read-only folder', (at) => chmodSync(at.root, 0o555), 'with the rights 555'],
  [
    'belongs to somebody else',
    (at) => {
      if (isRoot) chownSync(at.database, somebodyElse, somebodyElse);
      chmodSync(at.database, isRoot ? 0o600 : 0o000);
    },
    isRoot ? `belongs to user ${somebodyElse}` : 'with the rights 000',
  ],
])('a start is refused where the database %s, with the path and the reason', (_, spoil, reason) => {
  spoil(folder);
  const before = inventory();
  const refused = start();
  expect(refused.status).toBe(1);
  expect(refused.said).toContain(reason);
  expect(refused.said).toContain(folder.root);
  expect(refused.said.trim().split('\n')).toHaveLength(1);
  expect(inventory()).toEqual(before);
});

/** Every file with its size and its change. */
function inventory(): string[] {
  return readdirSync(folder.root, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const { size, mode, mtimeMs } = statSync(join(folder.root, name));
      return `${name} ${size} ${mode} ${mtimeMs}`;
    });
}

test('a database that is deleted or replaced under a server and a worker ends both; nothing is told that nobody can read', async () => {
  const stage = scene();
  const { database, root } = stage.temporary.folder;
  const port = await freePort();
  const env = { HINDCAST_ROOT: projectRoot, HINDCAST_DATA: root, PORT: String(port) };
  const startApi = async () => {
    const api = launch(process.execPath, [join(bundle().folder, 'api.mjs')], env);
    await until('the server', () => api.output().includes('listening'));
    return api;
  };
  const client = createHindcastClient({ url: `http://127.0.0.1:${port}` });
  const ask = (name: string) => client.series.create.mutate({ name, frequency: 'daily' });
  for (const replace of [false, true]) {
    const api = await startApi();
    const worker = stage.startWorker();
    const kept = await ask('kept');
    await until('the worker', () =>
      listWorkers(stage.temporary.db).some(({ pid }) => pid === worker.child.pid),
    );
    renameSync(database, `${database}.away`);
    if (replace) writeFileSync(database, readFileSync(`${database}.away`));
    await expect(ask('lost')).rejects.toThrow('went wrong on our side');
    expect([await api.exited, await worker.exited]).toEqual([1, 1]);
    expect(worker.output()).toContain('was deleted or replaced');
    rmSync(database, { force: true });
    renameSync(`${database}.away`, database);
    const again = await startApi();
    expect((await client.series.get.query({ id: kept.id })).name).toBe('kept');
    expect((await client.series.list.query({ search: 'lost' })).total).toBe(0);
    again.child.kill('SIGKILL');
    await again.exited;
  }
  stage.audit();
});

test('a worker that is started where the database is gone says so and makes none', async () => {
  const stage = scene();
  const id = stage.queue();
  closeDatabase(stage.temporary.db);
  const { database } = stage.temporary.folder;
  renameSync(database, `${database}.away`);
  const worker = stage.startWorker();
  expect(await worker.exited).not.toBe(0);
  expect(worker.output()).toContain(`Cannot open the database ${database}`);
  expect(existsSync(database)).toBe(false);
  renameSync(`${database}.away`, database);
  const db = openDatabase(database);
  expect(getRun(db, id)?.state).toBe('queued');
  closeDatabase(db);
});
