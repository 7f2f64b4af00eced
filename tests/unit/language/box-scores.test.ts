import { describe, expect, it } from 'vitest';
import {
  farLeft,
  hideEveryWord,
  judgeBoxes,
  sameLeft,
  scoreBoxes,
  summariseScores,
} from '#forecasting/language/box-scores.ts';
import type { LanguageModel } from '#forecasting/language/language-model.ts';
import { createVocabulary } from '#forecasting/language/vocabulary.ts';

const vocabulary = createVocabulary([['a', 'b', 'c']]);

/** A model that knows the word after every word with a given probability, and shares the rest out. */
function knowing(share: (before: number | undefined, place: number) => number): LanguageModel {
  return {
    logProbabilities: (sentences) =>
      sentences.map((sentence) =>
        Array.from({ length: sentence.length + 1 }, (_, i) => {
          const before = sentence[i - 1];
          const right = before === undefined ? 0 : (before + 1) % 3;
          const p = share(before, i);
          return Float64Array.from([0, 1, 2, 3], (k) =>
            Math.log(k === 3 ? 1e-12 : k === right ? p : (1 - p) / 2),
          );
        }),
      ),
  };
}

const sentences = Array.from({ length: 120 }, (_, i) => [i % 3, (i + 1) % 3, (i + 2) % 3]);
const heldOut = hideEveryWord(sentences, vocabulary);

describe('hideEveryWord()', () => {
  it('hides every word, and none that is unknown', () => {
    expect(heldOut.boxes.length).toBe(360);
    expect(heldOut.boxes[2]).toEqual({ left: [0, 1], right: [], hidden: 2, sentence: 0 });
    expect(hideEveryWord([[0, vocabulary.unknown, 1]], vocabulary).boxes.length).toBe(2);
  });
});

describe('scoreBoxes()', () => {
  it('loses minus the logarithm of the probability of the hidden word, and counts hits', () => {
    const scores = scoreBoxes(
      knowing(() => 0.5),
      heldOut,
      vocabulary,
      'leftToRight',
    );
    expect(scores.losses[1]).toBeCloseTo(Math.LN2, 9);
    expect(summariseScores(scores, heldOut, ({ left }) => left.length > 0)).toEqual({
      logLoss: expect.closeTo(Math.LN2, 9),
      top1: 1,
      boxes: 240,
    });
    expect(summariseScores(scores, heldOut, farLeft).boxes).toBe(120);
    expect(summariseScores(scores, heldOut, sameLeft([0])).boxes).toBe(40);
  });

  it('counts no hit where the first place is shared', () => {
    const scores = scoreBoxes(
      knowing(() => 1 / 3),
      heldOut,
      vocabulary,
      'leftToRight',
    );
    expect(summariseScores(scores, heldOut).top1).toBe(0);
  });
});

describe('judgeBoxes()', () => {
  const score = (model: LanguageModel) => scoreBoxes(model, heldOut, vocabulary, 'leftToRight');
  const count = score(knowing(() => 0.5));

  it('says beats where a model knows more than the count, with the skill by hand', () => {
    const better = score(knowing((_, place) => (place > 1 ? 0.8 : 0.5)));
    const [far] = judgeBoxes([count, better], heldOut, { counts: farLeft, seed: 1 });
    expect(far!.outcome).toBe('beats');
    expect(far!.estimate.skill).toBeCloseTo(1 - Math.log(0.8) / Math.log(0.5), 9);
    const [near] = judgeBoxes([count, better], heldOut, { counts: (box) => !farLeft(box), seed: 1 });
    expect(near!.outcome).toBe('ties');
    expect(near!.estimate.skill).toBeCloseTo(0, 9);
  });

  it('says loses where it knows less, and ties where it is only another guess', () => {
    const worse = score(knowing(() => 0.4));
    expect(judgeBoxes([count, worse], heldOut, { counts: farLeft, seed: 1 })[0]!.outcome).toBe('loses');
    // Half of the sentences better, half of them worse, by as much.
    const factor = (i: number) => (heldOut.boxes[i]!.sentence % 2 === 0 ? 0.7 : 1.3);
    const noisy = { ...count, losses: count.losses.map((loss, i) => loss * factor(i)) };
    expect(judgeBoxes([count, noisy], heldOut, { counts: farLeft, seed: 1 })[0]!.outcome).toBe('ties');
  });
});
