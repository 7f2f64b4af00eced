import type { QuantileFeatures } from './quantile-features.ts';
import { boundTilt, mostTilt, type QuantileHead, tiltsOf } from './quantile-head.ts';

/** Windows with what came, for a quantile head to learn from. */
export interface QuantileSample extends QuantileFeatures {
  /** [size, horizon]: what came less the forecast, in the unit of each window. */
  readonly residuals: Float32Array;
  /** [size, horizon]: what each counts; 0 where there is no target. */
  readonly weights: Float32Array;
}

/** A loss and its gradient by each parameter of the head. */
export interface QuantileGradient {
  readonly loss: number;
  readonly bias: Float32Array;
  readonly kernel: Float32Array;
  readonly stepKernel: Float32Array;
}

/** The probability at the upper end of a central band: 0.9 for 80 %. */
export function upperProbability(level: number): number {
  return (100 + level) / 200;
}

/**
 * The pinball loss of one end of a band.
 *
 * @param excess How far what came lies beyond the forecast, on the side of the end.
 * @param probability That of the upper end; the lower one is its mirror.
 *
 * @example pinballOf(3, 1, 0.9) // 1.8
 */
export function pinballOf(excess: number, offset: number, probability: number): number {
  const beyond = excess - offset;
  return beyond > 0 ? probability * beyond : (probability - 1) * beyond;
}

/** Its slope by the offset. */
export function pinballSlope(excess: number, offset: number, probability: number): number {
  return excess > offset ? -probability : 1 - probability;
}

/**
 * The weighted mean pinball loss (R. Koenker, G. Bassett, "Regression Quantiles", 1978) of a head over both ends of every
 * level, and its gradient.
 */
export function quantileGradient(head: QuantileHead, sample: QuantileSample): QuantileGradient {
  const { horizon } = head;
  const tilts = tiltsOf(head, sample);
  const ladder = createLadder(head);
  const total = totalOf(sample.weights) * head.levels.length * 2;
  let loss = 0;
  for (let out = 0; out < 2 * sample.size; out++) {
    const sign = (out & 1) === 0 ? -1 : 1;
    for (let step = 0; step < horizon; step++) {
      const cell = (out >> 1) * horizon + step;
      const at = out * horizon + step;
      const weight = sample.weights[cell]! / total;
      const tilt = tilts[at]!;
      tilts[at] = 0;
      if (weight === 0) continue;
      const found = ladder.climb({ side: out & 1, step }, sign * sample.residuals[cell]!, { tilt, weight });
      loss += found.loss;
      // What the slopes are by: the tilts are not needed any more.
      if (Math.abs(tilt) < mostTilt || tilt * found.slope > 0) tilts[at] = found.slope;
    }
  }
  return { loss, bias: ladder.slopes, ...kernelGradients(head, sample, tilts) };
}

/** Goes through the levels of one side and step, from the innermost outwards. */
function createLadder({ levels, horizon, bias }: QuantileHead) {
  const probabilities = levels.map(upperProbability);
  const increments = bias.map(Math.exp);
  const slopes = new Float32Array(bias.length);
  const own = new Float64Array(levels.length);
  const found = { loss: 0, slope: 0 };
  return {
    /** By the biases, summed over all that was climbed. */
    slopes,
    climb(
      { side, step }: { readonly side: number; readonly step: number },
      excess: number,
      { tilt, weight }: { readonly tilt: number; readonly weight: number },
    ) {
      const growth = Math.exp(boundTilt(tilt));
      const first = side * levels.length * horizon + step;
      let offset = 0;
      found.loss = 0;
      found.slope = 0;
      for (let k = 0; k < own.length; k++) {
        offset += increments[first + k * horizon]! * growth;
        found.loss += weight * pinballOf(excess, offset, probabilities[k]!);
        own[k] = weight * pinballSlope(excess, offset, probabilities[k]!);
        found.slope += own[k]! * offset;
      }
      // An increment lies within its own level and all further out.
      let further = 0;
      for (let k = own.length - 1; k >= 0; k--) {
        further += own[k]!;
        const at = first + k * horizon;
        slopes[at] = slopes[at]! + further * increments[at]! * growth;
      }
      return found;
    },
  };
}

/** @param slopes By the tilts: [size, 2, horizon]. */
function kernelGradients(
  head: QuantileHead,
  { size, windows, steps }: QuantileSample,
  slopes: Float32Array,
): Pick<QuantileGradient, 'kernel' | 'stepKernel'> {
  const { horizon, waves, windowFeatures, stepFeatures } = head;
  const kernel = new Float32Array(head.kernel.length);
  const stepKernel = new Float32Array(head.stepKernel.length);
  for (let out = 0; out < 2 * size; out++) {
    const [row, side] = [out >> 1, out & 1];
    const slope = slopes.subarray(out * horizon, (out + 1) * horizon);
    for (let w = 0; w < waves.length; w++) {
      const into = (side * waves.length + w) * windowFeatures;
      const height = dot(slope, waves[w]!);
      for (let f = 0; f < windowFeatures; f++) {
        kernel[into + f] = kernel[into + f]! + height * windows[row * windowFeatures + f]!;
      }
    }
    for (let f = 0; f < stepFeatures; f++) {
      let sum = 0;
      for (let step = 0; step < horizon; step++) {
        sum += slope[step]! * steps[(row * horizon + step) * stepFeatures + f]!;
      }
      stepKernel[side * stepFeatures + f] = stepKernel[side * stepFeatures + f]! + sum;
    }
  }
  return { kernel, stepKernel };
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

export function totalOf(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
