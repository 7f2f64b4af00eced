import { describe, expect, it } from 'vitest';
import { heardInWords } from '#app/_lib/training-words.ts';

describe('heardInWords()', () => {
  it('says how long ago the worker of a run was heard of', () => {
    expect(heardInWords({ heardAt: 10_000 }, 14_000)).toBe('worker heard 4 s ago');
    // The clock of the browser may be behind.
    expect(heardInWords({ heardAt: 10_000 }, 9000)).toBe('worker heard under a second ago');
  });

  it('says what happens when it stays silent', () => {
    expect(heardInWords({ heardAt: 0 }, 45_000)).toBe(
      'worker silent for 45 s: if that goes on, the run starts again by itself',
    );
  });

  it('says nothing where no worker is at work', () => {
    expect(heardInWords({ heardAt: null }, 0)).toBeUndefined();
  });
});
