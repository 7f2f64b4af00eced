import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { listEvents } from '#db/queries/run-events.ts';
import { createRun, getRun, type NewRun, type RunRow, requestEnd } from '#db/queries/runs.ts';
import { createSeries } from '#db/queries/store-series.ts';
import { listWorkers } from '#db/queries/workers.ts';
import { type RunConfigInput, runConfigSchema } from '#forecasting/config.ts';
import { systemHealth } from '#server/system-status.ts';
import { type ApiServer, startApiServer, workerKey } from '#tests/support/api-server.ts';
import { type Launched, launch, temporaryFolder, until } from '#tests/support/launch.ts';
import { type RedisServer, redisProgram, startRedis } from '#tests/support/redis-server.ts';
import { startRemoteWorkerProcess } from '#tests/support/remote-worker.ts';
import { seriesOf } from '#tests/support/stored-series.ts';
import {
  buildWorker,
  startWorkerProcess,
  type WorkerBundle,
  type WorkerProcess,
} from '#tests/support/worker-process.ts';
import { chooseDispatch } from '#workers/choose-dispatch.ts';
import { systemClock } from '#workers/clock.ts';
import { lookForRuns } from '#workers/dispatch.ts';
import { checkRedis } from '#workers/queue/check-redis.ts';

// A real Redis on loopback, a worker beside the database and workers that know only the server's address.

// A busy machine trains slowly: what is tested here is the order of things, not their speed.
vi.setConfig({ testTimeout: 400_000, hookTimeout: 240_000 });

const withRedis = test.skipIf(redisProgram === undefined);
const folder = temporaryFolder();
let bundle: WorkerBundle;
let server: ApiServer;
let redis: RedisServer;
const started: (Launched | WorkerProcess)[] = [];

beforeAll(async () => {
  bundle = await buildWorker();
  expect(await launch('node', ['scripts/hindcast.mjs', 'help']).exited).toBe(0);
});
afterAll(() => {
  bundle.remove();
  folder.remove();
});
beforeEach(async () => {
  if (redisProgram === undefined) return;
  redis = await startRedis('--appendonly', 'yes');
  server = await startApiServer({ variables: { HINDCAST_LEASE_MS: '3000' } });
});
afterEach(async () => {
  for (const { child, exited } of started.splice(0)) {
    child.kill('SIGKILL');
    await exited;
  }
  if (redisProgram === undefined) return;
  await server.close();
  await redis.remove();
});

function startLocalWorker(concurrentRuns: number): WorkerProcess {
  const worker = startWorkerProcess(bundle, server.services.folder, {
    HINDCAST_WORKERS: String(concurrentRuns),
    HINDCAST_QUEUE: redis.url,
  });
  started.push(worker);
  return worker;
}

function startRemoteWorker(): Launched {
  const worker = startRemoteWorkerProcess({
    url: server.url,
    folder: folder.path,
    variables: { HINDCAST_QUEUE: redis.url },
  });
  started.push(worker);
  return worker;
}

const sine = Array.from({ length: 240 }, (_, i) => Math.sin((2 * Math.PI * i) / 12) + 0.01 * i);
const quick: RunConfigInput = { horizon: 2, lookback: 12, folds: 4, forecasters: [] };
const long: Partial<RunConfigInput> = {
  epochs: 500,
  patience: 100,
  seeds: 3,
  units: 48,
  lookback: 48,
  forecasters: ['gru'],
};

function queue(config: Partial<RunConfigInput> = {}, run: Partial<NewRun> = {}): number {
  const { db } = server.services;
  return createRun(db, {
    kind: 'train',
    seriesIds: [createSeries(db, seriesOf(sine), Date.now())],
    config: runConfigSchema.parse({ ...quick, ...config }),
    createdAt: Date.now(),
    ...run,
  });
}

const runOf = (id: number): RunRow => getRun(server.services.db, id)!;
const ended = (id: number) =>
  until(`run ${id} ends`, () => (runOf(id).finishedAt === null ? undefined : runOf(id)), 180_000);
const running = (id: number) => until(`run ${id} begins`, () => runOf(id).state === 'running', 60_000);
const stopRun = (id: number) => requestEnd(server.services.db, id, { request: 'stop', now: Date.now() });
const statesOf = (id: number) =>
  listEvents(server.services.db, { after: 0, limit: 100_000, runIds: [id] }).flatMap(({ payload }) =>
    payload.kind === 'state' ? [`${payload.state} ${payload.attempt}`] : [],
  );
const onceOnly = ['queued 0', 'running 1', 'succeeded 1'];

withRedis('runs reach the worker here and the one elsewhere through Redis, each of them once', async () => {
  startLocalWorker(1);
  const remote = startRemoteWorker();
  const busy = queue(long);
  await running(busy);
  const ids = Array.from({ length: 10 }, () => queue());
  for (const id of ids) await ended(id);
  stopRun(busy);
  await ended(busy);
  for (const id of [busy, ...ids]) expect(statesOf(id)).toEqual(onceOnly);
  const elsewhere = remote.output().match(/A run begins/g)?.length ?? 0;
  expect(elsewhere).toBeGreaterThan(0);
  expect(elsewhere).toBeLessThan(11);
  expect(await redis.ask('KEYS', '*:run-*-[0-9]')).toEqual([]);
});

withRedis('runs of high priority come first, then those that came first', async () => {
  const ids = [0, 0, 7, -3].map((priority) => queue({}, { priority }));
  startLocalWorker(0);
  await until(
    'the tickets',
    async () => ((await redis.ask('KEYS', '*:run-*-[0-9]')) as string[]).length === 4,
  );
  startRemoteWorker();
  for (const id of ids) await ended(id);
  const begun = listEvents(server.services.db, { after: 0, limit: 1000 }).flatMap(({ runId, payload }) =>
    payload.kind === 'state' && payload.state === 'running' ? [runId] : [],
  );
  expect(begun).toEqual([ids[2], ids[0], ids[1], ids[3]]);
});

