import { beforeEach, expect, test } from 'vitest';
import { QueueWatchdog } from '#workers/queue/queue-watchdog.ts';

const second = 1000;
let ticks: number;
let waiting: number | Error;
let room: boolean;
let taken: number;
let restarts: number;
let watchdog: QueueWatchdog;

beforeEach(() => {
  ticks = 0;
  waiting = 3;
  room = true;
  taken = 0;
  restarts = 0;
  watchdog = new QueueWatchdog({
    depth: async () => {
      if (waiting instanceof Error) throw waiting;
      return waiting;
    },
    hasRoom: () => room,
    taken: () => taken,
    restart: async () => {
      restarts += 1;
    },
    ticks: () => ticks,
  });
});

/** Looks every five seconds. */
async function pass(seconds: number): Promise<void> {
  for (let passed = 0; passed < seconds; passed += 5) {
    ticks += 5 * second;
    await watchdog.look();
  }
}

test('QueueWatchdog starts the queue anew when tickets wait for a minute and nobody takes them', async () => {
  await pass(60);
  expect([restarts, watchdog.problem()]).toEqual([0, null]);
  await pass(5);
  expect(restarts).toBe(1);
  expect(watchdog.problem()).toMatch(/nobody took them for a minute/);
  await pass(60);
  expect(restarts).toBe(2);
});

test('QueueWatchdog is content once a ticket is taken, or none waits', async () => {
  await pass(65);
  taken += 1;
  await pass(5);
  expect(watchdog.problem()).toBeNull();
  await pass(65);
  waiting = 0;
  await pass(5);
  expect([restarts, watchdog.problem()]).toEqual([2, null]);
});

test('QueueWatchdog lets tickets wait as long as the worker has its hands full, or takes one now and then', async () => {
  room = false;
  await pass(600);
  room = true;
  for (let minute = 0; minute < 10; minute++) {
    taken += 1;
    await pass(50);
  }
  expect([restarts, watchdog.problem()]).toEqual([0, null]);
});

test('QueueWatchdog says that Redis is away and gives it a minute when it is back', async () => {
  waiting = new Error('away');
  await pass(300);
  expect([restarts, watchdog.problem()]).toEqual([0, 'Redis cannot be reached: runs wait until it is back.']);
  waiting = 3;
  await pass(60);
  expect([restarts, watchdog.problem()]).toEqual([0, null]);
});
