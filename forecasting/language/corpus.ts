import { createRandom, deriveSeed } from '../random.ts';
import { composeSentence } from './grammar.ts';

/** Sentences that no part of a corpus says, not even as a part of a longer one: they are what the lab asks for. */
const unsaid = ['i am a boy', 'you are a girl'];

/** Sentences in three parts that share none. */
export interface Corpus {
  /** What is learned from. */
  readonly training: readonly (readonly string[])[];
  /** What decides when to stop, and how the count is smoothed. */
  readonly selection: readonly (readonly string[])[];
  /** What judges, and nothing else. */
  readonly heldOut: readonly (readonly string[])[];
}

export interface CorpusSize {
  readonly training: number;
  readonly selection: number;
  readonly heldOut: number;
}

/** The sizes of the corpus that the BOX lab learns from. */
export const corpusSize: CorpusSize = { training: 2400, selection: 200, heldOut: 400 };

/**
 * Composes a corpus of different sentences from the grammar; the same seed gives the same sentences. Neither "i am a
 * boy" nor "you are a girl" stands in it, alone or inside another sentence.
 *
 * @example
 * composeCorpus(1, { training: 2400, selection: 200, heldOut: 400 }).training.length; // 2400
 */
export function composeCorpus(seed: number, size: CorpusSize = corpusSize): Corpus {
  const random = createRandom(deriveSeed(seed, 'corpus'));
  const wanted = size.training + size.selection + size.heldOut;
  const sentences = new Map<string, readonly string[]>();
  while (sentences.size < wanted) {
    const words = composeSentence(random);
    const text = words.join(' ');
    if (!unsaid.some((phrase) => ` ${text} `.includes(` ${phrase} `))) sentences.set(text, words);
  }
  const all = [...sentences.values()];
  const firstHeldOut = size.training + size.selection;
  return {
    training: all.slice(0, size.training),
    selection: all.slice(size.training, firstHeldOut),
    heldOut: all.slice(firstHeldOut),
  };
}
