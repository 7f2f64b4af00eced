import type * as tf from '@tensorflow/tfjs';
import type { EpochSample } from '../network-forecaster.ts';
import { load, type Parameters } from './parameters.ts';
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

/** Remembers the weights that forecast best on the validation windows. */
export interface BestWeights {
  /** Judges the averaged weights as they are after an epoch. */
  judge(epoch: number, trainError: number): Judgement;
  /** Gives the model the best weights; without validation, the last. */
  restore(): { readonly bestEpoch: number; readonly validationError: number };
}

/** Begins with the weights as they are: an untrained network is the first candidate, and has to be beaten clearly. */
export function keepBestWeights(
  model: tf.LayersModel,
  parameters: Parameters,
  validation: Validation | undefined,
): BestWeights {
  return validation ? keepValidated(model, parameters, validation) : keepLast(parameters);
}

function keepValidated(model: tf.LayersModel, parameters: Parameters, validation: Validation): BestWeights {
  const startError = validation.error(model).error;
  let best = { weights: copyOf(parameters.averaged), epoch: 0, error: startError };
  let lowest = startError;
  let lowestEpoch = 0;
  return {
    judge(epoch) {
      load(parameters, parameters.averaged);
      const { error, sample } = validation.error(model);
      load(parameters, parameters.current);
      if (error < lowest) {
        lowest = error;
        lowestEpoch = epoch;
      }
      if (error < best.error && error < startError * (1 - leastGain)) {
        best = { weights: copyOf(parameters.averaged), epoch, error };
      }
      return { validationError: error, bestEpoch: best.epoch, bestError: best.error, lowestEpoch, sample };
    },
    restore() {
      load(parameters, best.weights);
      return { bestEpoch: best.epoch, validationError: best.error };
    },
  };
}

function keepLast(parameters: Parameters): BestWeights {
  let last = { bestEpoch: 0, validationError: Number.NaN };
  return {
    judge(epoch, trainError) {
      last = { bestEpoch: epoch, validationError: trainError };
      return { ...last, bestError: trainError, lowestEpoch: epoch };
    },
    restore() {
      load(parameters, parameters.averaged);
      return last;
    },
  };
}

function copyOf(values: readonly Float32Array[]): Float32Array[] {
  return values.map((array) => array.slice());
}
