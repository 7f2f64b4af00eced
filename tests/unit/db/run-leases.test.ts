import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Database } from '#db/client.ts';
import { appendObservations } from '#db/queries/append-observations.ts';
import { getForecast, listIssuedForecasts } from '#db/queries/forecasts.ts';
import { finishRun, readRunResult, readSeriesResult } from '#db/queries/results.ts';
import { listEvents } from '#db/queries/run-events.ts';
import {
  cancelRun,
  claimNextRun,
  failRun,
  LeaseLostError,
  noteData,
  recordProgress,
  releaseUnheld,
  renewLease,
  requeueRun,
} from '#db/queries/run-leases.ts';
import { listRunTimings } from '#db/queries/run-timings.ts';
import {
  countRuns,
  getRun,
  listRuns,
  removeRun,
  requestEnd,
  runRemovalImpact,
  type StoredRun,
} from '#db/queries/runs.ts';
import { removeSeries } from '#db/queries/series.ts';
import { createSeries } from '#db/queries/store-series.ts';
import { registerWorker } from '#db/queries/workers.ts';
import { queueRun, runResultOf, seriesResultOf, smallConfig } from '#tests/support/stored-run.ts';
import { pointsOf, seriesOf } from '#tests/support/stored-series.ts';
import { createTemporaryDatabase, type TemporaryDatabase } from '#tests/support/temporary-database.ts';

let temporary: TemporaryDatabase;
let db: Database;
let workerId: number;
beforeEach(() => {
  temporary = createTemporaryDatabase();
  db = temporary.db;
  workerId = registerWorker(db, { machine: 'test', pid: 1, processStart: null, now: 0 });
});
afterEach(() => temporary.remove());

const claim = (now = 0) => claimNextRun(db, { workerId, leaseMs: 1000, now });
const leaseOf = (run: StoredRun) => ({ runId: run.id, attempt: run.attempt, fencingToken: run.fencingToken });
const claimed = (now = 0) => leaseOf(claim(now)!);
const statesOf = (runId: number) =>
  listEvents(db, { after: 0, limit: 100, runIds: [runId] }).flatMap(({ payload, attempt }) =>
    payload.kind === 'state' ? [`${payload.state} ${attempt}`] : [],
  );
const epoch = (number: number) =>
  ({
    kind: 'epoch',
    forecaster: 'lstm',
    member: 0,
    epoch: number,
    epochs: 9,
    trainError: 1,
    validationError: 1,
    bestEpoch: 1,
    bestError: 1,
    secondsPerEpoch: 1,
    etaSeconds: 10 - number,
    share: number / 10,
  }) as const;

test('claimNextRun() takes the highest priority first, then the oldest', () => {
  const ids = [queueRun(db), queueRun(db), queueRun(db, { priority: 5 })];
  expect([claim()?.id, claim()?.id, claim()?.id, claim()?.id]).toEqual([ids[2], ids[0], ids[1], undefined]);
});

test('claimNextRun() leaves a run alone until it is available', () => {
  queueRun(db, { createdAt: 5000 });
  expect(claim(4999)).toBeUndefined();
  expect(claim(5000)?.attempt).toBe(1);
});

test('claimNextRun() does not wait for hours when the clock was set back', () => {
  queueRun(db, { createdAt: 5_000_000 });
  expect(claim(1000)).toBeDefined();
});

test('a run goes from queued to running to succeeded, each told once', () => {
  const id = queueRun(db);
  const lease = claimed();
  finishRun(db, lease, { result: runResultOf([]), seriesIds: [], now: 7 });
  expect(getRun(db, id)).toMatchObject({
    state: 'succeeded',
    finishedAt: 7,
    leaseUntil: null,
    workerId: null,
    share: 1,
  });
  expect(statesOf(id)).toEqual(['queued 0', 'running 1', 'succeeded 1']);
});

test('every write of an owner that has lost the lease is refused', () => {
  queueRun(db);
  const zombie = claimed();
  requeueRun(db, zombie, { now: 1, availableAt: 1, failed: true, message: 'lost' });
  const owner = claimed(1);
  expect(owner.attempt).toBe(2);
  const writes = [
    () => renewLease(db, zombie, 5000),
    () => recordProgress(db, zombie, { progress: [epoch(1)], at: 1 }),
    () => requeueRun(db, zombie, { now: 1, availableAt: 1, failed: true, message: '' }),
    () => failRun(db, zombie, { now: 1, code: 'x', message: 'x' }),
    () => cancelRun(db, zombie, 1),
    () => finishRun(db, zombie, { result: runResultOf([]), seriesIds: [], now: 1 }),
  ];
  for (const write of writes) expect(write).toThrow(LeaseLostError);
  expect(listEvents(db, { after: 0, limit: 100 }).filter(({ payload }) => payload.kind === 'epoch')).toEqual(
    [],
  );
  expect(renewLease(db, owner, 5000)).toBe('none');
});

