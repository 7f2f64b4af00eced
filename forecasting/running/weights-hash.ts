import type { NetworkState } from '../network-forecaster.ts';
import { sha256 } from '../recurrent/sha256.ts';

/** The checksums of a network: of its weights, and of its quantile head where it has one. */
export interface NetworkHash {
  readonly sha256: string;
  readonly quantiles?: string;
}

/**
 * The checksums of a network.
 *
 * @example
 * Object.keys(hashNetwork({ weights: [] })); // ['sha256']
 */
export function hashNetwork({
  weights,
  quantiles,
}: Pick<NetworkState, 'weights' | 'quantiles'>): NetworkHash {
  return {
    sha256: hashWeights({ weights }),
    ...(quantiles === undefined ? {} : { quantiles: hashWeights(quantiles) }),
  };
}

type HasWeights = { readonly weights: readonly Pick<NetworkState['weights'][number], 'values'>[] };

/**
 * SHA-256 over the bytes of all weights of a network, in their order: equal where two trainings came to the same bits.
 *
 * @example
 * hashWeights({ weights: [{ values: Float32Array.of(1, 2) }] }).length; // 64
 */
export function hashWeights({ weights }: HasWeights): string {
  const floats = weights.reduce((sum, { values }) => sum + values.length, 0);
  const bytes = new Uint8Array(4 * floats);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const { values } of weights) {
    for (const value of values) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  }
  return sha256(bytes);
}
