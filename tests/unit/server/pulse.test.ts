import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { closeDatabase, type Database, openDatabase } from '#db/client.ts';
import { createPulse, type Pulse } from '#server/pulse.ts';
import { queueRun } from '#tests/support/stored-run.ts';
import { createTemporaryDatabase, type TemporaryDatabase } from '#tests/support/temporary-database.ts';

let temporary: TemporaryDatabase;
let other: Database;
let pulse: Pulse;
let release: () => void;

beforeEach(async () => {
  temporary = createTemporaryDatabase();
  other = openDatabase(temporary.folder.database);
  pulse = createPulse(temporary.db, { longestWaitMs: 600_000 });
  release = pulse.acquire();
  // The first beat notes where things stand.
  await pulse.next(new AbortController().signal);
});
afterEach(() => {
  release();
  closeDatabase(other);
  temporary.remove();
});

const untilCommit = () => pulse.next(new AbortController().signal);

test('next() wakes on a commit of another connection', async () => {
  const waiting = untilCommit();
  queueRun(other);
  await expect(waiting).resolves.toBeUndefined();
});

test('next() wakes on a commit of our own connection', async () => {
  const waiting = untilCommit();
  queueRun(temporary.db);
  await expect(waiting).resolves.toBeUndefined();
});

test('next() goes on sleeping while nothing is written, and ends when its signal says so', async () => {
  const leaving = new AbortController();
  let isAwake = false;
  const waiting = pulse.next(leaving.signal).then(() => {
    isAwake = true;
  });
  await sleep(350);
  expect(isAwake).toBe(false);
  leaving.abort();
  await waiting;
  expect(isAwake).toBe(true);
});

test('one commit wakes everyone who waits', async () => {
  const waiting = Array.from({ length: 200 }, untilCommit);
  queueRun(other);
  await expect(Promise.all(waiting)).resolves.toHaveLength(200);
});

test('next() looks up by itself after its longest wait, commit or not', async () => {
  const impatient = createPulse(temporary.db, { longestWaitMs: 20 });
  await expect(impatient.next(new AbortController().signal)).resolves.toBeUndefined();
});
