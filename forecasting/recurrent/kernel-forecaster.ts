import type { FittedForecaster, History } from '../forecaster.ts';
import type { NetworkState } from '../network-forecaster.ts';
import { stepInputs, stepNetwork } from './kernel-learner.ts';
import { createTrainingStep } from './kernels/training-step.ts';
import type { Kernels } from './learner.ts';
import { prepareSeries } from './prepared-series.ts';
import { readSavedConfig } from './saved-config.ts';
import { forecastBatch, gatherInputs, inForecastBatches, toDataUnits } from './window-batch.ts';

/**
 * Lets a saved network forecast with the kernels alone, where the tensor library is not wanted: the same network as
 * `restoreForecaster()` brings back, equal to it up to rounding.
 *
 * @returns One array of the network's own horizon a history, in the data's units.
 * @throws ForecastingError 'model-mismatch' when the state was not saved by a network of this version.
 *
 * @example forecastWithKernels(gatherCrew(kernels), state, histories)[0].length // the horizon it was trained for
 */
export function forecastWithKernels(
  crew: Kernels,
  state: NetworkState,
  histories: readonly History[],
): Float64Array[] {
  const { shape } = readSavedConfig(state);
  const step = createTrainingStep(crew, stepNetwork(shape), {
    batchSize: forecastBatch,
    loss: { kind: 'absolute' },
  });
  try {
    step.write(state.weights.map(({ values }) => values));
    const places = histories.map((history) => {
      const series = prepareSeries({ ...history, seasonLength: shape.seasonLength }, shape.normalisation);
      return { series, origin: series.filled.length - 1 };
    });
    return inForecastBatches(places).flatMap((some) => {
      const inputs = gatherInputs(some, shape);
      return toDataUnits(step.answer(stepInputs(inputs)), inputs.scales, shape.horizon);
    });
  } finally {
    step.dispose();
  }
}

/**
 * A saved network as a forecaster that answers with the kernels alone; there is nothing to dispose of.
 *
 * @example kernelForecaster(gatherCrew(kernels), state).forecast(histories, 12)[0].length // the horizon it was trained for
 */
export function kernelForecaster(crew: Kernels, state: NetworkState): FittedForecaster {
  return { forecast: (histories) => forecastWithKernels(crew, state, histories), dispose: () => undefined };
}
