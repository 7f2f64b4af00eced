import { createRandom, deriveSeed } from '../../random.ts';
import { contextSizeOf, featuresOf } from '../covariate-inputs.ts';
import { gatesOf } from '../kernels/cell.ts';
import type { NetworkShape } from '../network-shape.ts';
import { startingBias } from './gate-bias.ts';
import type { NetworkNumbers } from './network-gradient.ts';

/**
 * Draws a network as one starts its training: kernels uniform after X. Glorot and Y. Bengio (2010), a head of zeros,
 * gates with or without a memory. The draws are not those of a training with the same seed; their distribution is.
 *
 * @param memory Observations that the gates are to remember; see `startingBias()`.
 *
 * @example drawNetwork(shape, { seed: 1, memory: 24 }).weights.get('cell/bias') // −log 24, log 24, 0, 0 of an LSTM
 */
export function drawNetwork(
  shape: NetworkShape,
  { seed, memory }: { readonly seed: number; readonly memory?: number | undefined },
): NetworkNumbers {
  const { kind, units, segment, horizon, copies } = shape;
  const features = segment === 1 ? featuresOf(shape) : units;
  const columns = gatesOf(kind) * units;
  const said = horizon + copies.length;
  const glorot = (name: string, rows: number, width: number) => {
    const random = createRandom(deriveSeed(seed, name));
    const limit = Math.sqrt(6 / (rows + width));
    return Float32Array.from({ length: rows * width }, () => (2 * random() - 1) * limit);
  };
  const weights = new Map([
    ['cell/kernel', glorot('kernel', features, columns)],
    ['cell/recurrent_kernel', glorot('recurrent-kernel', units, columns)],
    ['cell/bias', startingBias(shape, memory)],
    ['head/kernel', new Float32Array((units + contextSizeOf(shape)) * said)],
    ['head/bias', new Float32Array(said)],
    ['mix/logits', new Float32Array(horizon * copies.length)],
  ]);
  if (segment > 1) {
    weights.set('embed/kernel', glorot('embed', featuresOf(shape), units));
    weights.set('embed/bias', new Float32Array(units));
  }
  return { shape, weights };
}
