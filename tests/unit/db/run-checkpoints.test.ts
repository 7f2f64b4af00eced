import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Database } from '#db/client.ts';
import { keepParts, recallParts } from '#db/queries/run-checkpoints.ts';
import { listEvents } from '#db/queries/run-events.ts';
import {
  cancelRun,
  claimNextRun,
  failRun,
  type Lease,
  LeaseLostError,
  recordProgress,
  requeueRun,
} from '#db/queries/run-leases.ts';
import { removeRun, requestEnd } from '#db/queries/runs.ts';
import { registerWorker } from '#db/queries/workers.ts';
import { queueRun } from '#tests/support/stored-run.ts';
import { createTemporaryDatabase, type TemporaryDatabase } from '#tests/support/temporary-database.ts';

let temporary: TemporaryDatabase;
let db: Database;
beforeEach(() => {
  temporary = createTemporaryDatabase();
  db = temporary.db;
  queueRun(db);
});
afterEach(() => temporary.remove());

function claim(): Lease {
  const workerId = registerWorker(db, { machine: 'test', pid: 1, processStart: null, now: 0 });
  const { id, attempt, fencingToken } = claimNextRun(db, { workerId, leaseMs: 1000, now: 0 })!;
  return { runId: id, attempt, fencingToken };
}

const requeue = (lease: Lease) =>
  requeueRun(db, lease, { now: 0, availableAt: 0, failed: false, message: 'Stopped.' });
const keep = (lease: Lease, parts: Record<string, number>, fingerprint = 'same') =>
  keepParts(db, lease, {
    parts: Object.entries(parts).map(([part, byte]) => ({ part, state: Uint8Array.of(byte) })),
    elapsedMs: 10 * Object.keys(parts).length,
    fingerprint,
    at: 0,
  });
const recall = (lease: Lease, fingerprint = 'same') => {
  const recalled = recallParts(db, lease, { fingerprint, now: 0 });
  return recalled && Object.fromEntries(Object.entries(recalled.parts).map(([part, [byte]]) => [part, byte]));
};
const countKept = () => db.$client.prepare('select count(*) from run_checkpoints').pluck().get();

test('an attempt gets what the one before has kept, each part as it was last', () => {
  const first = claim();
  keep(first, { course: 1 });
  keep(first, { course: 2, 'train gru 0': 3 });
  requeue(first);
  const second = claim();
  expect(recall(second)).toEqual({ course: 2, 'train gru 0': 3 });
  expect(recallParts(db, second, { fingerprint: 'same', now: 0 })?.elapsedMs).toBe(20);
});

test('an attempt that goes on says again what the one before has said', () => {
  const first = claim();
  const told = { kind: 'note', message: 'The series has gaps.' } as const;
  recordProgress(db, first, { progress: [told], at: 0 });
  keep(first, { course: 1 });
  requeue(first);
  const second = claim();
  recall(second);
  recordProgress(db, second, { progress: [told], at: 0 });
  const notes = listEvents(db, { after: 0, limit: 100 }).filter(({ payload }) => payload.kind === 'note');
  expect(notes.map(({ attempt }) => attempt)).toEqual([1, 2]);
});

test('nothing goes on from other data, another configuration or another program', () => {
  const first = claim();
  keep(first, { course: 1 });
  requeue(first);
  expect(recall(claim(), 'other')).toBeUndefined();
  expect(countKept()).toBe(0);
});

test('an attempt that has lost its lease keeps nothing', () => {
  const frozen = claim();
  keep(frozen, { course: 1 });
  requeue(frozen);
  const next = claim();
  expect(() => keep(frozen, { course: 9 })).toThrow(LeaseLostError);
  expect(() => recall(frozen)).toThrow(LeaseLostError);
  expect(recall(next)).toEqual({ course: 1 });
});

test.each([
  ['fails', (lease: Lease) => failRun(db, lease, { now: 0, code: 'diverged', message: 'It diverged.' })],
  ['is canceled at work', (lease: Lease) => cancelRun(db, lease, 0)],
  [
    'is canceled in the queue',
    (lease: Lease) => {
      requeue(lease);
      requestEnd(db, lease.runId, { request: 'cancel', now: 0 });
    },
  ],
  ['is removed', (lease: Lease) => removeRun(db, lease.runId)],
])('nothing is kept of a run that %s', (_, end) => {
  const lease = claim();
  keep(lease, { course: 1 });
  end(lease);
  expect(countKept()).toBe(0);
});
