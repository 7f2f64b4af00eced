import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createHindcastClient } from '#server/client.ts';
import { aMoment, withFaultScene } from '../support/fault-run.ts';
import { freePort, launch, projectRoot, until } from '../support/launch.ts';

// Another program holds the database, as a nightly copy by hand does: what waits for it is told, nothing is lost.

const { scene, bundle } = withFaultScene({ api: 'tests/support/api-program.ts' });
const observations = Array.from({ length: 60 }, (_, i) => ({ time: i, value: Math.sin(i / 3) }));

test.each([
  [4, 'waited for', undefined],
  [30, 'answered with 503 and asked to come again', 'database-busy'],
])(
  'a database that another program locks for %d seconds is %s; no process ends, no run is stuck',
  async (seconds, _, refusal) => {
    const stage = scene();
    const { db, folder } = stage.temporary;
    const port = await freePort();
    const env = { HINDCAST_ROOT: projectRoot, HINDCAST_DATA: folder.root, PORT: String(port) };
    const api = launch(process.execPath, [join(bundle().folder, 'api.mjs')], env);
    await until('the server', () => api.output().includes('listening'));
    const address = `http://127.0.0.1:${port}`;
    const client = createHindcastClient({ url: address });
    const worker = stage.startWorker();
    const { id } = await client.series.create.mutate({ name: 'sine', frequency: 'index', observations });
    const atWork = stage.queue();
    await until('an epoch', () => stage.hasLearned(atWork, 1));

    db.$client.exec('begin exclusive');
    const from = Date.now();
    const request = { seriesIds: [id], config: aMoment, idempotencyKey: `locked for ${seconds}` };
    const asked = client.runs.create.mutate(request).then(
      (run) => ({ run, code: undefined, status: 200 }),
      (problem) => ({
        run: undefined,
        code: problem.data?.hindcast.code,
        status: problem.data?.httpStatus,
      }),
    );
    if (refusal !== undefined) {
      expect(await asked).toMatchObject({ code: refusal, status: 503 });
      expect(Date.now() - from).toBeLessThan(20_000);
      expect((await client.runs.get.query({ id: atWork })).state).toBe('running');
      expect([200, 503]).toContain((await fetch(`${address}/api/health`)).status);
    }
    await sleep(Math.max(0, from + seconds * 1000 - Date.now()));
    db.$client.exec('commit');

    const { run } = await asked;
    if (refusal === undefined) expect(run?.state).toBe('queued');
    const again = await client.runs.create.mutate(request);
    if (run) expect(again.id).toBe(run.id);
    stage.accepted.add(again.id);
    await stage.untilEnded();
    expect([api.child.exitCode, worker.child.exitCode]).toEqual([null, null]);
    for (const one of [atWork, again.id]) {
      expect(stage.run(one)).toMatchObject({ state: 'succeeded', attempt: 1, failedAttempts: 0 });
    }
    api.child.kill('SIGKILL');
    await api.exited;
    stage.audit();
  },
);
