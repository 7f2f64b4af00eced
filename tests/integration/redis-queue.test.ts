import { expect, test, vi } from 'vitest';
import { listEvents } from '#db/queries/run-events.ts';
import type { RunConfigInput } from '#forecasting/config.ts';
import { workerKey } from '#tests/support/api-server.ts';
import { aMoment, endless, undisturbed, withFleetScene } from '#tests/support/fleet-scene.ts';
import { until } from '#tests/support/launch.ts';
import { redisProgram } from '#tests/support/redis-server.ts';
import { chooseDispatch } from '#workers/choose-dispatch.ts';
import { systemClock } from '#workers/clock.ts';
import { lookForRuns } from '#workers/dispatch.ts';
import { checkRedis } from '#workers/queue/check-redis.ts';

// A real Redis on loopback, a worker beside the database and workers that know only the server's address.

// A busy machine trains slowly: what is tested here is the order of things, not their speed.
vi.setConfig({ testTimeout: 400_000, hookTimeout: 240_000 });

const withRedis = test.skipIf(redisProgram === undefined);
const scene = withFleetScene({ redis: true });
const quick: RunConfigInput = { ...aMoment, forecasters: [] };

withRedis('runs reach the worker here and the one elsewhere through Redis, each of them once', async () => {
  scene().startLocalWorker(1);
  const remote = scene().startRemoteWorker();
  const busy = scene().queue(endless);
  await scene().begun(busy);
  const ids = Array.from({ length: 10 }, () => scene().queue(quick));
  for (const id of ids) await scene().ended(id);
  scene().stop(busy);
  await scene().ended(busy);
  for (const id of [busy, ...ids]) expect(scene().states(id)).toEqual(undisturbed);
  const elsewhere = remote.output().match(/A run begins/g)?.length ?? 0;
  expect(elsewhere).toBeGreaterThan(0);
  expect(elsewhere).toBeLessThan(11);
  expect(await scene().tickets()).toBe(0);
});

withRedis('runs of high priority come first, then those that came first', async () => {
  const ids = [0, 0, 7, -3].map((priority) => scene().queue(quick, { priority }));
  scene().startLocalWorker(0);
  await until('the tickets', async () => (await scene().tickets()) === 4);
  scene().startRemoteWorker();
  for (const id of ids) await scene().ended(id);
  const begun = listEvents(scene().server.services.db, { after: 0, limit: 1000 }).flatMap(
    ({ runId, payload }) => (payload.kind === 'state' && payload.state === 'running' ? [runId] : []),
  );
  expect(begun).toEqual([ids[2], ids[0], ids[1], ids[3]]);
});

withRedis(
  'checkRedis() takes a careful Redis, warns of one without a file, refuses one that evicts',
  async () => {
    expect(await checkRedis(scene().redis!.url)).toEqual({ outcome: 'good' });
    await scene().redis!.ask('CONFIG', 'SET', 'appendonly', 'no');
    expect(await checkRedis(scene().redis!.url)).toMatchObject({
      outcome: 'risky',
      message: expect.stringContaining('append-only'),
    });
    await scene().redis!.ask('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru');
    const refused = await checkRedis(scene().redis!.url);
    expect(refused).toMatchObject({
      outcome: 'refused',
      message: expect.stringMatching(/allkeys-lru .* set maxmemory-policy noeviction\.$/),
    });
  },
);

withRedis('a worker refuses to start on a Redis that evicts, in one line', async () => {
  await scene().redis!.ask('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru');
  const here = scene().startLocalWorker(1);
  expect(await here.exited).toBe(1);
  expect(here.output()).toContain('set maxmemory-policy noeviction');
  expect(here.output().trim().split('\n')).toHaveLength(1);
  const elsewhere = scene().startRemoteWorker();
  expect(await elsewhere.exited).toBe(3);
  expect(elsewhere.output()).toContain('set maxmemory-policy noeviction');
});

withRedis(
  'checkRedis() tells a wrong password and a Redis that is away apart, and names no password',
  async () => {
    await scene().redis!.ask('CONFIG', 'SET', 'requirepass', 'right-one');
    const wrong = await checkRedis(scene().redis!.url.replace('//', '//:guess@'));
    expect(wrong).toMatchObject({ outcome: 'refused', message: expect.stringContaining('password') });
    expect(await checkRedis(scene().redis!.url)).toMatchObject({ outcome: 'refused' });
    expect(await checkRedis(scene().redis!.url.replace('//', '//:right-one@'))).toMatchObject({
      outcome: 'good',
    });
    await scene().redis!.kill();
    const away = await checkRedis(scene().redis!.url.replace('//', '//:guess@'));
    expect(away).toMatchObject({ outcome: 'away' });
    expect(JSON.stringify([wrong, away])).not.toContain('guess');
  },
);

test('without a queue workers look for runs themselves', async () => {
  const silent = { info() {}, warn() {}, error() {} };
  const options = { queue: undefined, workerKey, concurrentRuns: 1, clock: systemClock, log: silent };
  expect(await chooseDispatch(options)).toBe(lookForRuns);
});
