import type * as tf from '@tensorflow/tfjs';
import { ForecastingError } from '../errors.ts';
import type { History } from '../forecaster.ts';
import type { FittedNetwork, NetworkState } from '../network-forecaster.ts';
import { answer } from './network-pass.ts';
import type { NetworkShape } from './network-shape.ts';
import { prepareSeries } from './prepared-series.ts';
import type { TrainingOutcome } from './training.ts';
import { readWeights } from './weights.ts';
import { gatherInputs, inForecastBatches, type WindowPlace } from './window-batch.ts';

/** Makes a trained model answer for histories, and turns it into data. */
export function fittedNetwork(
  model: tf.LayersModel,
  shape: NetworkShape,
  outcome: TrainingOutcome,
): FittedNetwork {
  return {
    parameters: model.countParams(),
    ...outcome,
    forecast(histories, horizon) {
      requireHorizon(shape, horizon);
      const places = histories.map((history) => placeAtEnd(history, shape));
      return inForecastBatches(places)
        .flatMap((some) => answer(model, shape, gatherInputs(some, shape)))
        .map((values) => values.slice(0, horizon));
    },
    save(): NetworkState {
      return {
        kind: shape.kind,
        config: {
          shape,
          bestEpoch: outcome.bestEpoch,
          validationError: finiteOrNull(outcome.validationError),
        },
        weights: readWeights(model),
      };
    },
    dispose() {
      model.dispose();
    },
  };
}

function placeAtEnd(history: History, shape: NetworkShape): WindowPlace {
  if (shape.covariates !== undefined && history.covariates === undefined) {
    throw new ForecastingError(
      'model-mismatch',
      'Cannot forecast: the network reads what stands beside the series, the history has nothing there',
    );
  }
  const series = prepareSeries({ ...history, seasonLength: shape.seasonLength }, shape.normalisation);
  return { series, origin: series.filled.length - 1 };
}

function requireHorizon(shape: NetworkShape, horizon: number): void {
  if (horizon <= shape.horizon) return;
  throw new ForecastingError(
    'model-mismatch',
    `Cannot forecast ${horizon} steps: the network was trained for ${shape.horizon}`,
  );
}

/** JSON has no NaN. */
function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
