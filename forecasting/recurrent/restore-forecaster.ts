import type { FittedNetwork, NetworkState } from '../network-forecaster.ts';
import { fittedNetwork } from './fitted-network.ts';
import type { Kernels } from './learner.ts';
import { buildNetwork } from './network.ts';
import { restoreTeller } from './offset-teller.ts';
import { readSavedConfig } from './saved-config.ts';
import { writeWeights } from './weights.ts';

/**
 * Brings a saved network back without training; it forecasts newer histories with the weights it has, and its
 * forecasts equal those before saving bit for bit on the same backend and kernels.
 *
 * @throws ForecastingError 'model-mismatch' when the state was not saved by a network of this version.
 */
export function restoreForecaster(state: NetworkState, kernels?: Kernels): FittedNetwork {
  const { shape, bestEpoch, validationError } = readSavedConfig(state);
  const quantiles = state.quantiles && restoreTeller(state.quantiles, shape, kernels);
  const model = buildNetwork(shape, 0, kernels);
  try {
    writeWeights(model, state.weights);
  } catch (error) {
    model.dispose();
    quantiles?.reader?.dispose();
    throw error;
  }
  return fittedNetwork(model, shape, {
    bestEpoch,
    validationError: validationError ?? Number.NaN,
    quantiles,
  });
}
