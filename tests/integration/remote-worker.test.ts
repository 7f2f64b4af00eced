import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { appendObservations } from '#db/queries/append-observations.ts';
import { getForecast } from '#db/queries/forecasts.ts';
import { getModel } from '#db/queries/models.ts';
import { readRunResult, readSeriesResult } from '#db/queries/results.ts';
import { listEvents } from '#db/queries/run-events.ts';
import { createRun, getRun, type RunRow, requestEnd } from '#db/queries/runs.ts';
import { createSeries } from '#db/queries/store-series.ts';
import { listWorkers } from '#db/queries/workers.ts';
import { type RunConfigInput, runConfigSchema } from '#forecasting/config.ts';
import { type ApiServer, startApiServer } from '#tests/support/api-server.ts';
import { isAlive, type Launched, launch, temporaryFolder, until } from '#tests/support/launch.ts';
import { type RemoteWorkerOptions, startRemoteWorkerProcess } from '#tests/support/remote-worker.ts';
import { pointsOf, seriesOf } from '#tests/support/stored-series.ts';
import {
  buildWorker,
  startWorkerProcess,
  type WorkerBundle,
  type WorkerProcess,
} from '#tests/support/worker-process.ts';

// Workers on other machines are processes of this one that know nothing but the address of the server and the key.

// A busy machine trains slowly: what is tested here is the order of things, not their speed.
vi.setConfig({ testTimeout: 400_000, hookTimeout: 240_000 });

const leaseMs = 3000;
const folder = temporaryFolder();
let bundle: WorkerBundle;
let server: ApiServer;
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
  server = await startApiServer({ variables: { HINDCAST_LEASE_MS: String(leaseMs) } });
});
afterEach(async () => {
  for (const { child, exited } of started.splice(0)) {
    child.kill('SIGKILL');
    await exited;
  }
  await server.close();
});

/** Of the server's own machine; it trains nothing unless told to, but looks after lost runs. */
function startLocalWorker(concurrentRuns = 0): WorkerProcess {
  const worker = startWorkerProcess(bundle, server.services.folder, {
    HINDCAST_WORKERS: String(concurrentRuns),
  });
  started.push(worker);
  return worker;
}

function startWorker(options: Partial<RemoteWorkerOptions> = {}): Launched {
  const worker = startRemoteWorkerProcess({ url: server.url, folder: folder.path, ...options });
  started.push(worker);
  return worker;
}

const sine = Array.from({ length: 240 }, (_, i) => Math.sin((2 * Math.PI * i) / 12) + 0.01 * i);
const small: RunConfigInput = {
  horizon: 2,
  lookback: 12,
  folds: 4,
  forecasters: ['rnn'],
  units: 4,
  epochs: 3,
};
const long: Partial<RunConfigInput> = {
  epochs: 400,
  patience: 100,
  seeds: 3,
  units: 48,
  lookback: 48,
  forecasters: ['gru'],
};

function queue(config: Partial<RunConfigInput> = {}, values: readonly number[] = sine): number {
  const { db } = server.services;
  const seriesIds = [createSeries(db, seriesOf(values), Date.now())];
  return createRun(db, {
    kind: 'train',
    seriesIds,
    config: runConfigSchema.parse({ ...small, ...config }),
    createdAt: Date.now(),
  });
}

const runOf = (id: number): RunRow => getRun(server.services.db, id)!;
const ended = (id: number) =>
  until(`run ${id} ends`, () => (runOf(id).finishedAt === null ? undefined : runOf(id)), 180_000);
const eventsOf = (id: number) => listEvents(server.services.db, { after: 0, limit: 100_000, runIds: [id] });
const statesOf = (id: number) =>
  eventsOf(id).flatMap(({ payload }) =>
    payload.kind === 'state' ? [`${payload.state} ${payload.attempt}`] : [],
  );
const epochsOf = (id: number) =>
  eventsOf(id).flatMap(({ attempt, payload }) =>
    payload.kind === 'epoch' ? [`${attempt} ${payload.member} ${payload.epoch}`] : [],
  );
const secondEpoch = (id: number, attempt = 1) =>
  until(`epoch 2 of run ${id}`, () => epochsOf(id).includes(`${attempt} 0 2`), 120_000);

/** What a run found out, but for the time it took. */
function findingsOf(id: number): unknown {
  const { db } = server.services;
  const [seriesId] = runOf(id).seriesIds;
  const timeless = (name: string, value: unknown) => (/[sS]econds$/.test(name) ? undefined : value);
  const findings = [readRunResult(db, id), readSeriesResult(db, id, seriesId!), getModel(db, id)?.sha256];
  return JSON.parse(JSON.stringify(findings, timeless));
}

test('a run trained elsewhere has the same weights and results, bit for bit, as one trained here', async () => {
  const gaps = sine.map((value, i) => (i % 50 === 7 ? Number.NaN : value));
  const elsewhere = queue({ forecasters: ['rnn', 'lstm'] }, gaps);
  const remote = startWorker();
  expect(await ended(elsewhere)).toMatchObject({ state: 'succeeded', attempt: 1, share: 1 });
  remote.child.kill('SIGTERM');
  await remote.exited;
  const here = queue({ forecasters: ['rnn', 'lstm'] }, gaps);
  startLocalWorker(1);
  expect((await ended(here)).state).toBe('succeeded');
  expect(findingsOf(elsewhere)).toEqual(findingsOf(here));
  expect(readRunResult(server.services.db, elsewhere)?.engine.kernelBuild).toMatch(/\w/);
  expect(statesOf(elsewhere)).toEqual(['queued 0', 'running 1', 'succeeded 1']);
  expect(epochsOf(elsewhere)).toEqual(epochsOf(here));
});

