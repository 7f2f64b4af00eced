/** A sentence with one word hidden. */
export interface BoxedText {
  readonly left: readonly string[];
  readonly right: readonly string[];
  /** The word that stood there, where it is known. */
  readonly hidden: string | null;
}

/** What may stand for the hidden word: [BOX], (BOX), ___ and so on. */
const box = /\[\s*box\s*\]|\(\s*box\s*\)|\{\s*box\s*\}|_{2,}|□/i;
/** The longest stretch that is read: more would say nothing to networks that have learned short sentences. */
export const mostWords = 40;

/**
 * Cuts a text into the words that the lab knows how to read: lower case, no punctuation, apostrophes dropped.
 *
 * @example
 * readWords('I’m a Boy.'); // ['im', 'a', 'boy']
 */
export function readWords(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/['’]/g, '')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/**
 * Finds the sentence with the box in a text, and the words on both sides of it. Without a box, the sentence is the
 * first one, and nothing is hidden yet.
 *
 * @returns null where there is no word beside the box.
 *
 * @example
 * readBoxedText('Hello there. I [BOX] a boy!'); // { left: ['i'], right: ['a', 'boy'], hidden: null }
 */
export function readBoxedText(text: string): BoxedText | { readonly words: readonly string[] } | null {
  const sentences = text
    .split(/[.!?…\n]+/)
    .filter((sentence) => box.test(sentence) || readWords(sentence).length > 0);
  const boxed = sentences.find((sentence) => box.test(sentence));
  if (boxed === undefined) {
    const words = readWords(sentences[0] ?? '').slice(0, mostWords);
    return words.length > 0 ? { words } : null;
  }
  const at = box.exec(boxed)!;
  const left = readWords(boxed.slice(0, at.index)).slice(-mostWords);
  const right = readWords(boxed.slice(at.index + at[0].length)).slice(0, mostWords);
  return left.length + right.length > 0 ? { left, right, hidden: null } : null;
}

/**
 * Hides one word of a sentence.
 *
 * @example
 * hideWord(['i', 'am', 'a', 'boy'], 1); // { left: ['i'], right: ['a', 'boy'], hidden: 'am' }
 */
export function hideWord(words: readonly string[], at: number): BoxedText {
  return { left: words.slice(0, at), right: words.slice(at + 1), hidden: words[at] ?? null };
}
