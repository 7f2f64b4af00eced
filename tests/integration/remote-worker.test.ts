import { expect, test, vi } from 'vitest';
import { appendObservations } from '#db/queries/append-observations.ts';
import { getForecast } from '#db/queries/forecasts.ts';
import { getModel } from '#db/queries/models.ts';
import { readRunResult, readSeriesResult } from '#db/queries/results.ts';
import { createRun, requestEnd } from '#db/queries/runs.ts';
import { listWorkers } from '#db/queries/workers.ts';
import { aMoment, endless, leaseMs, sine, undisturbed, withFleetScene } from '#tests/support/fleet-scene.ts';
import { isAlive, until } from '#tests/support/launch.ts';
import { pointsOf } from '#tests/support/stored-series.ts';

// Workers on other machines are processes of this one that know nothing but the address of the server and the key.

// A busy machine trains slowly: what is tested here is the order of things, not their speed.
vi.setConfig({ testTimeout: 400_000, hookTimeout: 240_000 });

const scene = withFleetScene();

/** What a run found out, but for the time it took. */
function findingsOf(id: number): unknown {
  const { db } = scene().server.services;
  const [seriesId] = scene().run(id).seriesIds;
  const timeless = (name: string, value: unknown) => (/[sS]econds$/.test(name) ? undefined : value);
  const findings = [readRunResult(db, id), readSeriesResult(db, id, seriesId!), getModel(db, id)?.sha256];
  return JSON.parse(JSON.stringify(findings, timeless));
}

test('a run trained elsewhere has the same weights and results, bit for bit, as one trained here', async () => {
  const gaps = sine.map((value, i) => (i % 50 === 7 ? Number.NaN : value));
  const elsewhere = scene().queue({ ...aMoment, forecasters: ['rnn', 'lstm'] }, {}, gaps);
  const remote = scene().startRemoteWorker();
  expect(await scene().ended(elsewhere)).toMatchObject({ state: 'succeeded', attempt: 1, share: 1 });
  remote.child.kill('SIGTERM');
  await remote.exited;
  const here = scene().queue({ ...aMoment, forecasters: ['rnn', 'lstm'] }, {}, gaps);
  scene().startLocalWorker(1);
  expect((await scene().ended(here)).state).toBe('succeeded');
  expect(findingsOf(elsewhere)).toEqual(findingsOf(here));
  expect(readRunResult(scene().server.services.db, elsewhere)?.engine.kernelBuild).toMatch(/\w/);
  expect(scene().states(elsewhere)).toEqual(undisturbed);
  expect(scene().epochs(elsewhere)).toEqual(scene().epochs(here));
});

test('a reforecast elsewhere answers from the model that the server keeps', async () => {
  const { db } = scene().server.services;
  const id = scene().queue();
  scene().startRemoteWorker();
  const { seriesIds, config } = await scene().ended(id);
  appendObservations(db, seriesIds[0]!, pointsOf([0.5, 0.9, 1.2], [240, 241, 242]));
  const again = createRun(db, {
    kind: 'reforecast',
    seriesIds,
    config,
    modelRunId: id,
    createdAt: Date.now(),
  });
  expect(await scene().ended(again)).toMatchObject({ state: 'succeeded', attempt: 1 });
  expect(getForecast(db, again, seriesIds[0]!)).toMatchObject({
    originStamp: 242,
    modelHash: getModel(db, id)!.sha256,
  });
});

test('stop and cancel reach a worker elsewhere; a run that cannot be done says why', async () => {
  const [stopped, canceled] = [scene().queue(endless), scene().queue(endless)];
  scene().startRemoteWorker({ variables: { HINDCAST_WORKERS: '2' } });
  await scene().secondEpoch(stopped);
  await scene().secondEpoch(canceled);
  scene().stop(stopped);
  requestEnd(scene().server.services.db, canceled, { request: 'cancel', now: Date.now() });
  expect((await scene().ended(stopped)).state).toBe('succeeded');
  expect((await scene().ended(canceled)).state).toBe('canceled');
  const short = await scene().ended(scene().queue({ ...aMoment, horizon: 50 }, {}, [1, 2, 3]));
  expect(short).toMatchObject({ state: 'failed', attempt: 1, errorCode: 'too-short' });
});

