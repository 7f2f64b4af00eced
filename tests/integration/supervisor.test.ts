import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listEvents } from '#db/queries/run-events.ts';
import { getRun } from '#db/queries/runs.ts';
import { readEnvironment } from '#server/env.ts';
import { isAlive, launch, until } from '#tests/support/launch.ts';
import { queueRun } from '#tests/support/stored-run.ts';
import { createTemporaryDatabase, type TemporaryDatabase } from '#tests/support/temporary-database.ts';
import { type Clock, systemClock } from '#workers/clock.ts';
import { spawnTrainer } from '#workers/spawn-trainer.ts';
import { startWorker, type Worker } from '#workers/worker.ts';

const bundle = fileURLToPath(new URL('../fixtures/faulty-trainer.mjs', import.meta.url));
const megabyte = 1024 * 1024;

/** Its wall clock runs twenty times as fast, so that pauses between attempts are short. */
const startedAt = Date.now();
const hastyClock: Clock = { ...systemClock, now: () => startedAt + 20 * (Date.now() - startedAt) };

let temporary: TemporaryDatabase;
let worker: Worker | undefined;
const pids: number[] = [];

beforeEach(() => {
  temporary = createTemporaryDatabase();
});
afterEach(async () => {
  await worker?.stop();
  worker = undefined;
  temporary.remove();
  delete process.env.HINDCAST_FAULT;
});

function start(
  fault: string,
  settings: { progressTimeoutMs?: number; memoryLimitBytes?: number } = {},
): void {
  process.env.HINDCAST_FAULT = fault;
  worker = startWorker({
    db: temporary.db,
    folder: temporary.folder,
    clock: hastyClock,
    log: pino({ level: 'silent' }),
    settings: {
      ...readEnvironment({}),
      leaseMs: 3000,
      checkpointMs: 5000,
      concurrentRuns: 1,
      progressTimeoutMs: 60_000,
      memoryLimitBytes: 2000 * megabyte,
      ...settings,
    },
    spawnTrainer: (options) => {
      const trainer = spawnTrainer({ ...options, bundle });
      pids.push(trainer.pid);
      return trainer;
    },
    onFatal: (problem) => {
      throw problem;
    },
  });
}

const ended = (id: number) =>
  until(`run ${id} ends`, () => {
    const run = getRun(temporary.db, id);
    return run?.finishedAt ? run : undefined;
  });
const noneLeft = () => until('every trainer is gone', () => pids.every((pid) => !isAlive(pid)));

test.each([
  ['crash', 'trainer-crashed', /ended unexpectedly \(signal SIGSEGV\).*It was tried 3 times/],
  ['exit-quietly', 'trainer-crashed', /ended unexpectedly \(exit code 0\)/],
  ['lose-its-mind', 'internal', /x is not a function/],
])(
  'a trainer that will %s is tried three times, then the run fails and says why',
  async (fault, code, message) => {
    const id = queueRun(temporary.db);
    start(fault);
    expect(await ended(id)).toMatchObject({
      state: 'failed',
      attempt: 3,
      failedAttempts: 3,
      errorCode: code,
    });
    expect(getRun(temporary.db, id)?.errorMessage).toMatch(message);
    await noneLeft();
  },
);

test('a training that diverges fails at once: a second try would do the same', async () => {
  const id = queueRun(temporary.db);
  start('diverge');
  expect(await ended(id)).toMatchObject({
    state: 'failed',
    attempt: 1,
    errorCode: 'diverged',
    errorMessage: 'Loss is no number after epoch 3',
  });
});

test.each(['hang', 'spin-for-ever'])(
  'a trainer that will %s is ended when it makes no progress',
  async (fault) => {
    const id = queueRun(temporary.db);
    start(fault, { progressTimeoutMs: 700 });
    expect(await ended(id)).toMatchObject({ state: 'failed', attempt: 3, errorCode: 'no-progress' });
    await noneLeft();
  },
);

test('a trainer that takes more memory than allowed is ended, and the limit is named', async () => {
  const id = queueRun(temporary.db);
  start('swell-up', { memoryLimitBytes: 300 * megabyte });
  expect(await ended(id)).toMatchObject({ state: 'failed', errorCode: 'out-of-memory' });
  expect(getRun(temporary.db, id)?.errorMessage).toContain('more memory than 300 MB');
  await noneLeft();
});

test('a poisonous run does not hold up the next one', async () => {
  const poison = queueRun(temporary.db);
  const next = queueRun(temporary.db);
  start('crash');
  await Promise.all([ended(poison), ended(next)]);
  const states = listEvents(temporary.db, { after: 0, limit: 100 }).flatMap(({ runId, payload }) =>
    payload.kind === 'state' ? [`${runId} ${payload.state}`] : [],
  );
  expect(states.indexOf(`${next} running`)).toBeLessThan(states.indexOf(`${poison} failed`));
});

test('a database locked for a second by another program delays a run and harms nothing', async () => {
  const id = queueRun(temporary.db);
  const lock = `
    const client = new (require('better-sqlite3'))(${JSON.stringify(temporary.folder.database)});
    client.exec('begin exclusive');
    console.log('locked');
    setTimeout(() => client.exec('commit'), 1000);`;
  const other = launch(process.execPath, ['-e', lock]);
  await until('the lock', () => other.output().includes('locked'));
  start('diverge');
  expect(await ended(id)).toMatchObject({ state: 'failed', attempt: 1, errorCode: 'diverged' });
  expect(await other.exited).toBe(0);
});

test('a run that failed leaves no draft behind', async () => {
  const id = queueRun(temporary.db);
  start('diverge');
  await ended(id);
  expect(readdirSync(temporary.folder.tmp)).toEqual([]);
});
