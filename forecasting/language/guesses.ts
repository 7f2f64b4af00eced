import { type LanguageModel, logSoftmax } from './language-model.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Where a reader looks: only at what stands before the box, or at the whole sentence. */
export type Reading = 'leftToRight' | 'bothWays';

/** A sentence as numbers, the box between its halves. */
export interface Box {
  readonly left: readonly number[];
  readonly right: readonly number[];
}

/** A word and its probability. */
export interface Guess {
  readonly word: string;
  readonly probability: number;
}

/**
 * The probability of every word of the vocabulary in a box, as natural logarithms; the end of the sentence is no word.
 *
 * Left to right, that is the model's distribution after the words before the box. Both ways, each word in turn stands
 * in the box and the whole sentence is scored; the softmax of the scores is the distribution (Bayes' rule over the
 * candidates).
 *
 * @example
 * Math.exp(boxProbabilities(model, [{ left: [i], right: [a, boy] }], vocabulary, 'bothWays')[0][am]) // 0.44
 */
export function boxProbabilities(
  model: LanguageModel,
  boxes: readonly Box[],
  vocabulary: Vocabulary,
  reading: Reading,
): Float64Array[] {
  if (reading === 'bothWays') return boxes.map((box) => scoreCandidates(model, box, vocabulary));
  const rows = model.logProbabilities(boxes.map(({ left }) => left));
  return rows.map((row) => logSoftmax(row.at(-1)!.subarray(0, vocabulary.words.length)));
}

function scoreCandidates(model: LanguageModel, { left, right }: Box, vocabulary: Vocabulary): Float64Array {
  const sentences = vocabulary.words.map((_, candidate) => [...left, candidate, ...right]);
  const rows = model.logProbabilities(sentences);
  return logSoftmax(
    rows.map((row, candidate) =>
      // What stands before the box is alike for all candidates.
      [candidate, ...right, vocabulary.edge].reduce((sum, word, i) => {
        return word === vocabulary.unknown ? sum : sum + row[left.length + i]![word]!;
      }, 0),
    ),
  );
}

/**
 * The most probable words, best first.
 *
 * @example
 * bestGuesses(Float64Array.of(Math.log(0.25), Math.log(0.75)), { words: ['am', 'was'] }, 1)
 * // [{ word: 'was', probability: 0.75 }]
 */
export function bestGuesses(logs: Float64Array, vocabulary: Pick<Vocabulary, 'words'>, count = 5): Guess[] {
  return vocabulary.words
    .map((word, i) => ({ word, probability: Math.exp(logs[i]!) }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, count);
}
