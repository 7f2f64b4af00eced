import { blendKind, type ForecasterKind, isNaive, isNetwork } from '../forecaster-kind.ts';
import { type LossTable, meanLosses } from './loss-table.ts';
import { estimateSkills } from './skill-interval.ts';
import type { Judgement } from './verdict.ts';

/** All the evidence there is for a choice about the future. */
export interface RecommendRequest {
  /** Losses of selection and verdict origins together. */
  readonly table: LossTable;
  readonly kinds: readonly ForecasterKind[];
  readonly reach: number;
  readonly seed: number;
  readonly judgement: Judgement;
}

/** A simpler naive forecast is preferred to one that is better by less than this. */
const naiveMargin = 1.02;
/** What won over all origins must be better by this at the verdict's own: what held once may have passed. */
const leastLateSkill = 0.02;
/** So is a blend to one of its parts: what was best on few origins rarely stays so, a mean does (R. Clemen, 1989). */
const blendMargin = 1.02;

/**
 * Chooses the forecaster to use: the simplest naive within 2 % of the smallest error, unless something has beaten the naive. A
 * network must be the one that the verdict says does, another baseline or the blend must have done so over all origins and hold at the verdict's; of
 * several the one with the smallest error is taken, or the blend where it is within 2 % of that. On a tie the simplest is used.
 *
 * @example
 * recommend({ table, kinds, reach: 1, seed: 1, judgement }); // 'naive'
 */
export function recommend(request: RecommendRequest): ForecasterKind {
  const { kinds, table } = request;
  const errors = meanLosses(table);
  const errorOf = (kind: ForecasterKind) => errors[kinds.indexOf(kind)]!;
  const smallest = (best: ForecasterKind, next: ForecasterKind) =>
    errorOf(next) < errorOf(best) ? next : best;
  const naives = kinds.filter(isNaive);
  const least = errorOf(naives.reduce<ForecasterKind>(smallest, request.judgement.against));
  const naive = naives.find((kind) => errorOf(kind) <= least * naiveMargin) ?? request.judgement.against;
  const winners = [...winningNetwork(request), ...otherWinners(request, naive)];
  const best = winners.reduce(smallest, naive);
  const blended = winners.includes(blendKind) && errorOf(blendKind) <= errorOf(best) * blendMargin;
  return blended ? blendKind : best;
}

/** The network that the verdict names, if it wins: the sentence must not praise one and advise another. */
function winningNetwork({ judgement }: RecommendRequest): ForecasterKind[] {
  return judgement.outcome === 'beats' && judgement.best !== null ? [judgement.best] : [];
}

/**
 * All others may win over all origins, unless the verdict's, which are the latest, do not bear it out. At origins that a blend's
 * shares were chosen on it speaks by shares that knew nothing of them.
 */
function otherWinners(request: RecommendRequest, naive: ForecasterKind): ForecasterKind[] {
  const { kinds, table, judgement } = request;
  const bornOut = (kind: ForecasterKind) =>
    (judgement.estimates[kinds.indexOf(kind)]?.skill ?? 0) >= leastLateSkill;
  const others = kinds.filter((kind) => !isNetwork(kind) && !isNaive(kind));
  if (others.length === 0) return [];
  const candidates = others.map((kind) => kinds.indexOf(kind));
  const estimates = estimateSkills(table, { ...request, candidates, reference: kinds.indexOf(naive) });
  return others.filter((kind, i) => (estimates[i]!.interval?.[0] ?? 0) > 0 && bornOut(kind));
}
