import { spawnSync } from 'node:child_process';
import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Database } from '#db/client.ts';
import { claimNextRun, renewLease } from '#db/queries/run-leases.ts';
import { getRun, requestEnd } from '#db/queries/runs.ts';
import { listWorkers, registerWorker } from '#db/queries/workers.ts';
import { queueRun } from '#tests/support/stored-run.ts';
import { createTemporaryDatabase, type TemporaryDatabase } from '#tests/support/temporary-database.ts';
import { identifySelf, isCertainlyDead, readResidentBytes } from '#workers/process-identity.ts';
import { createRescue } from '#workers/rescue-runs.ts';

const leaseMs = 1000;
let temporary: TemporaryDatabase;
let db: Database;
let wall: number;
let ticks: number;
beforeEach(() => {
  temporary = createTemporaryDatabase();
  db = temporary.db;
  wall = 1_000_000;
  ticks = 0;
});
afterEach(() => temporary.remove());

const clock = { now: () => wall, ticks: () => ticks };
const createLookout = (own = new Set<number>()) =>
  createRescue({ db, clock, leaseMs, log: pino({ level: 'silent' }), own: () => own });

/** A run at work with a worker elsewhere, of whom nothing is known but its lease. */
function runElsewhere(worker = { machine: 'elsewhere', pid: 1, processStart: null as string | null }) {
  const runId = queueRun(db);
  const workerId = registerWorker(db, { ...worker, now: wall });
  const run = claimNextRun(db, { workerId, leaseMs, now: wall })!;
  return { runId, attempt: run.attempt, fencingToken: run.fencingToken };
}

/** A process that has certainly ended. */
function deadProcess() {
  return { ...identifySelf(), pid: spawnSync(process.execPath, ['-e', '0']).pid };
}

test('a run is rescued when its lease has not been renewed for its whole length', () => {
  const lease = runElsewhere();
  const rescue = createLookout();
  expect(rescue.look()).toBe(0);
  ticks = 999;
  expect(rescue.look()).toBe(0);
  ticks = 1000;
  expect(rescue.look()).toBe(1);
  expect(getRun(db, lease.runId)).toMatchObject({ state: 'queued', failedAttempts: 1 });
});

test('a run is left alone as long as its lease is renewed, whatever the wall clock says', () => {
  const lease = runElsewhere();
  const rescue = createLookout();
  for (const jump of [0, 3_600_000, -86_400_000, 40 * 365 * 86_400_000]) {
    wall = 1_000_000 + jump;
    ticks += 900;
    renewLease(db, lease, wall + leaseMs);
    expect(rescue.look()).toBe(0);
  }
});

test('a run whose worker has certainly died on this machine is rescued at once', () => {
  const lease = runElsewhere(deadProcess());
  expect(createLookout().look()).toBe(1);
  expect(getRun(db, lease.runId)?.state).toBe('queued');
  expect(listWorkers(db)).toEqual([]);
});

test('a run is failed when it has lost its worker three times', () => {
  const lease = runElsewhere(deadProcess());
  const rescue = createLookout();
  for (const _ of [1, 2, 3]) {
    rescue.look();
    wall += 60_000;
    claimNextRun(db, { workerId: registerWorker(db, { ...deadProcess(), now: wall }), leaseMs, now: wall });
  }
  expect(getRun(db, lease.runId)).toMatchObject({
    state: 'failed',
    errorCode: 'worker-lost',
    failedAttempts: 3,
  });
});

test('a run that was to be canceled is canceled, not tried again', () => {
  const lease = runElsewhere(deadProcess());
  requestEnd(db, lease.runId, { request: 'cancel', now: wall });
  createLookout().look();
  expect(getRun(db, lease.runId)?.state).toBe('canceled');
});

test('a worker does not rescue its own runs', () => {
  const lease = runElsewhere();
  const rescue = createLookout(new Set([lease.runId]));
  rescue.look();
  ticks = 5000;
  expect(rescue.look()).toBe(0);
});

test('isCertainlyDead() is sure of ended processes of this machine alone', () => {
  expect(isCertainlyDead(identifySelf())).toBe(false);
  expect(isCertainlyDead(deadProcess())).toBe(true);
  expect(isCertainlyDead({ ...deadProcess(), machine: 'elsewhere' })).toBe(false);
});

test.runIf(process.platform === 'linux')(
  'isCertainlyDead() tells a process from a later one with its id',
  () => {
    expect(isCertainlyDead({ ...identifySelf(), processStart: '1' })).toBe(true);
  },
);

test.runIf(process.platform === 'linux')('readResidentBytes() agrees with what Node says of itself', () => {
  const said = process.memoryUsage.rss();
  expect(Math.abs(readResidentBytes(process.pid)! - said) / said).toBeLessThan(0.2);
  expect(readResidentBytes(2 ** 22 + 1)).toBeUndefined();
});
