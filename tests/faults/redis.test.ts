import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { listWorkers } from '#db/queries/workers.ts';
import type { RunConfigInput } from '#forecasting/config.ts';
import { systemHealth } from '#server/system-status.ts';
import { aMoment, endless, leaseMs, undisturbed, withFleetScene } from '#tests/support/fleet-scene.ts';
import { until } from '#tests/support/launch.ts';
import { redisProgram } from '#tests/support/redis-server.ts';

// Redis dies, is flushed and stays away, a worker dies with what it had from Redis: nothing is lost or done twice.

// A busy machine trains slowly: what is tested here is the order of things, not their speed.
vi.setConfig({ testTimeout: 400_000, hookTimeout: 240_000 });

const withRedis = test.skipIf(redisProgram === undefined);
const scene = withFleetScene({ redis: true });
const quick: RunConfigInput = { ...aMoment, forecasters: [] };

/** Seconds for which Redis dies; longer ones when somebody asks for them. */
const outages = (process.env.HINDCAST_REDIS_OUTAGES ?? '3').split(',').map(Number);

withRedis.each(outages)(
  'Redis dies for %d seconds and forgets everything: training goes on, waiting runs follow',
  async (seconds) => {
    scene().startLocalWorker(1);
    const busy = scene().queue(endless);
    await scene().begun(busy);
    const waiting = [scene().queue(quick), scene().queue(quick), scene().queue(quick)];
    await sleep(500);
    await scene().redis!.kill();
    await sleep(seconds * 1000);
    // It may have come to its end meanwhile: only what waits needs Redis.
    expect(['running', 'succeeded']).toContain(scene().run(busy).state);
    expect(scene().run(busy).attempt).toBe(1);
    await scene().redis!.start();
    const backAt = Date.now();
    scene().stop(busy);
    await scene().ended(busy);
    await until('the next run begins', () => waiting.some((id) => scene().run(id).attempt > 0), 60_000);
    expect(Date.now() - Math.max(backAt, scene().run(busy).finishedAt ?? 0)).toBeLessThan(10_000);
    for (const id of waiting) await scene().ended(id);
    for (const id of [busy, ...waiting]) expect(scene().states(id)).toEqual(undisturbed);
  },
);

withRedis('what Redis is made to forget is announced again', async () => {
  scene().startLocalWorker(1);
  const busy = scene().queue(endless);
  await scene().begun(busy);
  const waiting = [scene().queue(quick), scene().queue(quick), scene().queue(quick)];
  await until('the tickets', async () => (await scene().tickets()) === 4);
  await scene().redis!.ask('FLUSHALL');
  const flushedAt = Date.now();
  scene().stop(busy);
  for (const id of [busy, ...waiting]) await scene().ended(id);
  expect(Date.now() - flushedAt).toBeLessThan(60_000);
  for (const id of [busy, ...waiting]) expect(scene().states(id)).toEqual(undisturbed);
});

withRedis('a Redis that stays away makes the health red and says so; runs wait', async () => {
  scene().startLocalWorker(1);
  await scene().redis!.kill();
  const id = scene().queue(quick);
  const stuck = await until('the health turns red', () => {
    const health = systemHealth(scene().server.services);
    return health.status === 'stuck' ? health : undefined;
  });
  expect(stuck.reason).toBe('Redis cannot be reached: runs wait until it is back.');
  expect(scene().run(id)).toMatchObject({ state: 'queued', attempt: 0 });
  await scene().redis!.start();
  await scene().ended(id);
  await until('the health is well again', () => systemHealth(scene().server.services).status === 'ok');
});

withRedis('a worker that dies with runs from Redis loses them to others within its lease', async () => {
  scene().startLocalWorker(0);
  const first = scene().startRemoteWorker();
  const id = scene().queue(endless);
  await scene().begun(id);
  await until('an epoch', () => scene().run(id).share > 0.03, 60_000);
  scene().startRemoteWorker();
  await until('the other worker is there', () => listWorkers(scene().server.services.db).length === 3);
  first.child.kill('SIGKILL');
  const killedAt = Date.now();
  await until(
    'the second attempt',
    () => scene().run(id).attempt === 2 && scene().run(id).state === 'running',
  );
  expect(Date.now() - killedAt).toBeLessThan(leaseMs + 5000);
  scene().stop(id);
  expect(await scene().ended(id)).toMatchObject({ state: 'succeeded', attempt: 2 });
});
