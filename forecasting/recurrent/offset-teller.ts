import type * as tf from '@tensorflow/tfjs';
import type { QuantileState } from '../network-forecaster.ts';
import type { Kernels } from './learner.ts';
import { buildNetwork } from './network.ts';
import type { NetworkShape } from './network-shape.ts';
import { restoreQuantiles, saveQuantiles } from './quantile-state.ts';
import type { LearnedQuantiles } from './quantile-training.ts';
import { readWeights, writeWeights } from './weights.ts';

/** What tells how far off a network is: a head, and the network that it reads windows with. */
export interface OffsetTeller {
  readonly learned: LearnedQuantiles;
  /** Left out: the network that forecasts. */
  readonly reader?: tf.LayersModel;
}

/**
 * Brings a teller back.
 *
 * @throws ForecastingError 'model-mismatch' where it does not belong to a network of this shape.
 */
export function restoreTeller(
  state: QuantileState,
  shape: NetworkShape,
  kernels: Kernels | undefined,
): OffsetTeller {
  const learned = restoreQuantiles(state, shape);
  if (state.reader === undefined) return { learned };
  const reader = buildNetwork(shape, 0, kernels);
  try {
    writeWeights(reader, state.reader);
  } catch (error) {
    reader.dispose();
    throw error;
  }
  return { learned, reader };
}

/** Turns a teller into data. */
export function saveTeller({ learned, reader }: OffsetTeller): QuantileState {
  return { ...saveQuantiles(learned), ...(reader && { reader: readWeights(reader) }) };
}
