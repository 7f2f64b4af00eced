import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { requestEnd } from '#db/queries/runs.ts';
import { createHindcastClient, type HindcastClient } from '#server/client.ts';
import { createFakeClock, hasFakeClock } from '../support/fake-clock.ts';
import { aMoment, leaseMs, someSeconds, withFaultScene } from '../support/fault-run.ts';
import { freePort, launch, projectRoot, temporaryFolder, until } from '../support/launch.ts';

const { scene, bundle } = withFaultScene({ api: 'tests/support/api-program.ts' });

const hour = 3600;
const day = 24 * hour;
const jumps: readonly [name: string, seconds: number][] = [
  ['an hour on', hour],
  ['back again', 0],
  ['an hour back', -hour],
  ['a day on', day],
  ['a day back', -day],
  ['forty years back', -40 * 365 * day],
  ['back to today', 0],
];

async function timesFired(client: HindcastClient, id: number): Promise<number> {
  const history = await client.schedules.history.query({ id });
  return history.filter(({ kind }) => kind === 'fired' || kind === 'caught-up').length;
}

test.skipIf(!hasFakeClock)(
  'faketime: a server and its worker whose clock jumps an hour, a day, forty years rescue nobody who is well and fire each schedule once at the most',
  async () => {
    const stage = scene();
    const outside = temporaryFolder();
    const clock = createFakeClock(outside.path);
    const port = await freePort();
    const { root } = stage.temporary.folder;
    const env = { HINDCAST_ROOT: projectRoot, HINDCAST_DATA: root, PORT: String(port), ...clock.variables };
    const api = launch(process.execPath, [join(bundle().folder, 'api.mjs')], env);
    await until('the server', () => api.output().includes('listening'));
    const client = createHindcastClient({ url: `http://127.0.0.1:${port}` });
    const worker = stage.startWorker({ ...clock.variables, HINDCAST_WORKERS: '2' });

    const atWork = stage.queue({ ...someSeconds, units: 256, epochs: 500, patience: 100, seeds: 10 });
    await until('an epoch', () => stage.hasLearned(atWork, 1));
    const observations = Array.from({ length: 60 }, (_, i) => ({ time: i, value: Math.sin(i / 3) }));
    const series = await client.series.create.mutate({ name: 'sine', frequency: 'index', observations });
    // Neither comes by itself while this test runs, but at every half hour and midnight.
    const planned = ['7 * * * *', '0 0 * * *'].map((cron) =>
      client.schedules.create.mutate({ seriesIds: [series.id], config: aMoment, cron, zone: 'UTC' }),
    );
    const schedules = await Promise.all(planned);
    let latest = await Promise.all(schedules.map(({ id }) => timesFired(client, id)));

    for (const [name, seconds] of jumps) {
      clock.jumpTo(seconds);
      const key = `queued when the clock was set ${name}`;
      const run = await client.runs.create.mutate({
        seriesIds: [series.id],
        config: aMoment,
        idempotencyKey: key,
      });
      stage.accepted.add(run.id);
      await until(key, () => stage.hasEnded(run.id), 100_000);
      await sleep(leaseMs + 2000);
      const fired = await Promise.all(schedules.map(({ id }) => timesFired(client, id)));
      for (const [place, count] of fired.entries()) {
        expect(count - latest[place]!, `schedule ${place}, ${name}`).toBeLessThanOrEqual(1);
      }
      latest = fired;
      expect(stage.run(atWork), name).toMatchObject({ state: 'running', attempt: 1 });
    }
    // On by an hour and on by a day: the hour's schedule has come due, and the day's.
    expect(latest[0]).toBeGreaterThanOrEqual(1);
    expect(latest[1]).toBeGreaterThanOrEqual(1);
    expect([api.child.exitCode, worker.child.exitCode]).toEqual([null, null]);

    requestEnd(stage.temporary.db, atWork, { request: 'stop', now: Date.now() });
    await until('every run ends', async () => {
      const { running, queued } = await client.system.status.query();
      return running.length === 0 && queued === 0;
    });
    for (const { id } of (await client.runs.list.query({ limit: 100 })).items) {
      stage.accepted.add(id);
      expect(stage.run(id)).toMatchObject({ state: 'succeeded', attempt: 1, failedAttempts: 0 });
    }
    api.child.kill('SIGKILL');
    await api.exited;
    outside.remove();
    stage.audit();
  },
);
