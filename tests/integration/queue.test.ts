import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { modelPath } from '#db/data-folder.ts';
import { appendObservations } from '#db/queries/append-observations.ts';
import { getForecast } from '#db/queries/forecasts.ts';
import { getModel } from '#db/queries/models.ts';
import { readRunResult, readSeriesResult } from '#db/queries/results.ts';
import { listEvents } from '#db/queries/run-events.ts';
import { createRun, getRun, type NewRun, type RunRow, removeRun, requestEnd } from '#db/queries/runs.ts';
import { createSeries } from '#db/queries/store-series.ts';
import { listWorkers } from '#db/queries/workers.ts';
import { type RunConfigInput, runConfigSchema } from '#forecasting/config.ts';
import { isAlive, until } from '#tests/support/launch.ts';
import { pointsOf, seriesOf } from '#tests/support/stored-series.ts';
import { createTemporaryDatabase, type TemporaryDatabase } from '#tests/support/temporary-database.ts';
import {
  buildWorker,
  startWorkerProcess,
  type WorkerBundle,
  type WorkerProcess,
} from '#tests/support/worker-process.ts';

let bundle: WorkerBundle;
let temporary: TemporaryDatabase;
const workers: WorkerProcess[] = [];

// A busy machine trains slowly: what is tested here is the order of things, not their speed.
vi.setConfig({ testTimeout: 240_000 });

beforeAll(async () => {
  bundle = await buildWorker();
});
afterAll(() => bundle.remove());
beforeEach(() => {
  temporary = createTemporaryDatabase();
});
afterEach(async () => {
  for (const { child, exited } of workers.splice(0)) {
    child.kill('SIGKILL');
    await exited;
  }
  temporary.remove();
});

function startWorker(variables: Record<string, string> = {}): WorkerProcess {
  const worker = startWorkerProcess(bundle, temporary.folder, variables);
  workers.push(worker);
  return worker;
}

const sine = Array.from({ length: 240 }, (_, i) => Math.sin((2 * Math.PI * i) / 12) + 0.01 * i);

/** A run of one small network; more epochs make it last. */
function queue(
  config: Partial<RunConfigInput> = {},
  values: readonly number[] = sine,
  run: Partial<NewRun> = {},
): number {
  const seriesId = createSeries(temporary.db, seriesOf(values), Date.now());
  return createRun(temporary.db, {
    kind: 'train',
    seriesIds: [seriesId],
    config: runConfigSchema.parse({
      horizon: 2,
      lookback: 12,
      folds: 4,
      forecasters: ['rnn'],
      units: 4,
      epochs: 3,
      ...config,
    }),
    createdAt: Date.now(),
    ...run,
  });
}

function queueReforecast(modelRunId: number, seriesIds: readonly number[]): number {
  const { config } = runOf(modelRunId);
  return createRun(temporary.db, {
    kind: 'reforecast',
    seriesIds,
    config,
    modelRunId,
    createdAt: Date.now(),
  });
}

const long: Partial<RunConfigInput> = {
  epochs: 400,
  patience: 100,
  units: 48,
  lookback: 48,
  forecasters: ['gru'],
};

const patienceMs = 120_000;

const runOf = (id: number): RunRow => getRun(temporary.db, id)!;
const ended = (id: number) =>
  until(
    `run ${id} ends`,
    () => {
      const run = runOf(id);
      return run.finishedAt === null ? undefined : run;
    },
    patienceMs,
  );
const epochsOf = (id: number) =>
  listEvents(temporary.db, { after: 0, limit: 100_000, runIds: [id] }).flatMap(({ attempt, payload }) =>
    payload.kind === 'epoch' ? [`${attempt} ${payload.forecaster} ${payload.member} ${payload.epoch}`] : [],
  );
const secondEpoch = (id: number, attempt = 1) =>
  until('the second epoch', () => epochsOf(id).includes(`${attempt} gru 0 2`), patienceMs);
const statesOf = (id: number) =>
  listEvents(temporary.db, { after: 0, limit: 100_000, runIds: [id] }).flatMap(({ payload }) =>
    payload.kind === 'state' ? [`${payload.state} ${payload.attempt}`] : [],
  );

test('a queued run is trained: results, model, ledger and progress are there', async () => {
  const id = queue();
  startWorker();
  const run = await ended(id);
  expect(run).toMatchObject({ state: 'succeeded', attempt: 1, share: 1, leaseUntil: null, errorCode: null });
  const seriesId = run.seriesIds[0]!;
  expect(readRunResult(temporary.db, id)).toMatchObject({ horizon: 2 });
  expect(readSeriesResult(temporary.db, id, seriesId)?.forecastStamps).toEqual([240, 241]);
  expect(getForecast(temporary.db, id, seriesId)).toMatchObject({ originStamp: 239, stamps: [240, 241] });
  expect(existsSync(modelPath(temporary.folder, getModel(temporary.db, id)!.sha256))).toBe(true);
  expect(statesOf(id)).toEqual(['queued 0', 'running 1', 'succeeded 1']);
  expect(epochsOf(id)).toContain('1 rnn 0 1');
});