test('a run that has ended never takes another state', () => {
  const id = queueRun(db);
  failRun(db, claimed(), { now: 1, code: 'too-short', message: 'Too short' });
  expect(() => db.$client.prepare("update runs set state = 'queued' where id = ?").run(id)).toThrow(
    'ends once',
  );
  expect(requestEnd(db, id, { request: 'cancel', now: 2 })).toBe('failed');
  expect(getRun(db, id)).toMatchObject({ errorCode: 'too-short', errorMessage: 'Too short', finishedAt: 1 });
});

test('recordProgress() tells an epoch once an attempt and keeps the share and the time left', () => {
  const id = queueRun(db);
  const lease = claimed();
  recordProgress(db, lease, { progress: [epoch(1), epoch(2)], at: 1 });
  recordProgress(db, lease, { progress: [epoch(2), epoch(3)], at: 2 });
  const epochs = listEvents(db, { after: 0, limit: 100 }).flatMap(({ payload }) =>
    payload.kind === 'epoch' ? [payload.epoch] : [],
  );
  expect(epochs).toEqual([1, 2, 3]);
  expect(getRun(db, id)).toMatchObject({ share: 0.3, etaSeconds: 7 });
  const again = { kind: 'phase', phase: 'again', share: 0.5, etaSeconds: 4 } as const;
  recordProgress(db, lease, { progress: [again], at: 3 });
  expect(getRun(db, id)).toMatchObject({ share: 0.5, etaSeconds: 4 });
});

test('listEvents() leaves out what an attempt told that was given up', () => {
  const id = queueRun(db);
  recordProgress(db, claimed(), { progress: [epoch(1)], at: 1 });
  requeueRun(
    db,
    { runId: id, attempt: 1, fencingToken: 1 },
    { now: 1, availableAt: 1, failed: false, message: 'stop' },
  );
  recordProgress(db, claimed(1), { progress: [epoch(1)], at: 2 });
  const told = listEvents(db, { after: 0, limit: 100, runIds: [id], currentAttemptOnly: true });
  expect(told.filter(({ payload }) => payload.kind === 'epoch').map(({ attempt }) => attempt)).toEqual([2]);
  expect(told.filter(({ payload }) => payload.kind === 'state')).toHaveLength(4);
});

test('requeueRun() counts a failed attempt and not an orderly stop', () => {
  const id = queueRun(db);
  requeueRun(db, claimed(), { now: 1, availableAt: 1, failed: false, message: 'stop' });
  expect(getRun(db, id)).toMatchObject({ state: 'queued', attempt: 1, failedAttempts: 0 });
  requeueRun(db, claimed(1), { now: 1, availableAt: 1, failed: true, message: 'crash' });
  expect(getRun(db, id)).toMatchObject({ state: 'queued', attempt: 2, failedAttempts: 1 });
});

test('requestEnd() cancels a queued run at once and asks a running one', () => {
  const queued = queueRun(db);
  expect(requestEnd(db, queued, { request: 'stop', now: 3 })).toBe('canceled');
  expect(statesOf(queued)).toEqual(['queued 0', 'canceled 0']);
  queueRun(db);
  const lease = claimed();
  expect(requestEnd(db, lease.runId, { request: 'stop', now: 3 })).toBe('running');
  expect(renewLease(db, lease, 5000)).toBe('stop');
  requestEnd(db, lease.runId, { request: 'cancel', now: 3 });
  requestEnd(db, lease.runId, { request: 'stop', now: 3 });
  expect(renewLease(db, lease, 5000)).toBe('cancel');
  expect(requestEnd(db, 999, { request: 'cancel', now: 3 })).toBeUndefined();
});

test('createRun() with the key of an earlier one makes nothing new', () => {
  const id = queueRun(db, { idempotencyKey: 'once' });
  expect(queueRun(db, { idempotencyKey: 'once' })).toBe(id);
  expect(countRuns(db).queued).toBe(1);
});

test('finishRun() stores results, model and ledger together', () => {
  const id = queueRun(db);
  const seriesId = getRun(db, id)!.seriesIds[0]!;
  const lease = claimed();
  noteData(db, lease, [{ seriesId, rows: 5, dataHash: 'data' }]);
  const model = { sha256: 'model', bytes: 3 };
  finishRun(db, lease, { result: runResultOf([seriesResultOf(6)]), seriesIds: [seriesId], model, now: 9 });
  expect(readRunResult(db, id)).toMatchObject({ recommended: 'naive' });
  expect(readRunResult(db, id)).not.toHaveProperty('series');
  expect(readSeriesResult(db, id, seriesId)).toEqual(seriesResultOf(6));
  expect(getForecast(db, id, seriesId)).toMatchObject({
    issuedAt: 9,
    originStamp: 4,
    dataHash: 'data',
    modelHash: 'model',
    stamps: [5, 6],
  });
  expect(() => db.$client.prepare('update forecasts set seed = 2').run()).toThrow('never changes');
});

