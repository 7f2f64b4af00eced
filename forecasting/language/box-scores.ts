import type { LossTable } from '../evaluation/loss-table.ts';
import { estimateSkills, type SkillEstimate } from '../evaluation/skill-interval.ts';
import { outcomeOf } from '../evaluation/verdict.ts';
import type { VerdictOutcome } from '../run-result.ts';
import { type Box, boxProbabilities, type Reading } from './guesses.ts';
import type { LanguageModel } from './language-model.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Which of the boxes count. */
export type BoxFilter = (box: Box) => boolean;

/** The words of sentences, each hidden once. */
export interface HeldOutBoxes {
  readonly boxes: readonly (Box & { readonly hidden: number; readonly sentence: number })[];
}

/** What a model did on the boxes. */
export interface BoxScores {
  /** −log of the probability of the hidden word, in nats, by box. */
  readonly losses: Float64Array;
  /** Whether the best guess was the hidden word, by box. */
  readonly hits: readonly boolean[];
}

/** A model beside the bigram count. */
export interface BoxVerdict {
  readonly outcome: VerdictOutcome;
  /** 1 − log loss / log loss of the bigram count, and its 95 % interval. */
  readonly estimate: SkillEstimate;
}

/** Exactly these words stand before the box. */
export function sameLeft(left: readonly number[]): BoxFilter {
  return (box) => box.left.length === left.length && box.left.every((word, i) => word === left[i]);
}

/** Two words or more stand before the box: a count of pairs has not read them all. */
export function farLeft({ left }: Box): boolean {
  return left.length > 1;
}

/** Hides every word of the sentences, one at a time; words outside the vocabulary are not asked for. */
export function hideEveryWord(
  sentences: readonly (readonly number[])[],
  vocabulary: Vocabulary,
): HeldOutBoxes {
  const boxes = sentences.flatMap((words, sentence) =>
    words
      .map((hidden, at) => ({ left: words.slice(0, at), right: words.slice(at + 1), hidden, sentence }))
      .filter(({ hidden }) => hidden < vocabulary.words.length),
  );
  return { boxes };
}

/** Scores a model on hidden words. A word that shares the first place with another is no hit. */
export function scoreBoxes(
  model: LanguageModel,
  { boxes }: HeldOutBoxes,
  vocabulary: Vocabulary,
  reading: Reading,
): BoxScores {
  const logs = boxProbabilities(model, boxes, vocabulary, reading);
  return {
    losses: Float64Array.from(boxes, ({ hidden }, i) => -logs[i]![hidden]!),
    hits: boxes.map(({ hidden }, i) =>
      logs[i]!.every((log, word) => word === hidden || log < logs[i]![hidden]!),
    ),
  };
}

/** Mean log loss in nats and share of hits over all boxes or some. */
export function summariseScores(
  { losses, hits }: BoxScores,
  { boxes }: HeldOutBoxes,
  counts: BoxFilter = () => true,
): { logLoss: number; top1: number; boxes: number } {
  const counted = boxes.flatMap((box, i) => (counts(box) ? [i] : []));
  const mean = (value: (i: number) => number) =>
    counted.reduce((sum, i) => sum + value(i), 0) / Math.max(1, counted.length);
  return { logLoss: mean((i) => losses[i]!), top1: mean((i) => Number(hits[i])), boxes: counted.length };
}

/**
 * Judges models against the first one, the bigram count, on some of the boxes. Whole sentences are resampled, never
 * boxes: the words of one sentence are not independent evidence. The interval is corrected for all models looked at;
 * one that reaches zero is a tie.
 *
 * @returns One verdict for each model after the first.
 */
export function judgeBoxes(
  scores: readonly BoxScores[],
  heldOut: HeldOutBoxes,
  { counts, seed }: { readonly counts: BoxFilter; readonly seed: number },
): BoxVerdict[] {
  const table = tableOf(scores, heldOut, counts);
  const candidates = scores.slice(1).map((_, i) => i + 1);
  return estimateSkills(table, { candidates, reference: 0, reach: 1, seed }).map((estimate) => ({
    estimate,
    outcome: outcomeOf(estimate, false),
  }));
}

/** A slot is a sentence, its weight the boxes in it that count. */
function tableOf(scores: readonly BoxScores[], { boxes }: HeldOutBoxes, counts: BoxFilter): LossTable {
  const counted = boxes.map(counts);
  const present = [...new Set(boxes.filter((_, i) => counted[i]).map(({ sentence }) => sentence))];
  const slots = new Map(present.map((sentence, slot) => [sentence, slot]));
  const weights = new Float64Array(present.length);
  const sums = scores.map(() => new Float64Array(weights.length));
  boxes.forEach(({ sentence }, i) => {
    if (!counted[i]) return;
    const slot = slots.get(sentence)!;
    weights[slot]! += 1;
    scores.forEach(({ losses }, k) => {
      sums[k]![slot]! += losses[i]!;
    });
  });
  return { slots: weights.length, series: [{ weights, sums }] };
}
