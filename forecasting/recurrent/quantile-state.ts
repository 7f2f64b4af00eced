import { ForecastingError } from '../errors.ts';
import type { NetworkWeight, QuantileState } from '../network-forecaster.ts';
import { contextSizeOf } from './covariate-inputs.ts';
import type { NetworkShape } from './network-shape.ts';
import { stepFeatures } from './quantile-features.ts';
import type { LearnedQuantiles } from './quantile-training.ts';
import { stepWaves } from './step-waves.ts';

/** Turns a quantile head into data. */
export function saveQuantiles({ head, units, epochs, factor }: LearnedQuantiles): QuantileState {
  const { levels, horizon, waves, windowFeatures } = head;
  const weight = (name: string, shape: readonly number[], values: Float32Array): NetworkWeight => ({
    name: `quantiles/${name}`,
    shape,
    values,
  });
  return {
    levels,
    epochs,
    factor,
    weights: [
      weight('bias', [2, levels.length, horizon], head.bias),
      weight('kernel', [2, waves.length, windowFeatures], head.kernel),
      weight('step-kernel', [2, stepFeatures], head.stepKernel),
      weight('means', [windowFeatures], units.windows.means),
      weight('spreads', [windowFeatures], units.windows.spreads),
      weight('step-means', [stepFeatures], units.steps.means),
      weight('step-spreads', [stepFeatures], units.steps.spreads),
    ],
  };
}

/**
 * Brings a quantile head back.
 *
 * @throws ForecastingError 'model-mismatch' where it does not belong to a network of this shape.
 */
export function restoreQuantiles(state: QuantileState, shape: NetworkShape): LearnedQuantiles {
  const { levels, epochs, factor } = state;
  const { horizon, units, seasonLength } = shape;
  const waves = stepWaves(horizon, seasonLength);
  const windowFeatures = units + contextSizeOf(shape) + 1;
  const take = (name: string, ...sizes: number[]) => {
    const weight = state.weights.find((one) => one.name === `quantiles/${name}`);
    if (weight !== undefined && String(weight.shape) === String(sizes)) return weight.values;
    throw new ForecastingError(
      'model-mismatch',
      `Cannot restore the network: ${name} [${sizes}] of its quantile head is needed, there is [${weight?.shape ?? ''}]`,
    );
  };
  return {
    head: {
      levels,
      horizon,
      waves,
      windowFeatures,
      stepFeatures,
      bias: take('bias', 2, levels.length, horizon),
      kernel: take('kernel', 2, waves.length, windowFeatures),
      stepKernel: take('step-kernel', 2, stepFeatures),
    },
    units: {
      windows: { means: take('means', windowFeatures), spreads: take('spreads', windowFeatures) },
      steps: { means: take('step-means', stepFeatures), spreads: take('step-spreads', stepFeatures) },
    },
    epochs,
    factor,
  };
}