/** A training that takes some seconds and comes to the same weights every time. */
const resumable: Partial<RunConfigInput> = {
  epochs: 60,
  patience: 60,
  units: 24,
  lookback: 36,
  forecasters: ['rnn', 'gru'],
};
const oftenKept = { HINDCAST_CHECKPOINT_MS: '100' };
const keptOf = (id: number) =>
  temporary.db.$client
    .prepare('select count(*) from run_checkpoints where run_id = ?')
    .pluck()
    .get(id) as number;
const epochReached = (id: number, name: string) =>
  until(name, () => epochsOf(id).includes(name) || runOf(id).finishedAt !== null, patienceMs);

test('a training killed three ways ends with the same weights as one left alone', async () => {
  const alone = queue(resumable);
  let worker = startWorker(oftenKept);
  await ended(alone);
  const id = queue(resumable);
  await epochReached(id, '1 rnn 0 20');
  process.kill(runOf(id).trainerPid!, 'SIGKILL');
  await epochReached(id, '2 rnn 0 40');
  worker.child.kill('SIGKILL');
  await worker.exited;
  worker = startWorker(oftenKept);
  await epochReached(id, '3 gru 0 10');
  worker.child.kill('SIGTERM');
  expect(await worker.exited).toBe(0);
  expect(runOf(id)).toMatchObject({ state: 'queued', attempt: 3, failedAttempts: 2 });
  expect(keptOf(id)).toBeGreaterThan(0);
  startWorker(oftenKept);
  expect(await ended(id)).toMatchObject({ state: 'succeeded', attempt: 4 });
  expect(getModel(temporary.db, id)!.sha256).toBe(getModel(temporary.db, alone)!.sha256);
  const forecastOf = (run: number) => getForecast(temporary.db, run, runOf(run).seriesIds[0]!)!.forecasts;
  expect(forecastOf(id)).toEqual(forecastOf(alone));
  const lastAttempt = epochsOf(id).filter((epoch) => epoch.startsWith('4 '));
  expect(lastAttempt.map((epoch) => epoch.slice(2))).toEqual(epochsOf(alone).map((epoch) => epoch.slice(2)));
  expect(keptOf(id)).toBe(0);
});

test('a trainer killed in the midst of training is replaced, and no epoch is told twice', async () => {
  const id = queue(long);
  startWorker();
  await secondEpoch(id);
  process.kill(runOf(id).trainerPid!, 'SIGKILL');
  await secondEpoch(id, 2);
  requestEnd(temporary.db, id, { request: 'stop', now: Date.now() });
  expect(await ended(id)).toMatchObject({ state: 'succeeded', attempt: 2, failedAttempts: 1 });
  expect(new Set(epochsOf(id)).size).toBe(epochsOf(id).length);
  expect(statesOf(id)).toEqual(['queued 0', 'running 1', 'queued 1', 'running 2', 'succeeded 2']);
});

test('a killed worker is replaced by another, its trainer ends, and the run succeeds', async () => {
  const id = queue(long);
  const first = startWorker();
  await secondEpoch(id);
  const orphan = runOf(id).trainerPid!;
  first.child.kill('SIGKILL');
  await first.exited;
  startWorker();
  await secondEpoch(id, 2);
  await until('the orphaned trainer ends', () => !isAlive(orphan));
  requestEnd(temporary.db, id, { request: 'stop', now: Date.now() });
  expect(await ended(id)).toMatchObject({ state: 'succeeded', attempt: 2 });
  expect(new Set(epochsOf(id)).size).toBe(epochsOf(id).length);
  expect(listWorkers(temporary.db)).toHaveLength(1);
});

test('a stopped worker puts its run back at once, and the attempt does not count', async () => {
  const id = queue(long);
  const first = startWorker();
  await secondEpoch(id);
  const trainer = runOf(id).trainerPid!;
  first.child.kill('SIGTERM');
  expect(await first.exited).toBe(0);
  expect(isAlive(trainer)).toBe(false);
  expect(runOf(id)).toMatchObject({ state: 'queued', attempt: 1, failedAttempts: 0, leaseUntil: null });
  expect(listWorkers(temporary.db)).toEqual([]);
  startWorker();
  await secondEpoch(id, 2);
});

test('a frozen worker loses its run to another and says nothing more when it wakes up', async () => {
  const id = queue(long);
  const frozen = startWorker();
  await secondEpoch(id);
  const trainer = runOf(id).trainerPid!;
  frozen.child.kill('SIGSTOP');
  startWorker();
  await secondEpoch(id, 2);
  frozen.child.kill('SIGCONT');
  await until('the trainer of the frozen worker ends', () => !isAlive(trainer));
  requestEnd(temporary.db, id, { request: 'stop', now: Date.now() });
  expect(await ended(id)).toMatchObject({ state: 'succeeded', attempt: 2 });
  expect(statesOf(id)).toEqual(['queued 0', 'running 1', 'queued 1', 'running 2', 'succeeded 2']);
});