test('a worker that is told to stop puts its run back at once, and no attempt is counted', async () => {
  const id = scene().queue(endless);
  const worker = scene().startRemoteWorker();
  await scene().secondEpoch(id);
  worker.child.kill('SIGTERM');
  const askedAt = Date.now();
  expect(await worker.exited).toBe(0);
  expect(Date.now() - askedAt).toBeLessThan(8000);
  expect(scene().run(id)).toMatchObject({ state: 'queued', attempt: 1, failedAttempts: 0, leaseUntil: null });
  expect(listWorkers(scene().server.services.db)).toEqual([]);
});

test('a server that is away is waited for: at the start, in the midst of a training, and at its end', async () => {
  const comeBack = await scene().server.leave();
  const id = scene().queue({ ...endless, epochs: 60, patience: 60, seeds: 1 });
  const worker = scene().startRemoteWorker({ variables: { HINDCAST_WORKERS: '1' } });
  await until('the worker waits', () => worker.output().includes('The server is away'));
  await comeBack();
  await scene().secondEpoch(id);
  const back = await scene().server.leave();
  await new Promise((resolve) => setTimeout(resolve, 2000));
  await back();
  await until('later epochs', () => scene().epochs(id).length > 5, 120_000);
  const late = await scene().server.leave();
  await new Promise((resolve) => setTimeout(resolve, 20_000));
  await late();
  expect(await scene().ended(id)).toMatchObject({ state: 'succeeded', attempt: 1 });
  expect(scene().epochs(id)).toHaveLength(60);
  await until('the worker has noticed', () => worker.output().match(/The server is back/g)?.length === 3);
});

test.each([
  ['a wrong key', { key: 'hindcast-worker-this-is-not-the-key' }, 'not the key of workers'],
  ['no key at all', { key: '' }, 'holds no worker key'],
])('with %s a worker ends with exit code 3 and says why', async (_, options, reason) => {
  const worker = scene().startRemoteWorker(options);
  expect(await worker.exited).toBe(3);
  expect(worker.output()).toContain(reason);
});

test('of three workers sharing 20 runs one is killed and one frozen past its lease: none lost, none twice', async () => {
  scene().startLocalWorker();
  const [first, second] = [scene().queue(endless), scene().queue(endless)];
  const [killed, frozen] = [scene().startRemoteWorker(), scene().startRemoteWorker()];
  await scene().secondEpoch(first);
  await scene().secondEpoch(second);
  scene().startRemoteWorker();
  const ids = [first, second, ...Array.from({ length: 8 }, () => scene().queue())];
  for (const id of ids.slice(2)) await scene().ended(id);
  killed.child.kill('SIGKILL');
  const killedAt = Date.now();
  const lost = await until('the run of the killed worker is running again', () =>
    [first, second].find((id) => scene().run(id).attempt === 2 && scene().run(id).state === 'running'),
  );
  expect(Date.now() - killedAt).toBeLessThan(leaseMs + 5000);
  const other = lost === first ? second : first;
  frozen.child.kill('SIGSTOP');
  scene().stop(lost);
  await until('the run of the frozen worker is taken away', () => scene().run(other).attempt === 2, 60_000);
  const asleep = scene()
    .events(other)
    .filter(({ attempt }) => attempt === 1).length;
  ids.push(...Array.from({ length: 10 }, () => scene().queue()));
  frozen.child.kill('SIGCONT');
  await until('the frozen worker notices', () => frozen.output().includes('no longer holds it'), 60_000);
  scene().stop(other);
  for (const id of ids) expect((await scene().ended(id)).state).toBe('succeeded');
  expect(
    scene()
      .events(other)
      .filter(({ attempt }) => attempt === 1),
  ).toHaveLength(asleep);
  expect(ids).toHaveLength(20);
  for (const id of ids) {
    expect(
      scene()
        .states(id)
        .filter((state) => state.startsWith('succeeded')),
    ).toHaveLength(1);
    expect(new Set(scene().epochs(id)).size).toBe(scene().epochs(id).length);
  }
  expect(isAlive(frozen.child.pid!)).toBe(true);
});
