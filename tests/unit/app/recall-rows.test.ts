import { describe, expect, it } from 'vitest';
import { lastRemembered, recallLines } from '#app/_lib/box/recall-rows.ts';

const lstm = { cell: 'lstm', remembers: false } as const;
const opened = { cell: 'lstm', remembers: true } as const;
const result = (contender: typeof lstm | typeof opened, wait: number, seed: number, score: number) => ({
  contender,
  wait,
  seed,
  score,
});

describe('recallLines()', () => {
  it('joins the seeds of a contender at a T: their mean and their ends', () => {
    const lines = recallLines([
      result(lstm, 5, 1, 1),
      result(lstm, 5, 2, 0.5),
      result(lstm, 5, 3, 0.9),
      result(opened, 5, 1, 1),
      result(lstm, 10, 1, 0.25),
    ]);
    expect(lines.get('lstm')).toEqual([
      { wait: 5, mean: expect.closeTo(0.8, 12), least: 0.5, most: 1, seeds: 3 },
      { wait: 10, mean: 0.25, least: 0.25, most: 0.25, seeds: 1 },
    ]);
    expect(lines.get('lstm-memory')).toEqual([{ wait: 5, mean: 1, least: 1, most: 1, seeds: 1 }]);
  });
});

describe('lastRemembered()', () => {
  const line = [0.99, 0.91, 0.4, 1].map((mean, i) => ({
    wait: 5 * (i + 1),
    mean,
    least: mean,
    most: mean,
    seeds: 1,
  }));

  it('stops at the first T that is not remembered, though a later one is', () => {
    expect(lastRemembered(line, { score: 'share', guessing: 0.25 })).toBe(10);
  });

  it('knows a cell that remembers nothing', () => {
    expect(lastRemembered(line.slice(2, 3), { score: 'share', guessing: 0.25 })).toBeNull();
  });

  it('asks for a tenth of the error of guessing where errors count', () => {
    const errors = [0.001, 0.016, 0.02].map((mean, i) => ({ ...line[i]!, mean }));
    expect(lastRemembered(errors, { score: 'error', guessing: 1 / 6 })).toBe(10);
  });
});
