import { describe, expect, test } from 'vitest';
import { estimateWords } from '#app/_lib/estimate-words.ts';

const planned = { epochs: 40, seeds: 1, budgetSeconds: null };
const answer = { networks: 6, normalisations: 2, estimate: { seconds: 19.6, range: null, timedRuns: 0 } };

describe('estimateWords()', () => {
  test('estimateWords() tells the time, the networks of each kind, and that nothing was timed yet', () => {
    expect(estimateWords(answer, planned)).toEqual({
      about: 'About 20 s',
      work: '6 networks of at most 40 epochs: each kind on plain values and on logarithms.',
      ground: 'No longer run has been timed here yet: it may take half or double that.',
    });
  });

  test('estimateWords() tells the span of the runs that were timed', () => {
    const timed = { ...answer, estimate: { seconds: 12, range: [9, 30] as const, timedRuns: 4 } };
    expect(estimateWords(timed, planned).ground).toBe('By the last 4 runs here: 9 s to 30 s.');
    const one = { ...answer, estimate: { seconds: 12, range: null, timedRuns: 1 } };
    expect(estimateWords(one, planned).ground).toBe('By the last run here.');
  });

  test('estimateWords() speaks of seeds, a budget, one network, none', () => {
    const work = (networks: number, changes: Partial<typeof planned> | { budgetSeconds: number }) =>
      estimateWords({ ...answer, networks, normalisations: 1 }, { ...planned, ...changes }).work;
    expect(work(3, { seeds: 3 })).toBe('3 networks of at most 40 epochs: each kind with 3 seeds.');
    expect(work(1, { budgetSeconds: 60 })).toBe(
      '1 network of at most 40 epochs, and more while the budget lasts.',
    );
    expect(work(0, {})).toBe('No network to train.');
  });
});
