import { describe, expect, it } from 'vitest';
import { composeCorpus, corpusSize } from '#forecasting/language/corpus.ts';

const corpus = composeCorpus(1);
const parts = [corpus.training, corpus.selection, corpus.heldOut];
const texts = parts.flat().map((words) => words.join(' '));

/** What may follow a subject, written down apart from the grammar. */
const follows: Record<string, RegExp> = {
  i: /^(am|was|often|never|see|know|like|find|saw|knew|liked|found)$/,
  you: /^(are|were|often|never|see|know|like|find|saw|knew|liked|found)$/,
  we: /^(are|were|often|never|see|know|like|find|saw|knew|liked|found)$/,
  they: /^(are|were|often|never|see|know|like|find|saw|knew|liked|found)$/,
  he: /^(is|was|often|never|sees|knows|likes|finds|saw|knew|liked|found)$/,
  she: /^(is|was|often|never|sees|knows|likes|finds|saw|knew|liked|found)$/,
};

describe('composeCorpus()', () => {
  it('has at least 2,000 sentences to learn from, and the others apart', () => {
    expect(corpus.training.length).toBeGreaterThanOrEqual(2000);
    expect(parts.map(({ length }) => length)).toEqual(Object.values(corpusSize));
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('never says the sentences that the lab asks for, whatever the seed', () => {
    const all = [1, 2, 3, 4, 5].flatMap((seed) => Object.values(composeCorpus(seed)).flat());
    const found = all.map((words: readonly string[]) => ` ${words.join(' ')} `);
    expect(found.filter((text) => / i am a boy /.test(text))).toEqual([]);
    expect(found.filter((text) => / you are a girl /.test(text))).toEqual([]);
    // They would be said otherwise: their neighbours are.
    expect(found.some((text) => / i am a girl /.test(text))).toBe(true);
    expect(found.some((text) => / you are a boy /.test(text))).toBe(true);
  });

  it('makes verbs agree with who they are about, by a list of its own', () => {
    for (const words of parts.flat()) {
      const at = words.findIndex((word) => word in follows);
      if (at < 0) continue;
      expect(words[at + 1], words.join(' ')).toMatch(follows[words[at]!]!);
    }
  });

  it('lets the day at the beginning fix the tense', () => {
    const past = /^(was|were|saw|knew|liked|found)$/;
    const present = /^(am|is|are|sees?|knows?|likes?|finds?)$/;
    for (const words of parts.flat()) {
      if (words[0] === 'today') expect(words.filter((word) => past.test(word))).toEqual([]);
      if (words[0] === 'yesterday') expect(words.filter((word) => present.test(word))).toEqual([]);
    }
  });

  it('makes a far noun agree over the phrase behind it', () => {
    const far = texts.filter((text) => /^(the|my) dogs? (near|behind) the \w+ (is|are|was|were)/.test(text));
    expect(far.length).toBeGreaterThan(10);
    for (const text of far) expect(/^\w+ dogs /.test(text)).toBe(/ (are|were)/.test(text));
  });

  it('gives the same sentences for the same seed', () => {
    expect(composeCorpus(1)).toEqual(corpus);
    expect(composeCorpus(2).training[0]).not.toEqual(corpus.training[0]);
  });
});
