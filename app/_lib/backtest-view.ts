import type { BacktestFold, SeriesResult } from '#forecasting/run-result.ts';

const mostPoints = 1500;
/** Observations before the origin, in horizons. */
const lead = 4;
const leastLead = 24;

interface StampSpan {
  readonly from: number;
  readonly to: number;
}

/** The average distance between the stamps of a fold. */
function stepOf({ originStamp, stamps }: BacktestFold): number {
  return stamps.length === 0 ? 1 : (stamps.at(-1)! - originStamp) / stamps.length;
}

/** What is in view for one origin: some horizons before it, and the steps after it. */
export function viewOfFold(fold: BacktestFold): StampSpan {
  const before = Math.max(leastLead, lead * fold.stamps.length) * stepOf(fold);
  return { from: Math.floor(fold.originStamp - before), to: fold.stamps.at(-1) ?? fold.originStamp };
}

/**
 * The stretch of history to ask for: that of all origins at once where it comes without thinning, so that the
 * slider needs nothing more; else that of the one in view.
 */
export function spanToLoad(folds: SeriesResult['folds'], chosen: BacktestFold): StampSpan {
  const first = viewOfFold(folds[0] ?? chosen);
  const last = viewOfFold(folds.at(-1) ?? chosen);
  const points = (last.to - first.from) / stepOf(chosen);
  return points <= mostPoints ? { from: first.from, to: last.to } : viewOfFold(chosen);
}
