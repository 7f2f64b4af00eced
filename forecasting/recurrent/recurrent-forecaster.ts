import type { NetworkKind } from '../forecaster-kind.ts';
import type { NetworkForecaster, NetworkOptions } from '../network-forecaster.ts';
import { covariateShapeOf } from './covariate-inputs.ts';
import { fittedNetwork } from './fitted-network.ts';
import type { Kernels } from './learner.ts';
import { buildNetwork, setMemory } from './network.ts';
import { readingOf } from './network-reading.ts';
import { shapeNetwork } from './network-shape.ts';
import { type OffsetTeller, restoreTeller } from './offset-teller.ts';
import type { SampleSource } from './quantile-sample.ts';
import { learnQuantiles } from './quantile-training.ts';
import { trainNetwork } from './training.ts';
import { prepareTraining } from './training-data.ts';

/**
 * Creates a recurrent network that forecasts all steps at once (direct multi-step), one for all series of a panel.
 *
 * Each window is normalised by itself, cut into segments and read by one RNN, LSTM or GRU; the network corrects
 * a learned mixture of naive forecasts, at which its training starts. `fit` needs a tfjs backend to be set.
 *
 * @param kernels The fused kernels; without them the library's own layers compute, many times slower.
 * @throws ForecastingError from `fit`: 'too-short', 'invalid-series', 'diverged', 'stopped'.
 *
 * @example createRecurrentForecaster('gru', { ...options, lookback: 336, horizon: 48 })
 */
export function createRecurrentForecaster(
  kind: NetworkKind,
  options: NetworkOptions,
  kernels?: Kernels,
): NetworkForecaster {
  return {
    kind,
    async fit(panel) {
      const { units, lookback, horizon, seasonLength, normalisation = 'additive' } = options;
      const shape = shapeNetwork({
        kind,
        units,
        lookback,
        horizon,
        seasonLength,
        normalisation,
        covariates: covariateShapeOf(panel[0]?.covariates),
      });
      const histories = panel.map((history) => ({ ...history, seasonLength }));
      const data = prepareTraining(histories, shape, options);
      const model = buildNetwork(shape, options.seed, kernels);
      if (options.memory !== undefined) setMemory(model, shape, options.memory);
      try {
        const outcome = await trainNetwork({ model, shape, kernels }, data, options);
        const { levels, learned } = options.quantiles ?? {};
        const source = { read: readingOf(model, shape), shape, data };
        const quantiles =
          levels &&
          (learned ? restoreTeller(learned, shape, kernels) : await learnTeller(source, levels, options));
        return fittedNetwork(model, shape, { ...outcome, quantiles });
      } catch (error) {
        model.dispose();
        throw error;
      }
    },
  };
}

async function learnTeller(
  source: SampleSource,
  levels: readonly number[],
  options: NetworkOptions,
): Promise<OffsetTeller> {
  return { learned: await learnQuantiles(source, levels, options) };
}