test('a reforecast elsewhere answers from the model that the server keeps', async () => {
  const { db } = server.services;
  const id = queue();
  startWorker();
  const { seriesIds, config } = await ended(id);
  appendObservations(db, seriesIds[0]!, pointsOf([0.5, 0.9, 1.2], [240, 241, 242]));
  const again = createRun(db, {
    kind: 'reforecast',
    seriesIds,
    config,
    modelRunId: id,
    createdAt: Date.now(),
  });
  expect(await ended(again)).toMatchObject({ state: 'succeeded', attempt: 1 });
  expect(getForecast(db, again, seriesIds[0]!)).toMatchObject({
    originStamp: 242,
    modelHash: getModel(db, id)!.sha256,
  });
});

test('stop and cancel reach a worker elsewhere; a run that cannot be done says why', async () => {
  const [stopped, canceled] = [queue(long), queue(long)];
  startWorker({ variables: { HINDCAST_WORKERS: '2' } });
  await secondEpoch(stopped);
  await secondEpoch(canceled);
  requestEnd(server.services.db, stopped, { request: 'stop', now: Date.now() });
  requestEnd(server.services.db, canceled, { request: 'cancel', now: Date.now() });
  expect((await ended(stopped)).state).toBe('succeeded');
  expect((await ended(canceled)).state).toBe('canceled');
  const short = await ended(queue({ horizon: 50 }, [1, 2, 3]));
  expect(short).toMatchObject({ state: 'failed', attempt: 1, errorCode: 'too-short' });
});

test('a worker that is told to stop puts its run back at once, and no attempt is counted', async () => {
  const id = queue(long);
  const worker = startWorker();
  await secondEpoch(id);
  worker.child.kill('SIGTERM');
  const askedAt = Date.now();
  expect(await worker.exited).toBe(0);
  expect(Date.now() - askedAt).toBeLessThan(8000);
  expect(runOf(id)).toMatchObject({ state: 'queued', attempt: 1, failedAttempts: 0, leaseUntil: null });
  expect(listWorkers(server.services.db)).toEqual([]);
});

test('a server that is away is waited for: at the start, in the midst of a training, and at its end', async () => {
  const comeBack = await server.leave();
  const id = queue({ ...long, epochs: 60, patience: 60, seeds: 1 });
  const worker = startWorker({ variables: { HINDCAST_WORKERS: '1' } });
  await until('the worker waits', () => worker.output().includes('The server is away'));
  await comeBack();
  await secondEpoch(id);
  const back = await server.leave();
  await new Promise((resolve) => setTimeout(resolve, 2000));
  await back();
  await until('later epochs', () => epochsOf(id).length > 5, 120_000);
  const late = await server.leave();
  await new Promise((resolve) => setTimeout(resolve, 20_000));
  await late();
  expect(await ended(id)).toMatchObject({ state: 'succeeded', attempt: 1 });
  expect(epochsOf(id)).toHaveLength(60);
  await until('the worker has noticed', () => worker.output().match(/The server is back/g)?.length === 3);
});

test.each([
  ['a wrong key', { key: 'hindcast-worker-this-is-not-the-key' }, 'not the key of workers'],
  ['no key at all', { key: '' }, 'holds no worker key'],
])('with %s a worker ends with exit code 3 and says why', async (_, options, reason) => {
  const worker = startWorker(options);
  expect(await worker.exited).toBe(3);
  expect(worker.output()).toContain(reason);
});

test('of three workers sharing 20 runs one is killed and one frozen past its lease: none lost, none twice', async () => {
  startLocalWorker();
  const [first, second] = [queue(long), queue(long)];
  const [killed, frozen] = [startWorker(), startWorker()];
  await secondEpoch(first);
  await secondEpoch(second);
  startWorker();
  const ids = [first, second, ...Array.from({ length: 8 }, () => queue())];
  for (const id of ids.slice(2)) await ended(id);
  killed.child.kill('SIGKILL');
  const killedAt = Date.now();
  const lost = await until('the run of the killed worker is running again', () =>
    [first, second].find((id) => runOf(id).attempt === 2 && runOf(id).state === 'running'),
  );
  expect(Date.now() - killedAt).toBeLessThan(leaseMs + 5000);
  const other = lost === first ? second : first;
  frozen.child.kill('SIGSTOP');
  requestEnd(server.services.db, lost, { request: 'stop', now: Date.now() });
  await until('the run of the frozen worker is taken away', () => runOf(other).attempt === 2, 60_000);
  const asleep = eventsOf(other).filter(({ attempt }) => attempt === 1).length;
  ids.push(...Array.from({ length: 10 }, () => queue()));
  frozen.child.kill('SIGCONT');
  await until('the frozen worker notices', () => frozen.output().includes('no longer holds it'), 60_000);
  requestEnd(server.services.db, other, { request: 'stop', now: Date.now() });
  for (const id of ids) expect((await ended(id)).state).toBe('succeeded');
  expect(eventsOf(other).filter(({ attempt }) => attempt === 1)).toHaveLength(asleep);
  expect(ids).toHaveLength(20);
  for (const id of ids) {
    expect(statesOf(id).filter((state) => state.startsWith('succeeded'))).toHaveLength(1);
    expect(new Set(epochsOf(id)).size).toBe(epochsOf(id).length);
  }
  expect(isAlive(frozen.child.pid!)).toBe(true);
});
