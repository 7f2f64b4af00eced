import { expect, test } from 'vitest';
import { ProgressBuffer } from '#workers/progress-buffer.ts';

const sample = (forecaster: 'rnn' | 'gru', epoch: number) =>
  ({ kind: 'sample', forecaster, epoch, history: [], actual: [], forecast: [], naive: [] }) as const;

test('ProgressBuffer keeps one picture a second and forecaster, and everything else', () => {
  let ticks = 0;
  const buffer = new ProgressBuffer(() => ticks);
  const note = { kind: 'note', message: 'a' } as const;
  buffer.add(sample('rnn', 1));
  buffer.add(sample('rnn', 2));
  buffer.add(sample('gru', 1));
  buffer.add(note);
  ticks = 1000;
  buffer.add(sample('rnn', 3));
  expect(buffer.pending()).toEqual([sample('rnn', 1), sample('gru', 1), note, sample('rnn', 3)]);
});

test('ProgressBuffer keeps what was not written', () => {
  const buffer = new ProgressBuffer(() => 0);
  for (const message of ['a', 'b', 'c']) buffer.add({ kind: 'note', message });
  buffer.forget(2);
  expect(buffer.pending()).toEqual([{ kind: 'note', message: 'c' }]);
});

test('ProgressBuffer tells the last picture of a forecaster that has finished', () => {
  const buffer = new ProgressBuffer(() => 0);
  const finished = {
    kind: 'forecaster-finished',
    forecaster: 'rnn',
    error: 1,
    fitSeconds: 1,
    failure: null,
  } as const;
  for (const epoch of [1, 2, 3]) buffer.add(sample('rnn', epoch));
  buffer.add(finished);
  expect(buffer.pending()).toEqual([sample('rnn', 1), sample('rnn', 3), finished]);
});
