import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createHindcastClient } from '#server/client.ts';
import { auditAnyTime } from '../support/audit.ts';
import { aMoment, type FaultScene, withFaultScene } from '../support/fault-run.ts';
import { freePort, launch, projectRoot, until } from '../support/launch.ts';
import { hasStrace, tamper } from '../support/strace.ts';

const { scene, bundle } = withFaultScene({ api: 'tests/support/api-program.ts' });

async function startApi(stage: FaultScene, under: readonly string[] = []) {
  const port = await freePort();
  const [command, ...args] = [...under, process.execPath, join(bundle().folder, 'api.mjs')];
  const { root } = stage.temporary.folder;
  const variables = { HINDCAST_ROOT: projectRoot, HINDCAST_DATA: root, PORT: String(port) };
  const program = launch(command!, args, variables);
  await until('the server', () => program.output().includes('listening') || hasExited(program.child));
  if (under.length === 0 && hasExited(program.child)) throw new Error(program.output());
  return { ...program, client: createHindcastClient({ url: `http://127.0.0.1:${port}` }) };
}

const hasExited = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;

/** A person's two steps: a series, and a run on it; each is asked for again until it is answered. */
function ask(client: ReturnType<typeof createHindcastClient>, key: string) {
  const observations = Array.from({ length: 60 }, (_, i) => ({ time: i, value: Math.sin(i / 3) }));
  const series = { name: key, frequency: 'index', observations, idempotencyKey: `series ${key}` } as const;
  return {
    series: () => client.series.create.mutate(series),
    run: (seriesId: number) =>
      client.runs.create.mutate({ seriesIds: [seriesId], config: aMoment, idempotencyKey: `run ${key}` }),
  };
}

test.skipIf(!hasStrace)(
  'strace: what the server accepts while it is killed at one of 12 exact writes is there once, all else once or not at all',
  async () => {
    const stage = scene();
    const { db, folder } = stage.temporary;
    for (let point = 1; point <= 12; point++) {
      const key = `point ${point}`;
      const rule = tamper({ call: point % 3 === 0 ? 'fsync' : 'pwrite64', fault: 'SIGKILL', from: point });
      const doomed = await startApi(stage, rule);
      const first = ask(doomed.client, key);
      const told = await first
        .series()
        .then(({ id }) => first.run(id))
        .catch(() => undefined);
      if (told) stage.accepted.add(told.id);
      expect(auditAnyTime({ db, folder, accepted: stage.accepted })).toEqual([]);
      doomed.child.kill('SIGKILL');
      const healthy = await startApi(stage);
      const again = ask(healthy.client, key);
      const run = await again.run((await again.series()).id);
      if (told) expect(run.id).toBe(told.id);
      stage.accepted.add(run.id);
      healthy.child.kill('SIGKILL');
      await healthy.exited;
    }
    expect(db.$client.prepare('select count(*) from runs').pluck().get()).toBe(12);
    expect(db.$client.prepare('select count(*) from series').pluck().get()).toBe(12);
    stage.startWorker();
    await stage.untilEnded();
    stage.audit();
  },
);

test.skipIf(!hasStrace)(
  'strace: a server whose disk fails answers with an error and ends; what it did not answer for is there once or not at all',
  async () => {
    const stage = scene();
    const { db, folder } = stage.temporary;
    let ended = 0;
    for (const from of [1, 2, 3]) {
      const key = `failing disk ${from}`;
      const doomed = await startApi(stage, tamper({ call: 'fsync', fault: 'EIO', from }));
      const first = ask(doomed.client, key);
      const told = await first
        .series()
        .then(({ id }) => first.run(id))
        .catch((problem: Error) => void expect(problem.message).toMatch(/went wrong|fetch failed/));
      if (told) stage.accepted.add(told.id);
      else {
        await until('the server ends', () => hasExited(doomed.child));
        ended++;
      }
      doomed.child.kill('SIGKILL');
      expect(auditAnyTime({ db, folder, accepted: stage.accepted })).toEqual([]);
      const healthy = await startApi(stage);
      const again = ask(healthy.client, key);
      stage.accepted.add((await again.run((await again.series()).id)).id);
      healthy.child.kill('SIGKILL');
      await healthy.exited;
    }
    expect(ended).toBeGreaterThan(0);
    expect(db.$client.prepare('select count(*) from runs').pluck().get()).toBe(3);
    stage.startWorker();
    await stage.untilEnded();
    stage.audit();
  },
);
