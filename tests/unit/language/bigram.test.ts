import { describe, expect, it } from 'vitest';
import { createBigram, fitBigram } from '#forecasting/language/bigram.ts';
import { bestGuesses, boxProbabilities } from '#forecasting/language/guesses.ts';
import { createVocabulary } from '#forecasting/language/vocabulary.ts';

const spoken = [
  ['i', 'am', 'late'],
  ['i', 'am', 'here'],
  ['i', 'was', 'late'],
];
const vocabulary = createVocabulary(spoken);
const number = vocabulary.numberOf;
const sentences = spoken.map((words) => words.map(number));
const probabilities = (model: ReturnType<typeof createBigram>, words: string[]) =>
  model.logProbabilities([words.map(number)])[0]!.map((row) => [...row].map(Math.exp));

describe('createBigram()', () => {
  it('gives what counting by hand gives', () => {
    const model = createBigram(sentences, vocabulary, 1);
    const [start, afterI] = probabilities(model, ['i']);
    // Three sentences start with "i": (3 + 1) / (3 + 6 outcomes). After "i": "am" twice, "was" once, of 3.
    expect(start![number('i')]).toBeCloseTo(4 / 9, 12);
    expect(afterI![number('am')]).toBeCloseTo(3 / 9, 12);
    expect(afterI![number('was')]).toBeCloseTo(2 / 9, 12);
    expect(afterI![number('here')]).toBeCloseTo(1 / 9, 12);
    expect(afterI!.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
  });

  it('falls back to how often words are after one it does not know', () => {
    const after = probabilities(createBigram(sentences, vocabulary, 1), ['zebra'])[1]!;
    // 9 words and 3 ends were counted: "late" twice, the end three times.
    expect(after[number('late')]).toBeCloseTo(3 / 18, 12);
    expect(after[vocabulary.edge]).toBeCloseTo(4 / 18, 12);
  });

  it('scores both ways as Bayes has it: the pair before times the pair after', () => {
    const model = createBigram(sentences, vocabulary, 1);
    const box = { left: [number('i')], right: [number('here')] };
    const logs = boxProbabilities(model, [box], vocabulary, 'bothWays')[0]!;
    const weights = vocabulary.words.map((word) => {
      const first = probabilities(model, ['i'])[1]![number(word)]!;
      return first * probabilities(model, [word])[1]![number('here')]!;
    });
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    vocabulary.words.forEach((_, i) => {
      expect(Math.exp(logs[i]!)).toBeCloseTo(weights[i]! / total, 12);
    });
    expect(bestGuesses(logs, vocabulary, 1)[0]!.word).toBe('am');
  });

  it('shares the probability of the end among the words: a box hides a word', () => {
    const logs = boxProbabilities(
      createBigram(sentences, vocabulary, 0.1),
      [{ left: [number('late')], right: [] }],
      vocabulary,
      'leftToRight',
    )[0]!;
    expect(logs.length).toBe(vocabulary.words.length);
    expect([...logs].reduce((sum, log) => sum + Math.exp(log), 0)).toBeCloseTo(1, 12);
  });
});

describe('fitBigram()', () => {
  it('takes the smoothing that loses least on what it is asked about', () => {
    const lossOf = (model: ReturnType<typeof createBigram>) =>
      -model.logProbabilities([[number('i')]])[0]![1]![number('here')]!;
    const fitted = fitBigram(sentences, vocabulary, lossOf);
    // "i here" was never said, so the most smoothing loses least.
    expect(lossOf(fitted)).toBeCloseTo(lossOf(createBigram(sentences, vocabulary, 1)), 12);
  });
});
