import type { Cell } from '../recurrent/kernels/cell.ts';
import type { KernelCrew } from '../recurrent/kernels/kernel-crew.ts';
import { fitBigram } from './bigram.ts';
import type { HeldOutBoxes } from './box-scores.ts';
import { hideEveryWord, scoreBoxes, summariseScores } from './box-scores.ts';
import { composeCorpus } from './corpus.ts';
import type { LanguageModel } from './language-model.ts';
import { createLanguageNetwork, type LanguageNetwork } from './language-network.ts';
import { createVocabulary, type Vocabulary } from './vocabulary.ts';

/** The cells of the lab. */
export const labCells = ['rnn', 'lstm', 'gru'] as const satisfies readonly Cell[];
/** Units of each network: few enough to learn in seconds, enough to beat the count where more than a word counts. */
export const labUnits = 24;
/** Times that each network reads the training sentences. */
export const labEpochs = 14;

/** The corpus, the count and the networks that learn from it. */
export interface LanguageLab {
  readonly vocabulary: Vocabulary;
  readonly heldOut: HeldOutBoxes;
  readonly sentences: { readonly training: number; readonly heldOut: number };
  readonly bigram: LanguageModel;
  readonly networks: readonly LanguageNetwork[];
  /** Lets one network read the training sentences once more; returns its log loss on the selection boxes, in nats. */
  learnEpoch(network: LanguageNetwork, epoch: number): number;
  /** Puts the best weights of the selection sentences back into a network. */
  keepBest(network: LanguageNetwork): void;
  dispose(): void;
}

/**
 * Sets up the lab: composes the corpus, counts the pairs, draws the networks. The selection sentences smooth the count
 * and choose each network's best epoch; the held-out ones only judge.
 *
 * @example
 * const lab = createLanguageLab(gatherCrew(kernels), 1);
 * for (let epoch = 0; epoch < labEpochs; epoch++) for (const network of lab.networks) lab.learnEpoch(network, epoch);
 */
export function createLanguageLab(crew: KernelCrew, seed: number): LanguageLab {
  const corpus = composeCorpus(seed);
  const vocabulary = createVocabulary(corpus.training);
  const numbered = (sentences: readonly (readonly string[])[]) =>
    sentences.map((words) => words.map(vocabulary.numberOf));
  const training = numbered(corpus.training);
  const selection = hideEveryWord(numbered(corpus.selection), vocabulary);
  const lossOf = (model: LanguageModel) =>
    summariseScores(scoreBoxes(model, selection, vocabulary, 'leftToRight'), selection).logLoss;
  const mostWords = Math.max(...training.map(({ length }) => length));
  const networks = labCells.map((cell) =>
    createLanguageNetwork(crew, { cell, units: labUnits, vocabulary, mostWords, seed }),
  );
  const best = new Map<LanguageNetwork, { loss: number; weights: Float32Array[] }>();
  return {
    vocabulary,
    heldOut: hideEveryWord(numbered(corpus.heldOut), vocabulary),
    sentences: { training: training.length, heldOut: corpus.heldOut.length },
    bigram: fitBigram(training, vocabulary, lossOf),
    networks,
    learnEpoch(network, epoch) {
      network.learn(training, rateAt(epoch));
      const loss = lossOf(network);
      if (loss < (best.get(network)?.loss ?? Number.POSITIVE_INFINITY)) {
        best.set(network, { loss, weights: network.read() });
      }
      return loss;
    },
    keepBest(network) {
      const found = best.get(network);
      if (found) network.write(found.weights);
    },
    dispose() {
      for (const network of networks) network.dispose();
    },
  };
}

/** From 0.015 down to a tenth of it, along half a cosine. */
function rateAt(epoch: number): number {
  return 0.015 * (0.1 + 0.9 * 0.5 * (1 + Math.cos((Math.PI * epoch) / labEpochs)));
}
