import type { LabSizes } from '#app/_workers/language-messages.ts';
import type { BoxJudgement, ModelGuesses } from '#forecasting/language/ask-lab.ts';
import { type BoxedText, hideWord, readBoxedText } from '#forecasting/language/boxed-text.ts';
import { type ForecasterStyle, forecasterName, forecasterStyles } from './forecaster-names.ts';
import { formatInterval, formatPercent, formatSkill } from './format-number.ts';

/** The models of the BOX lab, the one to beat first. */
export const labNetworks = ['rnn', 'lstm', 'gru'] as const;
export const labModels = ['bigram', ...labNetworks] as const;
export type LabModel = (typeof labModels)[number];

export function modelName(model: LabModel): string {
  return model === 'bigram' ? 'Bigram count' : forecasterName(model);
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
export function readTyped(text: string): { readonly box: BoxedText } | { readonly problem: string } {
  const read = readBoxedText(text);
  if (read === null) return { problem: 'Type a sentence with [BOX] in the place of one word.' };
  if ('left' in read) return { box: read };
  if (read.words.length < 2)
    return { problem: 'One word alone says nothing about another: type a sentence.' };
  return { box: hideWord(read.words, 1) };
}

/** What the networks are doing until they can answer. */
export function learningWords({
  phase,
  epoch,
  epochs,
  sizes,
}: {
  readonly phase: string;
  readonly epoch: number;
  readonly epochs: number;
  readonly sizes: LabSizes | null;
}): string {
  if (phase === 'starting' || !sizes) return 'Starting the kernels in this browser.';
  return `Learning: reading ${epoch + 1} of ${epochs} of the ${sizes.training.toLocaleString('en')} sentences. The guesses below are what the networks know so far.`;
}

/** Words that nothing was learned about; null where there are none. */
export function unknownWords(words: readonly string[]): string | null {
  if (words.length === 0) return null;
  const list = words.map((word) => `“${spokenWord(word)}”`).join(', ');
  const subject = words.length === 1 ? `${list} is a word` : `${list} are words`;
  return `${subject} that the networks never read in their sentences. They read over it as over any unknown word, and cannot guess it.`;
}

export interface BoxVerdictWords {
  readonly tone: 'win' | 'tie' | 'lose';
  readonly stamp: string;
  readonly say: string;
  readonly rest: string;
}

/** The verdict on boxes like the one shown, in sentences. */
export function boxVerdictWords({ like, far, likeness }: BoxJudgement, box: BoxedText): BoxVerdictWords {
  const outcomes = like.verdicts.map(({ outcome }) => outcome);
  const winners = labNetworks.filter((_, i) => outcomes[i] === 'beats').map(modelName);
  const rest = `${evidence(like.boxes, likeness, box)} ${rangeWords(like)}${likeness === 'far' ? '' : ` With two or more words before the box (${far.boxes.toLocaleString('en')} of them): ${bestWords(far)}.`}`;
  if (winners.length > 0) {
    const list = winners.length === 3 ? 'All three networks' : winners.join(' and ');
    const verb = winners.length === 1 ? 'beats' : 'beat';
    return {
      tone: 'win',
      stamp: `${list.startsWith('All') ? 'Networks' : list} ${verb === 'beats' ? 'beats' : 'beat'} the count`,
      say: `${list} ${verb} counting word pairs here.`,
      rest,
    };
  }
  if (outcomes.every((outcome) => outcome === 'loses')) {
    return {
      tone: 'lose',
      stamp: 'Use the count',
      say: 'Counting word pairs beats every network here.',
      rest,
    };
  }
  return {
    tone: 'tie',
    stamp: 'Tie on this box',
    say: 'Counting word pairs is as good as any network here.',
    rest,
  };
}

function evidence(boxes: number, likeness: BoxJudgement['likeness'], { left }: BoxedText): string {
  const count = boxes.toLocaleString('en');
  if (likeness === 'far') return `On ${count} held-out boxes with two or more words before them,`;
  if (likeness === 'near') return `On ${count} held-out boxes with at most one word before them,`;
  if (left.length === 0) return `Nothing stands before the box. On ${count} such boxes`;
  return `“${spokenWords(left)}” stands before the box, and the count has seen its last word too: on ${count} such boxes`;
}

function rangeWords({ verdicts }: BoxJudgement['like']): string {
  const skills = verdicts.flatMap(({ estimate }) => (estimate.skill === null ? [] : [estimate.skill]));
  if (skills.length === 0) return 'no skill can be told.';
  const [least, most] = [formatSkill(Math.min(...skills)), formatSkill(Math.max(...skills))];
  const range = least === most ? least : `${least.replace(' %', '')} to ${most}`;
  const tied = verdicts.every(({ outcome }) => outcome === 'ties');
  return `the networks' skill is ${range}${tied ? ', and every interval reaches zero' : ''}.`;
}

function bestWords({ verdicts }: BoxJudgement['far']): string {
  const skills = verdicts.map(({ estimate }) => estimate.skill ?? Number.NEGATIVE_INFINITY);
  const best = skills.indexOf(Math.max(...skills));
  const { skill, interval } = verdicts[best]!.estimate;
  return `${modelName(labNetworks[best]!)} ${formatSkill(skill)} (${formatInterval(interval)})`;
}

/** What the column of boxes like the shown one is called. */
export function likeWords({ likeness, like }: BoxJudgement, { left }: BoxedText): string {
  if (likeness === 'far') return `2 or more before it`;
  if (likeness === 'near') return '1 word before it';
  return left.length === 0 ? 'first word' : `after “${spokenWords(left)}” (${like.boxes})`;
}

/** How probable the models held the word that stood there. */
export function hiddenWordLine(hidden: string | null, answers: readonly ModelGuesses[] | undefined): string {
  if (hidden === null || !answers) return '';
  const shares = answers.flatMap((answer) => (answer.hidden === null ? [] : [answer.hidden]));
  if (shares.length < answers.length) return `“${spokenWord(hidden)}” is no word of theirs.`;
  const range = [Math.min(...shares), Math.max(...shares)].map((share) => formatPercent(share));
  const first = answers.filter(({ guesses }) => guesses[0]?.word === hidden).length;
  const how = ['None', 'One', 'Two', 'Three', 'All'][first]!;
  return `${how} of the four put “${spokenWord(hidden)}”, the word that stood there, first; they gave it ${range[0] === range[1] ? range[0] : `${range[0]} to ${range[1]}`}.`;
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
): ReaderLine[] {
  const lines: ReaderLine[] = [
    {
      kind: 'read',
      title: 'Left to right:',
      text:
        left.length === 0
          ? 'nothing has been read. All that can be known is how sentences begin.'
          : `at the box it has read “${spokenWords(left)}”, and holds of it what its hidden state holds.`,
    },
    {
      kind: 'unread',
      title: 'Not yet read:',
      text:
        right.length === 0
          ? 'nothing. The box is the last word, so both ways know the same words.'
          : `that “${spokenWords(right)}” follows. No network that reads left to right can know it at this point.`,
    },
  ];
  const lstm = bothWays?.[2]?.guesses;
  if (!lstm) return lines;
  lines.push({
    kind: 'both',
    title: 'Both ways:',
    text: `each word in turn stands in the box and the whole sentence is scored. LSTM then says “${spokenWord(lstm[0]!.word)}” ${formatPercent(lstm[0]!.probability)}, “${spokenWord(lstm[1]!.word)}” ${formatPercent(lstm[1]!.probability)}.`,
  });
  if (lstm[1]!.probability >= serious) {
    lines.push({
      kind: 'nobody',
      title: 'Nobody:',
      text: `“${spokenWord(lstm[0]!.word)}” or “${spokenWord(lstm[1]!.word)}”. The words of the sentence do not decide it.`,
    });
  }
  return lines;
}
