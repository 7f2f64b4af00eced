import type { EpochSample } from '../network-forecaster.ts';
import type { Learner } from './learner.ts';
import type { Validation } from './validation.ts';

/**
 * What a trained network has to gain on the untrained one to be kept. The validation windows overlap, and among
 * dozens of epochs one is always a little better by luck: on a random walk that luck costs more than it gains.
 */
const leastGain = 0.02;

/** How one epoch did, and the best so far. */
export interface Judgement {
  readonly validationError: number;
  readonly bestEpoch: number;
  readonly bestError: number;
  /** The epoch with the smallest validation error, whether or not that is enough to be kept. */
  readonly lowestEpoch: number;
  readonly sample?: EpochSample;
}

/** The weights that a training ends with. */
export interface KeptWeights {
  /** In the order of the model's variables. */
  readonly weights: readonly Float32Array[];
  readonly bestEpoch: number;
  readonly validationError: number;
}

/** What has been judged so far. */
export interface BestState {
  readonly best: KeptWeights;
  readonly lowest: { readonly epoch: number; readonly error: number };
}

/** Remembers the weights that forecast best on the validation windows. */
export interface BestWeights {
  /** Judges the averaged weights as they are after an epoch. */
  judge(epoch: number, trainError: number): Judgement;
  /** The best weights; without validation, the last. */
  kept(): KeptWeights;
  /** A copy of what it remembers. */
  save(): BestState;
  restore(state: BestState): void;
}

/** Begins with the weights as they are: an untrained network is the first candidate, and has to be beaten clearly. */
export function keepBestWeights(learner: Learner, validation: Validation | undefined): BestWeights {
  return validation ? keepValidated(learner, validation) : keepLast(learner);
}

function keepValidated(learner: Learner, validation: Validation): BestWeights {
  const startError = learner.withAverages(validation.error).error;
  let best: KeptWeights = { weights: learner.readAverages(), bestEpoch: 0, validationError: startError };
  let lowest = { epoch: 0, error: startError };
  return {
    judge(epoch) {
      const { error, sample } = learner.withAverages(validation.error);
      if (error < lowest.error) lowest = { epoch, error };
      if (error < best.validationError && error < startError * (1 - leastGain)) {
        best = { weights: learner.readAverages(), bestEpoch: epoch, validationError: error };
      }
      const { bestEpoch, validationError: bestError } = best;
      return { validationError: error, bestEpoch, bestError, lowestEpoch: lowest.epoch, sample };
    },
    kept: () => best,
    save: () => ({ best, lowest }),
    restore(state) {
      ({ best, lowest } = state);
    },
  };
}

function keepLast(learner: Learner): BestWeights {
  let last = { bestEpoch: 0, validationError: Number.NaN };
  return {
    judge(epoch, trainError) {
      last = { bestEpoch: epoch, validationError: trainError };
      return { ...last, bestError: trainError, lowestEpoch: epoch };
    },
    kept: () => ({ ...last, weights: learner.readAverages() }),
    save: () => ({ best: { ...last, weights: [] }, lowest: { epoch: last.bestEpoch, error: Number.NaN } }),
    restore({ best }) {
      last = { bestEpoch: best.bestEpoch, validationError: best.validationError };
    },
  };
}
