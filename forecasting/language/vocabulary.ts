/** Words and their numbers. After the words come two that are none: the edge of a sentence, and any unknown word. */
export interface Vocabulary {
  /** In the order of the alphabet; a word's place is its number. */
  readonly words: readonly string[];
  /** Number of the edge: what stands before a sentence, and what comes after its last word. */
  readonly edge: number;
  /** Number of every word that is not in the list; it is read, never guessed. */
  readonly unknown: number;
  numberOf(word: string): number;
}

/**
 * Collects the words of sentences.
 *
 * @example
 * createVocabulary([['i', 'am'], ['i', 'was']]).numberOf('was'); // 2
 */
export function createVocabulary(sentences: readonly (readonly string[])[]): Vocabulary {
  const words = [...new Set(sentences.flat())].sort();
  const numbers = new Map(words.map((word, number) => [word, number]));
  const unknown = words.length + 1;
  return { words, edge: words.length, unknown, numberOf: (word) => numbers.get(word) ?? unknown };
}
