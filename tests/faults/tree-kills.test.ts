import { type ChildProcess, spawn } from 'node:child_process';
import { afterEach, expect, test } from 'vitest';
import { closeDatabase, openDatabase } from '#db/client.ts';
import { dataFolderAt } from '#db/data-folder.ts';
import { countRuns, getRun, listActiveRuns } from '#db/queries/runs.ts';
import { createRandom } from '#forecasting/random.ts';
import { createHindcastClient } from '#server/client.ts';
import { auditAtRest } from '../support/audit.ts';
import { freePort, projectRoot, temporaryFolder, until } from '../support/launch.ts';

const random = createRandom(5);
const trees: ChildProcess[] = [];
const data = temporaryFolder();
afterEach(() => {
  for (const tree of trees.splice(0)) killTree(tree);
  data.remove();
});

/** Every process of it at once, as when the machine stops. */
function killTree({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, 'SIGKILL');
}

async function startTree(port: number): Promise<{ tree: ChildProcess; readyMs: number }> {
  const from = Date.now();
  const variables = {
    PORT: String(port),
    HINDCAST_DATA: data.path,
    HINDCAST_LEASE_MS: '3000',
    HINDCAST_CHECKPOINT_MS: '200',
    HOST: '',
  };
  const env: NodeJS.ProcessEnv = { ...process.env, ...variables };
  // As by hand: the start-up script would otherwise end with the package manager that began the tests.
  delete env.npm_lifecycle_event;
  const tree = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: projectRoot,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  trees.push(tree);
  let said = '';
  tree.stdout.on('data', (chunk) => (said += chunk));
  await until('the address', () => said.includes('Hindcast is ready'), 240_000);
  return { tree, readyMs: Date.now() - from };
}

/** What loses its worker a third time is given up: that is promised, and not what is tested here. */
function hasThirdAttempt(): boolean {
  const db = openDatabase(dataFolderAt(data.path).database);
  try {
    return listActiveRuns(db).some(({ failedAttempts }) => failedAttempts >= 2);
  } finally {
    closeDatabase(db);
  }
}

const config = {
  horizon: 2,
  lookback: 24,
  folds: 4,
  forecasters: ['naive', 'gru'] as const,
  units: 16,
  epochs: 40,
};

test('the whole tree killed 5 times: nothing accepted is lost, and every start is clean', async () => {
  const port = await freePort();
  const client = createHindcastClient({ url: `http://127.0.0.1:${port}` });
  const observations = Array.from({ length: 180 }, (_, i) => ({ time: i, value: Math.sin(i / 2) }));
  const accepted = new Set<number>();
  let { tree } = await startTree(port);
  const series = await client.series.create.mutate({ name: 'sine', frequency: 'index', observations });
  const starts: number[] = [];
  for (let kill = 1; kill <= 5; kill++) {
    const idempotencyKey = `tree ${kill}`;
    const plan = { seriesIds: [series.id], config: { ...config, forecasters: [...config.forecasters] } };
    const request = client.runs.create.mutate({ ...plan, idempotencyKey });
    // Sometimes in the midst of the request, sometimes in the midst of the training.
    const told = kill % 2 === 0 ? await request : undefined;
    await until('a third attempt ends', () => !hasThirdAttempt());
    await new Promise((resolve) => setTimeout(resolve, random() * 2500));
    killTree(tree);
    const answered = told ?? (await request.catch(() => undefined));
    if (answered) accepted.add(answered.id);
    const started = await startTree(port);
    tree = started.tree;
    starts.push(started.readyMs);
    const again = await client.runs.create.mutate({ ...plan, idempotencyKey });
    if (answered) expect(again.id).toBe(answered.id);
    accepted.add(again.id);
  }
  const folder = dataFolderAt(data.path);
  const db = openDatabase(folder.database);
  try {
    await until('every run ends', () => countRuns(db).queued + countRuns(db).running === 0, 120_000);
    expect([...accepted].map((id) => getRun(db, id)?.state)).toEqual([...accepted].map(() => 'succeeded'));
    expect(countRuns(db).succeeded).toBe(5);
    expect(auditAtRest({ db, folder, accepted })).toEqual([]);
  } finally {
    closeDatabase(db);
  }
  console.log(`Ready again after ${starts.join(', ')} ms.`);
});
