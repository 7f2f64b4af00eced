import { expect, test } from 'vitest';
import { aMoment, withFaultScene } from '../support/fault-run.ts';
import { until } from '../support/launch.ts';
import { hasStrace, type Tampering, tamper } from '../support/strace.ts';

const { scene } = withFaultScene();

/** From the first write of a worker's life to the last of a run's: registration, claim, progress, model, end. */
const points: readonly Pick<Tampering, 'call' | 'from'>[] = [
  ...[1, 3, 6, 10, 14, 18, 22].map((from) => ({ call: 'pwrite64', from }) as const),
  ...[1, 3, 5, 8, 11].map((from) => ({ call: 'fsync', from }) as const),
  { call: 'rename', from: 1 },
];

test.skipIf(!hasStrace)(
  'strace: a worker killed at one of 13 exact writes loses nothing and does nothing twice',
  async () => {
    const stage = scene();
    for (const point of points) {
      const id = stage.queue(aMoment);
      const doomed = stage.startWorker({}, tamper({ ...point, fault: 'SIGKILL' }));
      await Promise.race([doomed.exited, stage.untilEnded([id])]);
      const survivor = stage.startWorker();
      await stage.untilEnded([id]);
      expect(stage.run(id).state, JSON.stringify(point)).toBe('succeeded');
      for (const { signal } of [doomed, survivor]) signal('SIGTERM');
      await Promise.all([doomed.exited, survivor.exited]);
    }
    stage.audit();
    expect(new Set([...stage.accepted].map((id) => stage.modelHash(id))).size).toBe(1);
  },
);

test.skipIf(!hasStrace)(
  'strace: a run that meets a full disk goes on by itself once there is room again',
  async () => {
    const stage = scene();
    const worker = stage.startWorker({}, tamper({ call: 'pwrite64', fault: 'ENOSPC', from: 12, to: 30 }));
    const ids = [stage.queue(aMoment), stage.queue(aMoment)];
    await stage.untilEnded(ids);
    expect(worker.child.exitCode).toBeNull();
    expect(ids.map((id) => stage.run(id).state)).toEqual(['succeeded', 'succeeded']);
    stage.audit();
  },
);

test.skipIf(!hasStrace)(
  'strace: a worker whose disk fails ends instead of going on with a database it cannot trust',
  async () => {
    const stage = scene();
    for (const from of [2, 5, 8]) {
      const id = stage.queue(aMoment);
      const doomed = stage.startWorker({}, tamper({ call: 'fsync', fault: 'EIO', from }));
      const ended = await Promise.race([
        doomed.exited,
        until('the run ends', () => stage.hasEnded(id), 60_000).then(() => 'finished'),
      ]);
      if (ended !== 'finished') expect(ended).not.toBe(0);
      const survivor = stage.startWorker();
      await stage.untilEnded([id]);
      expect(stage.run(id).state).toBe('succeeded');
      for (const { signal } of [doomed, survivor]) signal('SIGTERM');
      await Promise.all([doomed.exited, survivor.exited]);
    }
    stage.audit();
  },
);
