import type * as tf from '@tensorflow/tfjs';
import type { EpochSample } from '../network-forecaster.ts';
import { load, type Parameters } from './parameters.ts';
import type { Validation } from './validation.ts';

/** How one epoch did, and the best so far. */
export interface Judgement {
  readonly validationError: number;
  readonly bestEpoch: number;
  readonly bestError: number;
  readonly sample?: EpochSample;
}

/** Remembers the weights that forecast best on the validation windows. */
export interface BestWeights {
  /** Judges the averaged weights as they are after an epoch. */
  judge(epoch: number, trainError: number): Judgement;
  /** Gives the model the best weights; without validation, the last. */
  restore(): { readonly bestEpoch: number; readonly validationError: number };
}

/** Begins with the weights as they are: an untrained network is the first candidate. */
export function keepBestWeights(
  model: tf.LayersModel,
  parameters: Parameters,
  validation: Validation | undefined,
): BestWeights {
  return validation ? keepValidated(model, parameters, validation) : keepLast(parameters);
}

function keepValidated(model: tf.LayersModel, parameters: Parameters, validation: Validation): BestWeights {
  let best = copyOf(parameters.averaged);
  let bestEpoch = 0;
  let bestError = validation.error(model).error;
  return {
    judge(epoch) {
      load(parameters, parameters.averaged);
      const { error, sample } = validation.error(model);
      load(parameters, parameters.current);
      if (error < bestError) {
        best = copyOf(parameters.averaged);
        bestEpoch = epoch;
        bestError = error;
      }
      return { validationError: error, bestEpoch, bestError, sample };
    },
    restore() {
      load(parameters, best);
      return { bestEpoch, validationError: bestError };
    },
  };
}

function keepLast(parameters: Parameters): BestWeights {
  let last = { bestEpoch: 0, validationError: Number.NaN };
  return {
    judge(epoch, trainError) {
      last = { bestEpoch: epoch, validationError: trainError };
      return { ...last, bestError: trainError };
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
