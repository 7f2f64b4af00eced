import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { aMoment, withFaultScene } from '../support/fault-run.ts';

const { scene, bundle } = withFaultScene({ poisonous: 'tests/support/poisonous-trainer-program.ts' });
beforeAll(() => {
  const { folder, trainer } = bundle();
  renameSync(join(folder, 'poisonous.mjs'), trainer);
});

test('runs that eat memory, loop for ever or abort fail after three attempts; the others are done meanwhile', async () => {
  const stage = scene();
  const poisonous = ['poison: memory', 'poison: loop', 'poison: abort'].map((name) =>
    stage.queue(aMoment, name),
  );
  const honest = Array.from({ length: 6 }, () => stage.queue(aMoment));
  const worker = stage.startWorker({
    HINDCAST_WORKERS: '2',
    HINDCAST_MEMORY_LIMIT_MB: '400',
    HINDCAST_PROGRESS_TIMEOUT_MS: '4000',
  });
  await stage.untilEnded(honest);
  expect(poisonous.filter((id) => stage.hasEnded(id))).toEqual([]);
  await stage.untilEnded();
  expect(poisonous.map((id) => [stage.run(id).attempt, stage.run(id).errorCode])).toEqual([
    [3, 'out-of-memory'],
    [3, 'no-progress'],
    [3, 'trainer-crashed'],
  ]);
  for (const id of honest) expect(stage.run(id)).toMatchObject({ state: 'succeeded', attempt: 1 });
  expect(worker.child.exitCode).toBeNull();
  stage.audit();
});
