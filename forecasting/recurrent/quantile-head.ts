import type { QuantileFeatures } from './quantile-features.ts';

/**
 * What says how far the truth lies from the forecast of a network, in the unit of its window: for each side, level and
 * step a positive offset.
 *
 * The innermost level's is exp(bias + tilt), each further level adds exp(bias + tilt) to the one within it, so that
 * offsets cannot cross (positive increments as in J. Gasthaus et al., "Probabilistic Forecasting with Spline Quantile
 * Function RNNs", 2019). The tilt of a side and step is linear in what the network read of the window, bent over the
 * horizon by `stepWaves()`, and in what is known of the step. Side 0 lies below the forecast, side 1 above.
 */
export interface QuantileHead {
  readonly levels: readonly number[];
  readonly horizon: number;
  readonly waves: readonly Float32Array[];
  /** Numbers that are read of a window. */
  readonly windowFeatures: number;
  /** Numbers that are read of a step. */
  readonly stepFeatures: number;
  /** [2, levels, horizon] */
  readonly bias: Float32Array;
  /** [2, waves, windowFeatures] */
  readonly kernel: Float32Array;
  /** [2, stepFeatures] */
  readonly stepKernel: Float32Array;
}

/** What is read of a window bends an offset by at most this power of e. */
export const mostTilt = 2;

/**
 * The tilts of some windows, unbounded.
 *
 * @returns [size, 2, horizon]
 */
export function tiltsOf(head: QuantileHead, features: QuantileFeatures): Float32Array {
  const { horizon, waves } = head;
  const tilts = new Float32Array(features.size * 2 * horizon);
  const heights = waveHeights(head, features);
  for (let out = 0; out < features.size * 2; out++) {
    const tilt = tilts.subarray(out * horizon, (out + 1) * horizon);
    for (let w = 0; w < waves.length; w++) {
      const height = heights[out * waves.length + w]!;
      addTimes(tilt, height, waves[w]!);
    }
    addKnown(tilt, head, features, out);
  }
  return tilts;
}

/** How high each wave is: [size, 2, waves]. */
function waveHeights(
  { kernel, waves, windowFeatures }: QuantileHead,
  { size, windows }: QuantileFeatures,
): Float32Array {
  const outputs = 2 * waves.length;
  const heights = new Float32Array(size * outputs);
  for (let row = 0; row < size; row++) {
    const read = row * windowFeatures;
    for (let out = 0; out < outputs; out++) {
      const at = out * windowFeatures;
      let sum = 0;
      for (let f = 0; f < windowFeatures; f++) sum += kernel[at + f]! * windows[read + f]!;
      heights[row * outputs + out] = sum;
    }
  }
  return heights;
}

function addTimes(into: Float32Array, factor: number, values: Float32Array): void {
  for (let i = 0; i < into.length; i++) into[i] = into[i]! + factor * values[i]!;
}

function addKnown(
  tilt: Float32Array,
  { horizon, stepFeatures, stepKernel }: QuantileHead,
  { steps }: QuantileFeatures,
  out: number,
): void {
  const known = (out >> 1) * horizon * stepFeatures;
  const weights = (out & 1) * stepFeatures;
  for (let step = 0; step < horizon; step++) {
    let sum = tilt[step]!;
    for (let f = 0; f < stepFeatures; f++) {
      sum += stepKernel[weights + f]! * steps[known + step * stepFeatures + f]!;
    }
    tilt[step] = sum;
  }
}

/**
 * The offsets of some windows.
 *
 * @returns [size, 2, levels, horizon], positive, in the unit of each window.
 */
export function offsetsOf(head: QuantileHead, features: QuantileFeatures): Float32Array {
  const { horizon, levels, bias } = head;
  const tilts = tiltsOf(head, features);
  const increments = bias.map(Math.exp);
  const offsets = new Float32Array(features.size * 2 * levels.length * horizon);
  for (let out = 0; out < features.size * 2; out++) {
    const side = out & 1;
    for (let step = 0; step < horizon; step++) {
      const growth = Math.exp(boundTilt(tilts[out * horizon + step]!));
      let offset = 0;
      for (let level = 0; level < levels.length; level++) {
        offset += increments[(side * levels.length + level) * horizon + step]! * growth;
        offsets[(out * levels.length + level) * horizon + step] = offset;
      }
    }
  }
  return offsets;
}

export function boundTilt(tilt: number): number {
  return Math.max(-mostTilt, Math.min(mostTilt, tilt));
}
