import { afterEach, beforeEach, expect, test } from 'vitest';
import { claimNextRun } from '#db/queries/run-leases.ts';
import { beatWorker, registerWorker } from '#db/queries/workers.ts';
import { systemHealth } from '#server/system-status.ts';
import { createTestServices } from '#tests/support/api-server.ts';
import { queueRun } from '#tests/support/stored-run.ts';

const minute = 60_000;
let made: ReturnType<typeof createTestServices>;
let now: number;

beforeEach(() => {
  made = createTestServices();
  now = 1_000_000_000;
});
afterEach(() => made.remove());

const health = () => systemHealth({ ...made.services, now: () => now });
const startWorker = () =>
  registerWorker(made.services.db, { machine: 'here', pid: 1, processStart: null, now });

test('systemHealth() is ok before there is any work, worker or not', () => {
  expect(health()).toMatchObject({ status: 'ok', workers: 0, queued: 0 });
});

test('systemHealth() waits a minute before it calls a queue without a worker stuck', () => {
  queueRun(made.services.db, { createdAt: now });
  now += minute;
  expect(health().status).toBe('ok');
  now += 1;
  expect(health()).toMatchObject({ status: 'stuck', queued: 1, reason: 'Runs wait and no worker is alive.' });
});

test('systemHealth() is ok while the worker is busy with another run, however long', () => {
  const { db } = made.services;
  const workerId = startWorker();
  queueRun(db, { createdAt: now });
  queueRun(db, { createdAt: now });
  claimNextRun(db, { workerId, leaseMs: 60 * minute, now });
  now += 30 * minute;
  beatWorker(db, workerId, { now, problem: null });
  expect(health()).toMatchObject({ status: 'ok', workers: 1, running: 1, queued: 1 });
});

test('systemHealth() says when a living worker takes nothing', () => {
  const { db } = made.services;
  const workerId = startWorker();
  queueRun(db, { createdAt: now });
  now += 2 * minute;
  beatWorker(db, workerId, { now, problem: null });
  expect(health()).toMatchObject({ status: 'stuck', reason: 'Runs wait and the worker takes none.' });
});

test('systemHealth() says when a run has lost its worker and nobody takes it up', () => {
  const { db } = made.services;
  const workerId = startWorker();
  queueRun(db, { createdAt: now });
  claimNextRun(db, { workerId, leaseMs: 30_000, now });
  now += 30_000;
  expect(health().status).toBe('ok');
  now += 2 * minute;
  expect(health()).toMatchObject({ status: 'stuck', running: 1 });
});

test('systemHealth() says what keeps the worker beside the database from taking runs; one elsewhere may fail alone', () => {
  const { db } = made.services;
  const problem = 'Redis cannot be reached: runs wait until it is back.';
  const elsewhere = { machine: 'remote box', name: 'box', pid: 2, processStart: null, now };
  beatWorker(db, registerWorker(db, elsewhere), { now, problem });
  expect(health().status).toBe('ok');
  const workerId = startWorker();
  beatWorker(db, workerId, { now, problem });
  expect(health()).toMatchObject({ status: 'stuck', reason: problem });
  beatWorker(db, workerId, { now, problem: null });
  expect(health().status).toBe('ok');
});

test('systemHealth() forgives a run that is to be tried again later', () => {
  queueRun(made.services.db, { createdAt: now + 5 * minute });
  now += 2 * minute;
  expect(health().status).toBe('ok');
});
