import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { farLeft, judgeBoxes, scoreBoxes, summariseScores } from '#forecasting/language/box-scores.ts';
import { bestGuesses, boxProbabilities, type Reading } from '#forecasting/language/guesses.ts';
import { createLanguageLab, type LanguageLab, labEpochs } from '#forecasting/language/language-lab.ts';
import { gatherCrew } from '#forecasting/recurrent/kernels/kernel-crew.ts';
import { loadTestKernels } from '#tests/support/kernels.ts';

let lab: LanguageLab;

beforeAll(() => {
  lab = createLanguageLab(gatherCrew(loadTestKernels()), 1);
  for (const network of lab.networks) {
    for (let epoch = 0; epoch < labEpochs; epoch++) lab.learnEpoch(network, epoch);
    lab.keepBest(network);
  }
}, 120_000);
afterAll(() => lab?.dispose());

function firstTwo(model: LanguageLab['bigram'], left: string[], right: string[], reading: Reading): string[] {
  const box = { left: left.map(lab.vocabulary.numberOf), right: right.map(lab.vocabulary.numberOf) };
  const [logs] = boxProbabilities(model, [box], lab.vocabulary, reading);
  return bestGuesses(logs!, lab.vocabulary, 2).map(({ word }) => word);
}

describe('the language lab', () => {
  it.each(['leftToRight', 'bothWays'] as const)(
    'puts "am" and "are" among the first two guesses of every network: %s',
    (reading) => {
      for (const network of lab.networks) {
        expect(firstTwo(network, ['i'], ['a', 'boy'], reading)).toContain('am');
        expect(firstTwo(network, ['you'], ['a', 'girl'], reading)).toContain('are');
      }
    },
  );

  it('knows from "yesterday" what a count of pairs cannot: the tense', () => {
    for (const network of lab.networks) {
      expect(firstTwo(network, ['yesterday', 'we'], [], 'leftToRight')[0]).toBe('were');
    }
    expect(firstTwo(lab.bigram, ['yesterday', 'we'], [], 'leftToRight').sort()).toEqual(['are', 'were']);
  });

  it('beats the count where two words or more stand before the box, on sentences that nothing has seen', () => {
    const scores = [lab.bigram, ...lab.networks].map((model) =>
      scoreBoxes(model, lab.heldOut, lab.vocabulary, 'leftToRight'),
    );
    const [count, ...networks] = scores.map((score) => summariseScores(score, lab.heldOut, farLeft));
    for (const { logLoss, top1 } of networks) {
      expect(logLoss).toBeLessThan(count!.logLoss);
      expect(top1).toBeGreaterThan(count!.top1);
    }
    const verdicts = judgeBoxes(scores, lab.heldOut, { counts: farLeft, seed: 1 });
    expect(verdicts.map(({ outcome }) => outcome)).toEqual(['beats', 'beats', 'beats']);
  });
});
