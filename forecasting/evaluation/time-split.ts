import type { FoldPlan } from './fold-plan.ts';

/**
 * One series cut in three: training | selection | verdict.
 *
 * An origin is the index of the last observation seen; its targets are the `horizon` observations after it. The
 * targets of selection origins end before the first verdict origin, and a network is fitted on the first
 * `trainingLength` values, which end at the first selection origin.
 */
export interface TimeSplit {
  readonly trainingLength: number;
  /** Ascending; empty where the series is too short to choose on. */
  readonly selectionOrigins: readonly number[];
  /** Ascending; empty where the series is too short to be judged. */
  readonly verdictOrigins: readonly number[];
}

/** What a split needs besides the length. */
export interface SplitOptions {
  readonly horizon: number;
  readonly plan: FoldPlan;
  /** The most selection origins. */
  readonly selectionCount: number;
  /** As of `planFolds()`. */
  readonly manySeries?: boolean;
}

/** The share of a series over which selection origins spread. */
const selectionShare = 0.2;
/** Selection may not reach back into the first third: something has to be left to learn from. */
const earliestShare = 1 / 3;

/**
 * Cuts one series in time.
 *
 * A series shorter than the plan takes part in the plan's latest folds only.
 *
 * @example
 * splitInTime(100, { horizon: 10, plan: { folds: 2, stride: 10, overlapping: false }, selectionCount: 3 });
 * // { trainingLength: 50, selectionOrigins: [49, 59, 69], verdictOrigins: [79, 89] }
 */
export function splitInTime(length: number, options: SplitOptions): TimeSplit {
  const { horizon, plan } = options;
  const lastOrigin = length - 1 - horizon;
  const verdictOrigins = originsBack(lastOrigin, { ...plan, count: plan.folds, earliest: 1 });
  const firstVerdict = verdictOrigins[0] ?? length - 1;
  const selectionOrigins = placeSelection(length, firstVerdict - horizon, options);
  return {
    trainingLength: (selectionOrigins[0] ?? firstVerdict) + 1,
    selectionOrigins,
    verdictOrigins,
  };
}

function placeSelection(length: number, last: number, options: SplitOptions): number[] {
  const spread = Math.floor(length * selectionShare * (options.manySeries ? 0.5 : 1));
  const closest = Math.max(1, Math.ceil(options.horizon / 4));
  const stride = Math.max(closest, Math.floor(spread / Math.max(1, options.selectionCount - 1)));
  const earliest = Math.max(1, Math.floor(length * earliestShare), last - spread);
  return originsBack(last, { stride, count: options.selectionCount, earliest });
}

function originsBack(
  last: number,
  limits: { readonly stride: number; readonly count: number; readonly earliest: number },
): number[] {
  const origins: number[] = [];
  for (let at = last; at >= limits.earliest && origins.length < limits.count; at -= limits.stride) {
    origins.unshift(at);
  }
  return origins;
}
