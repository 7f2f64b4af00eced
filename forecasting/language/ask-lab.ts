import {
  type BoxFilter,
  type BoxScores,
  type BoxVerdict,
  farLeft,
  type HeldOutBoxes,
  judgeBoxes,
  sameLeft,
  scoreBoxes,
  summariseScores,
} from './box-scores.ts';
import { type Box, bestGuesses, boxProbabilities, type Guess, type Reading } from './guesses.ts';
import type { LanguageLab } from './language-lab.ts';

/** What a model guesses. */
export interface ModelGuesses {
  /** Best first. */
  readonly guesses: readonly Guess[];
  /** Probability of the word that stood there; null where nobody said which. */
  readonly hidden: number | null;
}

/** What stood around the box, and what did in it, where that is known. */
export interface AskedBox {
  readonly left: readonly string[];
  readonly right: readonly string[];
  readonly hidden: string | null;
}

/**
 * Asks the bigram count and the networks, in this order, for the word in a box.
 *
 * @example
 * askLab(lab, { left: ['i'], right: ['a', 'boy'], hidden: 'am' }, 'leftToRight')[0].guesses[0].word // 'am'
 */
export function askLab(lab: LanguageLab, asked: AskedBox, reading: Reading): ModelGuesses[] {
  const { vocabulary } = lab;
  const box = numberedBox(lab, asked);
  const hidden = asked.hidden === null ? vocabulary.unknown : vocabulary.numberOf(asked.hidden);
  return [lab.bigram, ...lab.networks].map((model) => {
    const logs = boxProbabilities(model, [box], vocabulary, reading)[0]!;
    return {
      guesses: bestGuesses(logs, vocabulary),
      hidden: hidden < vocabulary.words.length ? Math.exp(logs[hidden]!) : null,
    };
  });
}

/** The box in numbers of the vocabulary. */
export function numberedBox({ vocabulary }: LanguageLab, { left, right }: AskedBox): Box {
  return { left: left.map(vocabulary.numberOf), right: right.map(vocabulary.numberOf) };
}

/** Which held-out boxes stand for the asked one: exactly the same words before it, or about as many. */
export type Likeness = 'same' | 'near' | 'far';

/** How the models did on some held-out boxes: the bigram count first. */
export interface GroupResult {
  readonly boxes: number;
  /** Mean log loss in nats. */
  readonly logLoss: readonly number[];
  /** Share of boxes whose word was the first guess. */
  readonly top1: readonly number[];
  /** One for each network. */
  readonly verdicts: readonly BoxVerdict[];
}

export interface BoxJudgement {
  readonly likeness: Likeness;
  readonly like: GroupResult;
  /** All boxes with two words or more before them. */
  readonly far: GroupResult;
  /** All boxes there are. */
  readonly all: GroupResult;
}

/** Fewer boxes with the same words before them say too little. */
const fewestAlike = 20;

/** Scores every model of the lab on held-out boxes; in pieces, since reading both ways takes seconds. */
export function* scoreLab(
  { bigram, networks, vocabulary }: LanguageLab,
  heldOut: HeldOutBoxes,
  reading: Reading,
): Generator<number, BoxScores[]> {
  const scores: BoxScores[] = [];
  const pieces = reading === 'bothWays' ? 12 : 1;
  const size = Math.ceil(heldOut.boxes.length / pieces);
  for (const model of [bigram, ...networks]) {
    const parts: BoxScores[] = [];
    for (let piece = 0; piece < pieces; piece++) {
      const boxes = heldOut.boxes.slice(piece * size, (piece + 1) * size);
      parts.push(scoreBoxes(model, { boxes }, vocabulary, reading));
      yield (scores.length + (piece + 1) / pieces) / (1 + networks.length);
    }
    scores.push({
      losses: Float64Array.from(parts.flatMap(({ losses }) => [...losses])),
      hits: parts.flatMap(({ hits }) => hits),
    });
  }
  return scores;
}

/** Judges the networks on the held-out boxes that are like the asked one, and on those far from the beginning. */
export function judgeLike(
  lab: LanguageLab,
  asked: AskedBox,
  { heldOut, scores }: { readonly heldOut: HeldOutBoxes; readonly scores: readonly BoxScores[] },
): BoxJudgement {
  const { left } = numberedBox(lab, asked);
  const alike = heldOut.boxes.filter(sameLeft(left)).length;
  const likeness: Likeness = alike >= fewestAlike ? 'same' : left.length > 1 ? 'far' : 'near';
  const filters: Record<Likeness, BoxFilter> = {
    same: sameLeft(left),
    near: (box) => !farLeft(box),
    far: farLeft,
  };
  return {
    likeness,
    like: groupResult(heldOut, scores, filters[likeness]),
    far: groupResult(heldOut, scores, farLeft),
    all: groupResult(heldOut, scores, () => true),
  };
}

function groupResult(heldOut: HeldOutBoxes, scores: readonly BoxScores[], counts: BoxFilter): GroupResult {
  const summaries = scores.map((score) => summariseScores(score, heldOut, counts));
  return {
    boxes: summaries[0]!.boxes,
    logLoss: summaries.map(({ logLoss }) => logLoss),
    top1: summaries.map(({ top1 }) => top1),
    verdicts: judgeBoxes(scores, heldOut, { counts, seed: 1 }),
  };
}