test('finishRun() leaves out a series that was removed while the run worked', () => {
  const seriesIds = [1, 2].map(() => createSeries(db, seriesOf([1, 2]), 0));
  const id = queueRun(db, { seriesIds });
  const lease = claimed();
  removeSeries(db, seriesIds[0]!);
  finishRun(db, lease, { result: runResultOf([seriesResultOf(1), seriesResultOf(2)]), seriesIds, now: 9 });
  expect(getForecast(db, id, seriesIds[0]!)).toBeUndefined();
  expect(getForecast(db, id, seriesIds[1]!)?.forecasts.naive?.values).toEqual([2, 2]);
});

test('listIssuedForecasts() puts what came beside what was said', () => {
  const id = queueRun(db);
  const seriesId = getRun(db, id)!.seriesIds[0]!;
  finishRun(db, claimed(), { result: runResultOf([seriesResultOf(6)]), seriesIds: [seriesId], now: 9 });
  expect(listIssuedForecasts(db, seriesId, 10)[0]).toMatchObject({ actual: [null, null], scored: null });
  appendObservations(db, seriesId, pointsOf([8], [5]));
  expect(listIssuedForecasts(db, seriesId, 10)[0]).toMatchObject({
    values: [6, 6],
    actual: [8, null],
    scored: { mae: 2, naiveMae: null, steps: 1 },
  });
});

test('listRunTimings() answers undisturbed trainings with what they worked on', () => {
  const id = queueRun(db);
  const seriesId = getRun(db, id)!.seriesIds[0]!;
  const lease = claimed();
  noteData(db, lease, [{ seriesId, rows: 5, dataHash: 'data' }]);
  finishRun(db, lease, { result: runResultOf([seriesResultOf(6)]), seriesIds: [seriesId], now: 9 });
  const stopped = queueRun(db);
  const second = claimed();
  requestEnd(db, stopped, { request: 'stop', now: 9 });
  finishRun(db, second, { result: runResultOf([]), seriesIds: [], now: 9 });
  const outlines = [{ name: 'series', length: 5, seasonLength: 1, varies: false }];
  expect(listRunTimings(db, 10)).toEqual([{ config: smallConfig, outlines, seconds: 1 }]);
});

test('removeRun() takes results, events and forecasts along, and the worker loses its lease', () => {
  const id = queueRun(db);
  const lease = claimed();
  expect(runRemovalImpact(db, id)).toEqual({
    active: true,
    forecasts: 0,
    hasModel: false,
    waitingReforecasts: 0,
  });
  expect(removeRun(db, id)).toBe(true);
  expect(listEvents(db, { after: 0, limit: 10 })).toEqual([]);
  expect(() => renewLease(db, lease, 1)).toThrow(LeaseLostError);
});

test('listRuns() finds by series and state, the newest first', () => {
  const first = queueRun(db);
  const seriesIds = getRun(db, first)!.seriesIds;
  const second = queueRun(db, { seriesIds });
  queueRun(db);
  claim();
  expect(listRuns(db, { seriesId: seriesIds[0]!, limit: 10, offset: 0 }).items.map(({ id }) => id)).toEqual([
    second,
    first,
  ]);
  expect(listRuns(db, { state: 'queued', limit: 1, offset: 0 })).toMatchObject({
    total: 2,
    items: [{ id: 3 }],
  });
});

test('removing a series removes runs on it alone and keeps the shared ones', () => {
  const [one, two] = [createSeries(db, seriesOf([1]), 0), createSeries(db, seriesOf([2]), 0)];
  const alone = queueRun(db, { seriesIds: [one] });
  const shared = queueRun(db, { seriesIds: [one, two] });
  removeSeries(db, one);
  expect(getRun(db, alone)).toBeUndefined();
  expect(getRun(db, shared)?.seriesIds).toEqual([two]);
});

test('releaseUnheld() queues what a worker does not know of, counts no attempt and leaves the rest alone', () => {
  const ids = [queueRun(db), queueRun(db), queueRun(db)];
  const known = claimed();
  const unknown = claimed();
  const other = registerWorker(db, { machine: 'other', pid: 2, processStart: null, now: 0 });
  claimNextRun(db, { workerId: other, leaseMs: 1000, now: 0 });
  const told = { workerId, held: [known, { ...unknown, fencingToken: 99 }], leaseMs: 1000 };
  releaseUnheld(db, { ...told, now: 500 });
  expect(getRun(db, unknown.runId)?.state).toBe('running');
  releaseUnheld(db, { ...told, now: 501 });
  expect(ids.map((id) => getRun(db, id)?.state)).toEqual(['running', 'queued', 'running']);
  expect(getRun(db, unknown.runId)).toMatchObject({ failedAttempts: 0, availableAt: 501, leaseUntil: null });
  expect(() => renewLease(db, unknown, 600)).toThrow(LeaseLostError);
});
