import {
  type ForecasterKind,
  isNaive,
  isNetwork,
  type NaiveKind,
  type NetworkKind,
} from '../forecaster-kind.ts';
import type { Verdict, VerdictOutcome } from '../run-result.ts';
import { type LossTable, meanLosses } from './loss-table.ts';
import { estimateSkills, type SkillEstimate } from './skill-interval.ts';
import { intervalInWords, skillInWords } from './skill-words.ts';

/** Paired losses of the verdict part and what they are called. */
export interface VerdictRequest {
  readonly table: LossTable;
  /** The table's forecasters, simplest first; at least one naive. */
  readonly kinds: readonly ForecasterKind[];
  /** How many neighbouring origins share steps. */
  readonly reach: number;
  readonly seed: number;
}

/** The best network against the best naive, and every forecaster's skill. */
export interface Judgement extends Omit<Verdict, 'sentence' | 'remarks'> {
  /** In the order of the kinds. */
  readonly estimates: readonly SkillEstimate[];
}

/**
 * Judges from paired errors whether the best network beats the best naive: its 95 % interval, corrected for
 * having picked the best network, must lie above zero. An interval that reaches zero is a tie.
 *
 * @example
 * judge({ table, kinds, reach: 1, seed: 1 }).outcome; // 'ties'
 */
export function judge(request: VerdictRequest): Judgement {
  const { kinds, table } = request;
  const errors = meanLosses(table);
  const against = bestOf(kinds.filter(isNaive), kinds, errors) as NaiveKind;
  const best = bestOf(kinds.filter(isNetwork), kinds, errors) as NetworkKind | null;
  const estimates = estimateAll(request, against);
  const estimate = best === null ? undefined : estimates[kinds.indexOf(best)]!;
  const exact = errors[kinds.indexOf(against)] === 0;
  return {
    outcome: estimate === undefined ? null : outcomeOf(estimate, exact && errors[kinds.indexOf(best!)]! > 0),
    best,
    against,
    skill: estimate?.skill ?? null,
    interval: estimate?.interval ?? null,
    origins: table.slots,
    estimates,
  };
}

/** Networks are corrected together, for one of them is picked; other baselines likewise. */
function estimateAll(request: VerdictRequest, against: NaiveKind): SkillEstimate[] {
  const { kinds, table } = request;
  const reference = kinds.indexOf(against);
  const estimates: SkillEstimate[] = kinds.map(() => ({ skill: 0, interval: [0, 0] }));
  for (const group of [
    kinds.filter(isNetwork),
    kinds.filter((kind) => !isNetwork(kind) && kind !== against),
  ]) {
    const candidates = group.map((kind) => kinds.indexOf(kind));
    const own = candidates.length === 0 ? [] : estimateSkills(table, { ...request, candidates, reference });
    candidates.forEach((candidate, i) => {
      estimates[candidate] = own[i]!;
    });
  }
  return estimates;
}

export function outcomeOf({ interval }: SkillEstimate, naiveAloneIsExact: boolean): VerdictOutcome {
  if (naiveAloneIsExact) return 'loses';
  if (interval === null) return 'ties';
  if (interval[0] > 0) return 'beats';
  return interval[1] < 0 ? 'loses' : 'ties';
}

function bestOf<K extends ForecasterKind>(
  among: readonly K[],
  kinds: readonly ForecasterKind[],
  errors: readonly number[],
): K | null {
  let best: K | null = null;
  for (const kind of among) {
    const error = errors[kinds.indexOf(kind)]!;
    if (best === null || error < errors[kinds.indexOf(best)]!) best = kind;
  }
  return best;
}

/** What the sentence needs besides the judgement. */
export interface SentenceOptions {
  readonly recommended: ForecasterKind;
  readonly wordsFor: (kind: ForecasterKind) => string;
  /** How many series the judgement is an average over. */
  readonly series: number;
  /** Networks were asked for, but none has a forecast. */
  readonly networksFailed: boolean;
}

/**
 * Puts a judgement into the sentence that a run ends in.
 *
 * @example
 * verdictSentence(judgement, options);
 * // 'No network beats “same as yesterday”. LSTM came closest: 4 % worse, −10 … +2 % over 24 origins. A tie: use “same as yesterday”.'
 */
export function verdictSentence(judgement: Judgement, options: SentenceOptions): string {
  const use = adviceOf(judgement, options);
  const against = options.wordsFor(judgement.against);
  if (judgement.best === null || judgement.outcome === null) {
    const why = options.networksFailed ? 'No network finished' : 'No network ran';
    return `${why}. The best naive forecast was ${against}. Use ${use}.`;
  }
  const best = options.wordsFor(judgement.best);
  if (judgement.skill === null) {
    return judgement.outcome === 'loses'
      ? `No network beats ${against}: it was exact on every scored row. Use ${use}.`
      : `${best} ties with ${against}: neither can be told better on the scored rows. Use ${use}.`;
  }
  const figures = `${skillInWords(judgement.skill)}, ${evidence(judgement, options.series)}`;
  if (judgement.outcome === 'beats') return `${best} beats ${against}: ${figures}. Use ${use}.`;
  const closest = `No network beats ${against}. ${best} came closest: ${figures}.`;
  return judgement.outcome === 'ties' ? `${closest} A tie: use ${use}.` : `${closest} Use ${use}.`;
}

/** What to use; where the sentence has not spoken of it yet, why. */
function adviceOf({ against, best }: Judgement, { recommended, wordsFor }: SentenceOptions): string {
  const words = wordsFor(recommended);
  if (recommended === against || recommended === best) return words;
  return isNaive(recommended)
    ? `${words}, the simplest of the best over all origins`
    : `${words}, which errs less over all origins`;
}

function evidence({ interval, origins }: Judgement, series: number): string {
  const over = `${origins} ${origins === 1 ? 'origin' : 'origins'}${series > 1 ? ` of ${series} series` : ''}`;
  return interval === null
    ? `over ${over}, too few for an interval`
    : `${intervalInWords(interval)} over ${over}`;
}
