import { expect, test } from 'vitest';
import { createRandom } from '#forecasting/random.ts';
import { type FaultScene, leaseMs, someSeconds, withFaultScene } from '../support/fault-run.ts';
import { isAlive, until } from '../support/launch.ts';

const { scene } = withFaultScene();
const random = createRandom(20_261_126);

/** Waits until a run that may be hit once more is at work, and then a while that nobody has chosen. */
async function someMoment(stage: FaultScene): Promise<void> {
  await until('a run at work', () => {
    const waiting = [...stage.accepted].filter((id) => !stage.hasEnded(id));
    if (waiting.length < 2) stage.queue();
    const running = stage.running();
    return running.length > 0 && running.every(({ failedAttempts }) => failedAttempts < 2);
  });
  await new Promise((resolve) => setTimeout(resolve, random() * 1500));
}

/** Milliseconds until every run that was at work is so again, or has ended. */
async function untilAtWorkAgain(stage: FaultScene, hit: readonly { id: number; attempt: number }[]) {
  const from = Date.now();
  for (const { id, attempt } of hit) {
    await until(`run ${id} goes on`, () => stage.run(id).attempt > attempt || stage.hasEnded(id));
  }
  return Date.now() - from;
}

test('15 killed workers and 5 stopped ones: each run ends once, with the weights of one left alone', async () => {
  const stage = scene();
  const alone = stage.queue(someSeconds);
  let worker = stage.startWorker({ HINDCAST_WORKERS: '2' });
  await stage.untilEnded([alone]);
  for (let i = 0; i < 8; i++) stage.queue();
  const gaps: number[] = [];
  for (let fault = 1; fault <= 20; fault++) {
    const stops = fault % 4 === 0;
    await someMoment(stage);
    const hit = stage.running();
    const from = Date.now();
    worker.child.kill(stops ? 'SIGTERM' : 'SIGKILL');
    expect(await worker.exited).toBe(stops ? 0 : null);
    if (stops) {
      expect(Date.now() - from).toBeLessThan(8000);
      for (const before of hit.map(({ id, failedAttempts }) => ({ id, failedAttempts }))) {
        expect(stage.run(before.id).failedAttempts).toBe(before.failedAttempts);
      }
    }
    worker = stage.startWorker({ HINDCAST_WORKERS: '2' });
    gaps.push(await untilAtWorkAgain(stage, hit));
  }
  await stage.untilEnded();
  expect(Math.max(...gaps)).toBeLessThan(leaseMs + 5000);
  stage.audit();
  for (const id of stage.accepted) {
    expect(stage.run(id)).toMatchObject({ state: 'succeeded' });
    expect(stage.modelHash(id)).toBe(stage.modelHash(alone));
  }
});

test('a worker frozen past its lease and woken again says nothing more; the other one ends the run', async () => {
  const stage = scene();
  for (let round = 0; round < 3; round++) {
    const id = stage.queue();
    const frozen = stage.startWorker();
    await until('an epoch', () => stage.hasLearned(id, 1));
    const trainer = stage.run(id).trainerPid!;
    frozen.child.kill('SIGSTOP');
    const other = stage.startWorker();
    await until('the other worker takes it', () => stage.run(id).attempt === 2);
    frozen.child.kill('SIGCONT');
    await until('the trainer of the frozen worker ends', () => !isAlive(trainer));
    await stage.untilEnded([id]);
    expect(stage.run(id)).toMatchObject({ state: 'succeeded', attempt: 2 });
    for (const { child } of [frozen, other]) child.kill('SIGTERM');
    await Promise.all([frozen.exited, other.exited]);
  }
  stage.audit();
  expect(new Set([...stage.accepted].map((id) => stage.modelHash(id))).size).toBe(1);
});
