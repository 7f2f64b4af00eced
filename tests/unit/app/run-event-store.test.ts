import { expect, it } from 'vitest';
import { RunEventStore } from '#app/_lib/run-event-store.ts';
import type { RunState } from '#db/schema.ts';
import type { RunEventRow } from '#server/api-types.ts';

function createStore() {
  const tasks: (() => void)[] = [];
  const store = new RunEventStore((task) => tasks.push(task));
  const draw = () => {
    for (const task of tasks.splice(0)) task();
  };
  return { store, tasks, draw };
}

let seq = 0;
const note = (runId: number, message: string): RunEventRow => ({
  seq: ++seq,
  runId,
  attempt: 1,
  payload: { kind: 'note', message },
});
const state = (runId: number, to: RunState): RunEventRow => ({
  seq: ++seq,
  runId,
  attempt: 1,
  payload: { kind: 'state', state: to, attempt: 1 },
});

it('RunEventStore takes a burst in together and tells each run what is its own', () => {
  const { store, tasks, draw } = createStore();
  let calls = 0;
  const leave = store.subscribe(() => calls++);
  for (const event of [note(1, 'a'), note(2, 'b'), note(1, 'c')]) store.take(event);
  expect([tasks.length, calls, store.trainingOf(1)]).toEqual([1, 0, undefined]);
  draw();
  expect(calls).toBe(1);
  expect(store.trainingOf(1)?.notes).toEqual(['a', 'c']);
  expect(store.trainingOf(2)?.notes).toEqual(['b']);
  expect(store.seq).toBe(seq);
  leave();
  store.take(note(1, 'd'));
  draw();
  expect([calls, store.trainingOf(1)?.notes.length]).toEqual([1, 3]);
});

it('RunEventStore gives the same object until a run tells more, and takes in nothing twice', () => {
  const { store, draw } = createStore();
  const first = note(3, 'a');
  store.take(first);
  draw();
  const known = store.trainingOf(3);
  store.take(note(4, 'of another'));
  draw();
  expect(store.trainingOf(3)).toBe(known);
  store.take(first);
  draw();
  expect(store.trainingOf(3)?.notes).toEqual(['a']);
});

it('RunEventStore forgets runs that ended long ago, and none that works', () => {
  const { store, draw } = createStore();
  store.take(state(100, 'running'));
  for (let runId = 1; runId <= 30; runId++) store.take(state(runId, 'succeeded'));
  draw();
  expect(store.trainingOf(100)).toBeDefined();
  expect(Array.from({ length: 30 }, (_, i) => store.trainingOf(i + 1)).filter(Boolean)).toHaveLength(10);
  expect(store.trainingOf(30)).toBeDefined();
});
