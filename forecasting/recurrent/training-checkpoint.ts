import type { NetworkOptions } from '../network-forecaster.ts';
import type { BestState, BestWeights } from './best-weights.ts';
import type { Learner, LearnerState } from './learner.ts';

/** Between which batches a training is. */
export interface CoursePlace {
  /** 1-based. */
  readonly epoch: number;
  /** 0-based number of the next batch in its epoch. */
  readonly batch: number;
  /** Mean loss of the epoch's batches so far. */
  readonly meanLoss: number;
}

/** What a training is made of, as far as it changes. */
interface SavedCourse {
  readonly learner: Learner;
  readonly best: BestWeights;
  readonly options: NetworkOptions;
  /** Deals the windows of the next batch. */
  readonly nextPicks: () => Uint32Array;
  /** Batches an epoch. */
  readonly batches: number;
}

/** A training between two batches. The order of the windows is not in it: dealing again gives the same. */
interface CourseState {
  readonly place: CoursePlace;
  readonly learner: LearnerState;
  readonly best: BestState;
}

/** The place before the first batch of an epoch. */
export function startOf(epoch: number): CoursePlace {
  return { epoch, batch: 0, meanLoss: 0 };
}

export function isStart({ epoch, batch }: CoursePlace): boolean {
  return epoch === 1 && batch === 0;
}

/** Keeps where a training is, when it is time to. */
export function saveCourse({ options, learner, best }: SavedCourse, place: CoursePlace): void {
  if (!options.checkpoint?.isDue()) return;
  const state: CourseState = { place, learner: learner.save(), best: best.save() };
  options.checkpoint.keep(state);
}

/**
 * Brings a training to where it was kept: weights, optimiser, running mean, best weights and the windows dealt so
 * far are as they were, and so every later bit is.
 *
 * @returns Where it goes on; the start where nothing was kept.
 */
export function resumeCourse({ options, learner, best, nextPicks, batches }: SavedCourse): CoursePlace {
  const kept = options.checkpoint?.recall() as CourseState | undefined;
  if (kept === undefined) return startOf(1);
  learner.restore(kept.learner);
  best.restore(kept.best);
  const dealt = (kept.place.epoch - 1) * batches + kept.place.batch;
  for (let i = 0; i < dealt; i++) nextPicks();
  return kept.place;
}
