import type { LanguageModel } from './language-model.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Additions to every count, of which the selection sentences choose one. */
const additions = [0.003, 0.01, 0.03, 0.1, 0.3, 1];

/**
 * Counts pairs of words: the probability of a word after another is (times the pair was seen + a) / (times the first
 * was seen + a · outcomes), "additive smoothing". After a word it does not know, it gives how often words are at all.
 *
 * @param addition a, above 0.
 *
 * @example
 * // After "i" came "am" twice and "was" once, among 5 outcomes: (2 + 1) / (3 + 5)
 * Math.exp(createBigram(sentences, vocabulary, 1).logProbabilities([[i]])[0][1][am]) // 0.375
 */
export function createBigram(
  sentences: readonly (readonly number[])[],
  vocabulary: Vocabulary,
  addition: number,
): LanguageModel {
  const outcomes = vocabulary.words.length + 1;
  const counts = Array.from({ length: outcomes + 1 }, () => new Float64Array(outcomes).fill(addition));
  for (const sentence of sentences) {
    for (let i = 0; i <= sentence.length; i++) {
      const next = sentence[i] ?? vocabulary.edge;
      for (const before of [sentence[i - 1] ?? vocabulary.edge, vocabulary.unknown]) {
        if (next < outcomes) counts[before]![next]! += 1;
      }
    }
  }
  const rows = counts.map((row) => {
    const total = row.reduce((sum, value) => sum + value, 0);
    return row.map((value) => Math.log(value / total));
  });
  const before = (sentence: readonly number[], i: number) => sentence[i - 1] ?? vocabulary.edge;
  return {
    logProbabilities: (asked) =>
      asked.map((sentence) =>
        Array.from({ length: sentence.length + 1 }, (_, i) => rows[before(sentence, i)]!),
      ),
  };
}

/**
 * The bigram count whose smoothing loses least on the selection sentences: as good an opponent as counting gives.
 *
 * @param lossOf Mean loss of a model on the selection sentences.
 */
export function fitBigram(
  sentences: readonly (readonly number[])[],
  vocabulary: Vocabulary,
  lossOf: (model: LanguageModel) => number,
): LanguageModel {
  const models = additions.map((addition) => createBigram(sentences, vocabulary, addition));
  const losses = models.map(lossOf);
  return models[losses.indexOf(Math.min(...losses))]!;
}
