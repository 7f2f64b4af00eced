import { z } from 'zod';
import { ForecastingError } from '../errors.ts';
import { networkKinds } from '../forecaster-kind.ts';
import { type NetworkState, normalisations } from '../network-forecaster.ts';

const count = z.int().min(1);
const copySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['last', 'mean', 'running-mean', 'drift']) }),
  z.object({ kind: z.literal('lag'), lag: count }),
  z.object({
    kind: z.enum(['season-mean', 'season-drift', 'season-growth', 'season-shift', 'season-level']),
  }),
]);
const configSchema = z.object({
  shape: z.object({
    kind: z.enum(networkKinds),
    units: count,
    lookback: count,
    horizon: count,
    seasonLength: count,
    normalisation: z.enum(normalisations),
    segment: count,
    steps: count,
    copies: z.array(copySchema).min(1),
    covariates: z
      .object({ past: z.int().min(0), future: z.int().min(0), calendar: z.int().min(0) })
      .exactOptional(),
  }),
  bestEpoch: z.int().min(0),
  validationError: z.number().nullable(),
});

/** What stands beside the weights of a saved network. */
export type SavedConfig = z.output<typeof configSchema>;

/**
 * Reads it.
 *
 * @throws ForecastingError 'model-mismatch' when the state was not saved by a network of this version.
 */
export function readSavedConfig(state: NetworkState): SavedConfig {
  const config = configSchema.safeParse(state.config);
  if (config.success && config.data.shape.kind === state.kind) return config.data;
  throw new ForecastingError('model-mismatch', 'Cannot restore the network: its configuration is not known');
}
