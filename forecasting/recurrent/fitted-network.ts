import type * as tf from '@tensorflow/tfjs';
import { ForecastingError } from '../errors.ts';
import type { History } from '../forecaster.ts';
import type { FittedNetwork, NetworkState } from '../network-forecaster.ts';
import { answer } from './network-pass.ts';
import { readingOf } from './network-reading.ts';
import type { NetworkShape } from './network-shape.ts';
import { type OffsetTeller, saveTeller } from './offset-teller.ts';
import { prepareSeries } from './prepared-series.ts';
import type { TrainingOutcome } from './training.ts';
import { readWeights } from './weights.ts';
import { gatherInputs, inForecastBatches, toDataUnits, type WindowPlace } from './window-batch.ts';
import { windowOffsets } from './window-offsets.ts';

/** What a training came to, and how far off the network is where it has learned that. */
export interface FittedOutcome extends TrainingOutcome {
  readonly quantiles: OffsetTeller | undefined;
}

/** Makes a trained model answer for histories, and turns it into data. */
export function fittedNetwork(
  model: tf.LayersModel,
  shape: NetworkShape,
  { quantiles, ...outcome }: FittedOutcome,
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
    ...(quantiles === undefined
      ? {}
      : { forecastWithOffsets: forecasterWithOffsets(model, shape, quantiles) }),
    save(): NetworkState {
      return {
        kind: shape.kind,
        config: {
          shape,
          bestEpoch: outcome.bestEpoch,
          validationError: finiteOrNull(outcome.validationError),
        },
        weights: readWeights(model),
        ...(quantiles === undefined ? {} : { quantiles: saveTeller(quantiles) }),
      };
    },
    dispose() {
      model.dispose();
      quantiles?.reader?.dispose();
    },
  };
}

function forecasterWithOffsets(
  model: tf.LayersModel,
  shape: NetworkShape,
  { learned, reader }: OffsetTeller,
): NonNullable<FittedNetwork['forecastWithOffsets']> {
  const own = readingOf(model, shape);
  const read = reader ? readingOf(reader, shape) : undefined;
  return (histories, horizon) => {
    requireHorizon(shape, horizon);
    const places = histories.map((history) => placeAtEnd(history, shape));
    return inForecastBatches(places).flatMap((some) => {
      const inputs = gatherInputs(some, shape);
      const said = own(inputs);
      const values = toDataUnits(said.forecasts, inputs.scales, shape.horizon);
      const reading = read?.(inputs) ?? said;
      return windowOffsets(learned, inputs, reading, { shape, horizon }).map((offsets, row) => ({
        values: values[row]!.slice(0, horizon),
        ...(offsets === undefined ? {} : { offsets }),
      }));
    });
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
