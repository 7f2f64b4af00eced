/** What is still to be done within a budget. */
export interface WorkLeft {
  /** Trainings before the verdict, the next one included. */
  readonly trainings: number;
  /** Trainings on everything, for the forecast that is issued. */
  readonly refits: number;
  /** What forecasting the backtest takes after one training. */
  readonly predictSeconds: number;
}

/** A refit runs the best number of epochs only, and so takes less than a training. */
const refitWeight = 0.6;

/**
 * Decides until when the next training may run, so that every training gets the same share of what is left.
 *
 * @returns undefined without a deadline.
 *
 * @example
 * allotTraining(0, 100_000, { trainings: 4, refits: 0, predictSeconds: 0 }); // 25000
 */
export function allotTraining(
  nowMs: number,
  deadlineMs: number | undefined,
  left: WorkLeft,
): number | undefined {
  if (deadlineMs === undefined) return undefined;
  const predicting = left.trainings * left.predictSeconds * 1000;
  const free = Math.max(0, deadlineMs - nowMs - predicting);
  return nowMs + free / (left.trainings + refitWeight * left.refits);
}

/**
 * Whether a refit of known length ends before the deadline.
 *
 * @example
 * refitFits(0, undefined, 60); // true
 */
export function refitFits(nowMs: number, deadlineMs: number | undefined, seconds: number): boolean {
  return deadlineMs === undefined || nowMs + seconds * 1000 <= deadlineMs;
}
