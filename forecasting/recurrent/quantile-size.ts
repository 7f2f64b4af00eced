import { offsetsOf, type QuantileHead } from './quantile-head.ts';
import { pinballOf, type QuantileSample, totalOf, upperProbability } from './quantile-loss.ts';

/** What offsets have to be multiplied by to fit a sample best, and how well they fit it then. */
export interface FittedSize {
  readonly factor: number;
  /** Weighted mean pinball loss over both ends of every level; NaN for a sample without targets. */
  readonly loss: number;
}

/** The logarithm of the factor is looked for up to here, and halved so many times. */
const furthest = 3;
const halvings = 14;

/**
 * Fits the one factor by which all offsets of a head are multiplied, by bisection: the pinball loss is convex in it.
 *
 * @example fitSize(head, sample).factor // 1.2 where the offsets are a sixth too small
 */
export function fitSize(head: QuantileHead, sample: QuantileSample): FittedSize {
  const total = totalOf(sample.weights) * head.levels.length * 2;
  if (sample.size === 0 || total === 0) return { factor: 1, loss: Number.NaN };
  const offsets = offsetsOf(head, sample);
  let [low, high] = [-furthest, furthest];
  for (let i = 0; i < halvings; i++) {
    const middle = (low + high) / 2;
    if (measure(head, sample, { offsets, factor: Math.exp(middle) }).slope > 0) high = middle;
    else low = middle;
  }
  const factor = Math.exp((low + high) / 2);
  return { factor, loss: measure(head, sample, { offsets, factor }).loss / total };
}

function measure(
  { levels, horizon }: QuantileHead,
  { size, residuals, weights }: QuantileSample,
  { offsets, factor }: { readonly offsets: Float32Array; readonly factor: number },
): { loss: number; slope: number } {
  let loss = 0;
  let slope = 0;
  let at = 0;
  for (let row = 0; row < size; row++) {
    for (const sign of [-1, 1]) {
      for (const level of levels) {
        const probability = upperProbability(level);
        for (let step = 0; step < horizon; step++, at++) {
          const weight = weights[row * horizon + step]!;
          const excess = sign * residuals[row * horizon + step]!;
          const offset = offsets[at]!;
          loss += weight * pinballOf(excess, offset * factor, probability);
          slope += weight * offset * (excess > offset * factor ? -probability : 1 - probability);
        }
      }
    }
  }
  return { loss, slope };
}