/** Seconds for which Redis dies; longer ones when somebody asks for them. */
const outages = (process.env.HINDCAST_REDIS_OUTAGES ?? '3').split(',').map(Number);

withRedis.each(outages)(
  'Redis dies for %d seconds and forgets everything: training goes on, waiting runs follow',
  async (seconds) => {
    startLocalWorker(1);
    const busy = queue(long);
    await running(busy);
    const waiting = [queue(), queue(), queue()];
    await sleep(500);
    await redis.kill();
    await sleep(seconds * 1000);
    // It may have come to its end meanwhile: only what waits needs Redis.
    expect(['running', 'succeeded']).toContain(runOf(busy).state);
    expect(runOf(busy).attempt).toBe(1);
    await redis.start();
    const backAt = Date.now();
    stopRun(busy);
    await ended(busy);
    await until('the next run begins', () => waiting.some((id) => runOf(id).attempt > 0), 60_000);
    expect(Date.now() - Math.max(backAt, runOf(busy).finishedAt ?? 0)).toBeLessThan(10_000);
    for (const id of waiting) await ended(id);
    for (const id of [busy, ...waiting]) expect(statesOf(id)).toEqual(onceOnly);
  },
);

withRedis('what Redis is made to forget is announced again', async () => {
  startLocalWorker(1);
  const busy = queue(long);
  await running(busy);
  const waiting = [queue(), queue(), queue()];
  await until(
    'the tickets',
    async () => ((await redis.ask('KEYS', '*:run-*-[0-9]')) as string[]).length === 4,
  );
  await redis.ask('FLUSHALL');
  const flushedAt = Date.now();
  stopRun(busy);
  for (const id of [busy, ...waiting]) await ended(id);
  expect(Date.now() - flushedAt).toBeLessThan(60_000);
  for (const id of [busy, ...waiting]) expect(statesOf(id)).toEqual(onceOnly);
});

withRedis('a Redis that stays away makes the health red and says so; runs wait', async () => {
  startLocalWorker(1);
  await redis.kill();
  const id = queue();
  const stuck = await until('the health turns red', () => {
    const health = systemHealth(server.services);
    return health.status === 'stuck' ? health : undefined;
  });
  expect(stuck.reason).toBe('Redis cannot be reached: runs wait until it is back.');
  expect(runOf(id)).toMatchObject({ state: 'queued', attempt: 0 });
  await redis.start();
  await ended(id);
  await until('the health is well again', () => systemHealth(server.services).status === 'ok');
});

withRedis('a worker that dies with runs from Redis loses them to others within its lease', async () => {
  startLocalWorker(0);
  const first = startRemoteWorker();
  const id = queue(long);
  await running(id);
  await until('an epoch', () => runOf(id).share > 0.03, 60_000);
  startRemoteWorker();
  await until('the other worker is there', () => listWorkers(server.services.db).length === 3);
  first.child.kill('SIGKILL');
  const killedAt = Date.now();
  await until('the second attempt', () => runOf(id).attempt === 2 && runOf(id).state === 'running');
  expect(Date.now() - killedAt).toBeLessThan(3000 + 5000);
  stopRun(id);
  expect(await ended(id)).toMatchObject({ state: 'succeeded', attempt: 2 });
});

withRedis(
  'checkRedis() takes a careful Redis, warns of one without a file, refuses one that evicts',
  async () => {
    expect(await checkRedis(redis.url)).toEqual({ outcome: 'good' });
    await redis.ask('CONFIG', 'SET', 'appendonly', 'no');
    expect(await checkRedis(redis.url)).toMatchObject({
      outcome: 'risky',
      message: expect.stringContaining('append-only'),
    });
    await redis.ask('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru');
    const refused = await checkRedis(redis.url);
    expect(refused).toMatchObject({
      outcome: 'refused',
      message: expect.stringMatching(/allkeys-lru .* set maxmemory-policy noeviction\.$/),
    });
  },
);

withRedis('a worker refuses to start on a Redis that evicts, in one line', async () => {
  await redis.ask('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru');
  const here = startLocalWorker(1);
  expect(await here.exited).toBe(1);
  expect(here.output()).toContain('set maxmemory-policy noeviction');
  expect(here.output().trim().split('\n')).toHaveLength(1);
  const elsewhere = startRemoteWorker();
  expect(await elsewhere.exited).toBe(3);
  expect(elsewhere.output()).toContain('set maxmemory-policy noeviction');
});

withRedis(
  'checkRedis() tells a wrong password and a Redis that is away apart, and names no password',
  async () => {
    await redis.ask('CONFIG', 'SET', 'requirepass', 'right-one');
    const wrong = await checkRedis(redis.url.replace('//', '//:guess@'));
    expect(wrong).toMatchObject({ outcome: 'refused', message: expect.stringContaining('password') });
    expect(await checkRedis(redis.url)).toMatchObject({ outcome: 'refused' });
    expect(await checkRedis(redis.url.replace('//', '//:right-one@'))).toMatchObject({ outcome: 'good' });
    await redis.kill();
    const away = await checkRedis(redis.url.replace('//', '//:guess@'));
    expect(away).toMatchObject({ outcome: 'away' });
    expect(JSON.stringify([wrong, away])).not.toContain('guess');
  },
);

test('without a queue workers look for runs themselves', async () => {
  const silent = { info() {}, warn() {}, error() {} };
  const options = { queue: undefined, workerKey, concurrentRuns: 1, clock: systemClock, log: silent };
  expect(await chooseDispatch(options)).toBe(lookForRuns);
});
