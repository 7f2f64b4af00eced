/**
 * Something that gives every next word a probability.
 *
 * Sentences come as numbers of a vocabulary, without edges. For each, the answer has a row for every word and one for
 * the end: row i holds the natural logarithms of the probabilities of what comes after the first i words, over all
 * words and, last, the end of the sentence.
 */
export interface LanguageModel {
  logProbabilities(sentences: readonly (readonly number[])[]): Float64Array[][];
}

/**
 * Natural logarithms of the softmax of some numbers.
 *
 * @example
 * logSoftmax([5, 5]); // [-Math.LN2, -Math.LN2]
 */
export function logSoftmax(values: ArrayLike<number>): Float64Array {
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, values[i]!);
  let total = 0;
  for (let i = 0; i < values.length; i++) total += Math.exp(values[i]! - largest);
  return Float64Array.from(values, (value) => value - largest - Math.log(total));
}