test('stop keeps the best so far and still gives a full result', async () => {
  const id = queue(long);
  startWorker();
  await secondEpoch(id);
  requestEnd(temporary.db, id, { request: 'stop', now: Date.now() });
  const run = await ended(id);
  expect(run.state).toBe('succeeded');
  const kinds = readSeriesResult(temporary.db, id, run.seriesIds[0]!)?.leaderboard.map(({ kind }) => kind);
  expect(kinds).toEqual(expect.arrayContaining(['gru', 'naive']));
});

test('cancel ends the training and leaves no result', async () => {
  const id = queue(long);
  startWorker();
  await secondEpoch(id);
  const trainer = runOf(id).trainerPid!;
  requestEnd(temporary.db, id, { request: 'cancel', now: Date.now() });
  expect((await ended(id)).state).toBe('canceled');
  await until('the trainer ends', () => !isAlive(trainer));
  expect(readRunResult(temporary.db, id)).toBeUndefined();
});

test('two workers share the queue and never take the same run', async () => {
  const ids = Array.from({ length: 8 }, () => queue({ forecasters: [] }));
  startWorker();
  startWorker();
  for (const id of ids)
    expect(await ended(id)).toMatchObject({ state: 'succeeded', attempt: 1, fencingToken: 1 });
  expect(new Set(ids.flatMap(statesOf)).size).toBe(3);
});

test('runs begin by priority, then in the order they came', async () => {
  const ids = [0, 0, 7].map((priority) => queue({ forecasters: [] }, sine, { priority }));
  startWorker();
  for (const id of ids) await ended(id);
  const begun = listEvents(temporary.db, { after: 0, limit: 1000 }).flatMap(({ runId, payload }) =>
    payload.kind === 'state' && payload.state === 'running' ? [runId] : [],
  );
  expect(begun).toEqual([ids[2], ids[0], ids[1]]);
});

test('a series that is too short fails its run at once, with the reason', async () => {
  const id = queue({ horizon: 50 }, [1, 2, 3]);
  startWorker();
  expect(await ended(id)).toMatchObject({ state: 'failed', attempt: 1, errorCode: 'too-short' });
  expect(runOf(id).errorMessage).toMatch(/\w/);
});

test('a removed run ends its trainer', async () => {
  const id = queue(long);
  startWorker();
  await secondEpoch(id);
  const trainer = runOf(id).trainerPid!;
  removeRun(temporary.db, id);
  await until('the trainer ends', () => !isAlive(trainer));
});

test('a reforecast answers from the stored model about newer rows, without training', async () => {
  const id = queue();
  startWorker();
  const seriesIds = (await ended(id)).seriesIds;
  appendObservations(temporary.db, seriesIds[0]!, pointsOf([0.5, 0.9, 1.2], [240, 241, 242]));
  const again = queueReforecast(id, seriesIds);
  expect(await ended(again)).toMatchObject({ state: 'succeeded', recommended: runOf(id).recommended });
  const forecast = getForecast(temporary.db, again, seriesIds[0]!)!;
  expect(forecast).toMatchObject({ originStamp: 242, stamps: [243, 244] });
  expect(forecast.modelHash).toBe(getModel(temporary.db, id)!.sha256);
  expect(forecast.dataHash).not.toBe(getForecast(temporary.db, id, seriesIds[0]!)!.dataHash);
  expect(forecast.forecasts.rnn?.values).toHaveLength(2);
  expect(epochsOf(again)).toEqual([]);
});

test('a series without a value is left out, and the others keep their own results', async () => {
  const { db } = temporary;
  const gap = new Array<number>(50).fill(Number.NaN);
  const seriesIds = [gap, sine, sine.map((value) => value * 100)].map((values) =>
    createSeries(db, seriesOf(values), Date.now()),
  );
  const id = queue({ forecasters: [] }, sine, { seriesIds });
  startWorker();
  expect((await ended(id)).state).toBe('succeeded');
  const mean = (seriesId: number) => readSeriesResult(db, id, seriesId)?.forecasts.mean?.values[0];
  expect(mean(seriesIds[0]!)).toBeUndefined();
  expect(mean(seriesIds[2]!)! / mean(seriesIds[1]!)!).toBeCloseTo(100);
});

test('a damaged model is refused by name', async () => {
  const id = queue();
  startWorker();
  const seriesIds = (await ended(id)).seriesIds;
  const path = modelPath(temporary.folder, getModel(temporary.db, id)!.sha256);
  const bytes = readFileSync(path);
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(path, bytes);
  expect(await ended(queueReforecast(id, seriesIds))).toMatchObject({
    state: 'failed',
    errorCode: 'model-damaged',
  });
});
