import { featuresOf } from './covariate-inputs.ts';
import type { NetworkShape } from './network-shape.ts';
import type { WindowInputs } from './window-batch.ts';

/** What a quantile head reads of some windows. */
export interface QuantileFeatures {
  readonly size: number;
  /** [size, windowFeatures]: the cell's last state, the context, and how rough the window is. */
  readonly windows: Float32Array;
  /** [size, horizon, stepFeatures] */
  readonly steps: Float32Array;
}

/**
 * Of every step: the forecast, the log of its distance from the last seasons, and the log of how much the values at its
 * place in the season differ among themselves.
 */
export const stepFeatures = 3;
/** A forecast counts as at most so far from the window's centre, in its scale. */
const furthest = 5;
/** Below this share of the window's scale, sizes are not told apart. */
const leastSize = 0.02;

/** What a network made of some windows. */
export interface WindowReading {
  /** [size, horizon], normalised. */
  readonly forecasts: Float32Array;
  /** [size, read]: the cell's last state, then the context. */
  readonly read: Float32Array;
}

/** Lays out what the head reads. */
export function quantileFeatures(
  inputs: WindowInputs,
  { forecasts, read }: WindowReading,
  shape: NetworkShape,
): QuantileFeatures {
  const { size } = inputs;
  const { horizon } = shape;
  const width = read.length / size;
  const windows = new Float32Array(size * (width + 1));
  const steps = new Float32Array(forecasts.length * stepFeatures);
  const copies = seasonalCopies(shape);
  for (let row = 0; row < size; row++) {
    const values = windowValues(inputs, row, shape);
    const season = shape.seasonLength < values.length ? shape.seasonLength : 1;
    const spreads = placeSpreads(values, season);
    windows.set(read.subarray(row * width, (row + 1) * width), row * (width + 1));
    windows[row * (width + 1) + width] = logOf(meanDifference(values, season));
    for (let step = 0; step < horizon; step++) {
      const cell = row * horizon + step;
      const forecast = forecasts[cell]!;
      let distance = 0;
      for (const copy of copies) {
        distance += Math.abs(inputs.copies[cell * shape.copies.length + copy]! - forecast);
      }
      steps[cell * stepFeatures] = Math.max(-furthest, Math.min(furthest, forecast));
      steps[cell * stepFeatures + 1] = logOf(distance / copies.length);
      steps[cell * stepFeatures + 2] = logOf(spreads[step % season]!);
    }
  }
  return { size, windows, steps };
}

/** Copies of single seasons; where there is none, all. */
function seasonalCopies({ copies }: NetworkShape): readonly number[] {
  const seasonal = copies.flatMap(({ kind }, place) => (kind === 'lag' ? [place] : []));
  return seasonal.length > 0 ? seasonal : copies.map((_, place) => place);
}

/** The values of one window, without what stands beside the series. */
function windowValues({ segments }: WindowInputs, row: number, shape: NetworkShape): Float32Array {
  const { steps, segment } = shape;
  const features = featuresOf(shape);
  const values = new Float32Array(steps * segment);
  for (let step = 0; step < steps; step++) {
    const from = (row * steps + step) * features;
    values.set(segments.subarray(from, from + segment), step * segment);
  }
  return values;
}

/** The mean absolute seasonal difference. */
function meanDifference(values: Float32Array, season: number): number {
  let sum = 0;
  for (let i = season; i < values.length; i++) sum += Math.abs(values[i]! - values[i - season]!);
  return sum / Math.max(1, values.length - season);
}

/**
 * How much the values at each place in the season differ from their mean, over the whole seasons of a window: mean
 * absolute deviations; the first is that of the place one step ahead.
 */
function placeSpreads(values: Float32Array, season: number): Float32Array {
  const seasons = Math.floor(values.length / season);
  const first = values.length - seasons * season;
  return Float32Array.from({ length: season }, (_, place) => {
    let sum = 0;
    for (let k = 0; k < seasons; k++) sum += values[first + k * season + place]!;
    const mean = sum / seasons;
    let spread = 0;
    for (let k = 0; k < seasons; k++) spread += Math.abs(values[first + k * season + place]! - mean);
    return spread / seasons;
  });
}

function logOf(size: number): number {
  return Math.log(leastSize + size);
}
