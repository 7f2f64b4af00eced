import { z } from 'zod';
import { ForecastingError } from '../errors.ts';
import { networkKinds } from '../forecaster-kind.ts';
import type { FittedNetwork, NetworkState } from '../network-forecaster.ts';
import { fittedNetwork } from './fitted-network.ts';
import type { Kernels } from './learner.ts';
import { buildNetwork } from './network.ts';
import { writeWeights } from './weights.ts';

const count = z.int().min(1);
const copySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['last', 'mean', 'running-mean', 'drift']) }),
  z.object({ kind: z.literal('lag'), lag: count }),
  z.object({ kind: z.enum(['season-mean', 'season-drift', 'season-shift', 'season-level']) }),
]);
const configSchema = z.object({
  shape: z.object({
    kind: z.enum(networkKinds),
    units: count,
    lookback: count,
    horizon: count,
    seasonLength: count,
    segment: count,
    steps: count,
    copies: z.array(copySchema).min(1),
  }),
  bestEpoch: z.int().min(0),
  validationError: z.number().nullable(),
});

/**
 * Brings a saved network back without training; it forecasts newer histories with the weights it has, and its
 * forecasts equal those before saving bit for bit on the same backend and kernels.
 *
 * @throws ForecastingError 'model-mismatch' when the state was not saved by a network of this version.
 */
export function restoreForecaster(state: NetworkState, kernels?: Kernels): FittedNetwork {
  const config = configSchema.safeParse(state.config);
  if (!config.success || config.data.shape.kind !== state.kind) {
    throw new ForecastingError(
      'model-mismatch',
      'Cannot restore the network: its configuration is not known',
    );
  }
  const { shape, bestEpoch, validationError } = config.data;
  const model = buildNetwork(shape, 0, kernels);
  try {
    writeWeights(model, state.weights);
  } catch (error) {
    model.dispose();
    throw error;
  }
  return fittedNetwork(model, shape, { bestEpoch, validationError: validationError ?? Number.NaN });
}
