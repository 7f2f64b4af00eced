import type { LabSizes } from '#app/_workers/language-messages.ts';
import type { BoxJudgement, ModelGuesses } from '#forecasting/language/ask-lab.ts';
import { type BoxedText, hideWord, readBoxedText } from '#forecasting/language/boxed-text.ts';
import type { Guess } from '#forecasting/language/guesses.ts';
import { type ForecasterStyle, forecasterName, forecasterStyles } from '../forecaster-names.ts';
import { formatCount, formatInterval, formatPercent, formatSkill } from '../format-number.ts';
import type { BoxLabWords, ByPlace, StampWords } from './box-lab-words.ts';

/** The models of the BOX lab, the one to beat first. */
export const labNetworks = ['rnn', 'lstm', 'gru'] as const;
export const labModels = ['bigram', ...labNetworks] as const;
export type LabModel = (typeof labModels)[number];

export function modelName(model: LabModel, said: BoxLabWords): string {
  return model === 'bigram' ? said.bigram : forecasterName(model);
}

/** The count is drawn as the naives are: grey, a dash. */
export function modelStyle(model: LabModel): ForecasterStyle {
  return forecasterStyles[model === 'bigram' ? 'naive' : model];
}

/** A word as it is written: "I", and a capital at the beginning of a sentence. */
export function spokenWord(word: string, place = 1): string {
  if (word === 'i') return 'I';
  return place === 0 ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}

function spokenWords(words: readonly string[]): string {
  return words.map((word) => spokenWord(word)).join(' ');
}

/** The box as one would type it. */
export function typedText({ left, right }: BoxedText): string {
  const before = left.map((word, i) => spokenWord(word, i));
  return [...before, '[BOX]', ...right.map((word) => spokenWord(word))].join(' ');
}

/** Reads what was typed. Without a box the second word is hidden, or the only one of two. */
export function readTyped(
  text: string,
  said: BoxLabWords,
): { readonly box: BoxedText } | { readonly problem: string } {
  const read = readBoxedText(text);
  if (read === null) return { problem: said.needsBox };
  if ('left' in read) return { box: read };
  if (read.words.length < 2) return { problem: said.oneWordAlone };
  return { box: hideWord(read.words, 1) };
}

interface Learning {
  readonly phase: string;
  readonly epoch: number;
  readonly epochs: number;
  readonly sizes: LabSizes | null;
}

/** What the networks are doing until they can answer. */
export function learningWords({ phase, epoch, epochs, sizes }: Learning, said: BoxLabWords): string {
  if (phase === 'starting' || !sizes) return said.starting;
  return said.learning({ reading: epoch + 1, readings: epochs, sentences: formatCount(sizes.training) });
}

/** Words that nothing was learned about; null where there are none. */
export function unknownWords(words: readonly string[], said: BoxLabWords): string | null {
  return words.length === 0 ? null : said.unknown(words.map((word) => spokenWord(word)));
}

export interface BoxVerdictWords extends StampWords {
  readonly tone: 'win' | 'tie' | 'lose';
  readonly rest: string;
}

/** The verdict on boxes like the one shown, in sentences. */
export function boxVerdictWords(
  judgement: BoxJudgement,
  box: BoxedText,
  { verdict }: BoxLabWords,
): BoxVerdictWords {
  const { like, far, likeness } = judgement;
  const outcomes = like.verdicts.map(({ outcome }) => outcome);
  const winners = labNetworks.filter((_, i) => outcomes[i] === 'beats').map((kind) => forecasterName(kind));
  const rest = [
    byPlace(verdict.evidence, judgement, box),
    rangeWords(like, verdict),
    ...(likeness === 'far' ? [] : [verdict.elsewhere(formatCount(far.boxes), bestWords(far))]),
  ].join(' ');
  if (winners.length > 0) {
    const all = winners.length === labNetworks.length;
    return { tone: 'win', ...verdict.wins(winners, all), rest };
  }
  if (outcomes.every((outcome) => outcome === 'loses')) return { tone: 'lose', ...verdict.loses, rest };
  return { tone: 'tie', ...verdict.ties, rest };
}

function byPlace(words: ByPlace, { likeness, like }: BoxJudgement, { left }: BoxedText): string {
  const boxes = formatCount(like.boxes);
  if (likeness === 'far') return words.far(boxes);
  if (likeness === 'near') return words.near(boxes);
  return left.length === 0 ? words.first(boxes) : words.after(spokenWords(left), boxes);
}

function rangeWords({ verdicts }: BoxJudgement['like'], said: BoxLabWords['verdict']): string {
  const skills = verdicts.flatMap(({ estimate }) => (estimate.skill === null ? [] : [estimate.skill]));
  if (skills.length === 0) return said.noSkill;
  const [least, most] = [formatSkill(Math.min(...skills)), formatSkill(Math.max(...skills))];
  const range = least === most ? least : said.range(least.replace(' %', ''), most);
  return said.skill(
    range,
    verdicts.every(({ outcome }) => outcome === 'ties'),
  );
}

function bestWords({ verdicts }: BoxJudgement['far']): string {
  const skills = verdicts.map(({ estimate }) => estimate.skill ?? Number.NEGATIVE_INFINITY);
  const best = skills.indexOf(Math.max(...skills));
  const { skill, interval } = verdicts[best]!.estimate;
  return `${forecasterName(labNetworks[best]!)} ${formatSkill(skill)} (${formatInterval(interval)})`;
}

/** What the column of boxes like the shown one is called. */
export function likeWords(judgement: BoxJudgement, box: BoxedText, { verdict }: BoxLabWords): string {
  return byPlace(verdict.column, judgement, box);
}

/** How probable the models held the word that stood there. */
export function hiddenWordLine(
  hidden: string | null,
  answers: readonly ModelGuesses[] | undefined,
  { guesses }: BoxLabWords,
): string {
  if (hidden === null || !answers) return '';
  const shares = answers.flatMap((answer) => (answer.hidden === null ? [] : [answer.hidden]));
  const word = spokenWord(hidden);
  if (shares.length < answers.length) return guesses.noWord(word);
  const first = answers.filter((answer) => answer.guesses[0]?.word === hidden).length;
  const range = [formatPercent(Math.min(...shares)), formatPercent(Math.max(...shares))] as const;
  return guesses.hidden({ word, first, range });
}

export interface ReaderLine {
  readonly kind: 'read' | 'unread' | 'both' | 'nobody';
  readonly title: string;
  readonly text: string;
}

/** A guess with less than this is out of the question in a sentence's words. */
const serious = 0.2;

/** What each way of reading can know about a box. */
export function readerLines(
  { left, right }: BoxedText,
  bothWays: readonly ModelGuesses[] | undefined,
  { reader }: BoxLabWords,
): ReaderLine[] {
  const read = left.length === 0 ? reader.readNothing : reader.readWords(spokenWords(left));
  const unread = right.length === 0 ? reader.unreadNothing : reader.unreadWords(spokenWords(right));
  const lines: ReaderLine[] = [
    { kind: 'read', title: reader.read, text: read },
    { kind: 'unread', title: reader.unread, text: unread },
  ];
  const [first, second] = bothWays?.[2]?.guesses ?? [];
  if (!first || !second) return lines;
  const told = ({ word, probability }: Guess) => [spokenWord(word), formatPercent(probability)] as const;
  lines.push({ kind: 'both', title: reader.both, text: reader.bothText(told(first), told(second)) });
  if (second.probability >= serious) {
    const text = reader.nobodyText(spokenWord(first.word), spokenWord(second.word));
    lines.push({ kind: 'nobody', title: reader.nobody, text });
  }
  return lines;
}
