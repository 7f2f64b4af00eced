import type { Random } from '../random.ts';

/** Who a sentence is about, with the forms of "to be" that go with it. */
interface Subject {
  readonly words: readonly string[];
  readonly present: 'am' | 'is' | 'are';
  readonly past: 'was' | 'were';
  /** Whether other verbs take an -s: "she sees", "they see". */
  readonly third: boolean;
  readonly plural: boolean;
}

type Tense = 'present' | 'past';

const people = ['boy', 'girl', 'teacher', 'farmer', 'doctor', 'friend'] as const;
const animals = ['dog', 'cat', 'horse'] as const;
const nouns = [...people, ...animals];
const things = ['book', 'house', 'boat', 'garden'] as const;
const adjectives = ['happy', 'tired', 'late', 'young', 'hungry', 'quiet'] as const;
const places = ['here', 'there', 'outside'] as const;
const verbs = [
  { plain: 'see', third: 'sees', past: 'saw' },
  { plain: 'know', third: 'knows', past: 'knew' },
  { plain: 'like', third: 'likes', past: 'liked' },
  { plain: 'find', third: 'finds', past: 'found' },
] as const;
const pronouns: readonly Subject[] = [
  { words: ['i'], present: 'am', past: 'was', third: false, plural: false },
  { words: ['you'], present: 'are', past: 'were', third: false, plural: false },
  { words: ['he'], present: 'is', past: 'was', third: true, plural: false },
  { words: ['she'], present: 'is', past: 'was', third: true, plural: false },
  { words: ['we'], present: 'are', past: 'were', third: false, plural: true },
  { words: ['they'], present: 'are', past: 'were', third: false, plural: true },
];

/**
 * Composes one sentence of a small English: who, to be or another verb, what. Two things need more than the word
 * before: a day at the beginning fixes the tense ("yesterday we were …"), and the number of a noun reaches over the
 * phrase behind it ("the dogs near the house are …").
 *
 * @returns The words in lower case, without an end.
 *
 * @example
 * composeSentence(createRandom(1)); // ['she', 'knew', 'my', 'book']
 */
export function composeSentence(random: Random): string[] {
  const any = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)]!;
  const tense: Tense = random() < 0.5 ? 'present' : 'past';
  const subject = random() < 0.65 ? any(pronouns) : composeSubject(random, any);
  const day = random() < 0.3 ? [tense === 'present' ? 'today' : 'yesterday'] : [];
  const rest = random() < 0.62 ? composeState(subject, tense, random) : composeDeed(subject, tense, random);
  return [...day, ...subject.words, ...rest];
}

type Choose = <Item>(items: readonly Item[]) => Item;

/** "the dog", "my friends", "the horses near the house". */
function composeSubject(random: Random, any: Choose): Subject {
  const plural = random() < 0.5;
  const noun = any(nouns);
  const where = random() < 0.5 ? [any(['near', 'behind']), 'the', pluralOf(any(things), random() < 0.5)] : [];
  const words = [any(['the', 'my']), pluralOf(noun, plural), ...where];
  return plural
    ? { words, present: 'are', past: 'were', third: false, plural }
    : { words, present: 'is', past: 'was', third: true, plural };
}

/** "am a teacher", "were not late", "is outside". */
function composeState(subject: Subject, tense: Tense, random: Random): string[] {
  const any: Choose = (items) => items[Math.floor(random() * items.length)]!;
  const be = subject[tense];
  const kind = random();
  if (kind < 0.4) return [be, ...(subject.plural ? [pluralOf(any(people), true)] : ['a', any(people)])];
  if (kind < 0.6) return [be, 'not', any(adjectives)];
  return [be, kind < 0.85 ? any(adjectives) : any(places)];
}

/** "sees the boat", "often liked my cats". */
function composeDeed(subject: Subject, tense: Tense, random: Random): string[] {
  const any: Choose = (items) => items[Math.floor(random() * items.length)]!;
  const verb = any(verbs);
  const form = tense === 'past' ? verb.past : subject.third ? verb.third : verb.plain;
  const often = random() < 0.25 ? [any(['often', 'never'])] : [];
  const object = pluralOf(any([...nouns, ...things]), random() < 0.4);
  return [...often, form, any(['the', 'my']), object];
}

function pluralOf(noun: string, plural: boolean): string {
  return plural ? `${noun}s` : noun;
}
