import { contextSizeOf, featuresOf, writeCovariates } from './covariate-inputs.ts';
import { writeCopy } from './naive-copies.ts';
import type { NetworkShape } from './network-shape.ts';
import type { PreparedSeries } from './prepared-series.ts';
import { inDataUnits, scaleWindow, type WindowScale } from './scaler.ts';

/** What a network is asked: one window a row, normalised. */
export interface WindowInputs {
  readonly size: number;
  /** [size, steps, features]: a segment of the series, then of each covariate */
  readonly segments: Float32Array;
  /** [size, contextSizeOf(shape)]: where the window stands in its series, and what is known of the time ahead. */
  readonly context: Float32Array;
  /** [size, horizon, copies] */
  readonly copies: Float32Array;
  readonly scales: readonly WindowScale[];
}

/** What it should have answered. */
export interface WindowTargets {
  /** [size, horizon], normalised; 0 where there is no target. */
  readonly targets: Float32Array;
  /** [size, horizon]: the window's scale, in data units, over its series' error scale; 0 where there is no target. */
  readonly weights: Float64Array;
}

/** A window: a series and the index of the last observation it sees. */
export interface WindowPlace {
  readonly series: PreparedSeries;
  readonly origin: number;
}

/** Windows that a network answers in one go. */
export const forecastBatch = 256;

/** Level against the series so far, scale against the series, last value against the window: at most so far. */
const widestContext = 5;

/** Cuts, normalises and lays out the inputs of some windows. */
export function gatherInputs(places: readonly WindowPlace[], shape: NetworkShape): WindowInputs {
  const { steps, segment, horizon, lookback } = shape;
  const length = steps * segment;
  const features = featuresOf(shape);
  const contextSize = contextSizeOf(shape);
  const segments = new Float32Array(places.length * steps * features);
  const context = new Float32Array(places.length * contextSize);
  const copies = new Float32Array(places.length * horizon * shape.copies.length);
  const copy = new Float64Array(horizon);
  const scales = places.map((place, row) => {
    const { series, origin } = place;
    const scale = scaleWindow(series, origin, lookback);
    for (let i = 0; i < length; i++) {
      const at = Math.max(0, origin - length + 1 + i);
      const cell = (row * steps + Math.floor(i / segment)) * features + (i % segment);
      segments[cell] = (series.filled[at]! - scale.centre) / scale.scale;
    }
    const ownContext = context.subarray(row * contextSize, (row + 1) * contextSize);
    writeContext(place, scale, ownContext);
    if (shape.covariates && series.covariates) {
      const own = segments.subarray(row * steps * features, (row + 1) * steps * features);
      const { covariates } = shape;
      writeCovariates(
        series.covariates,
        { ...shape, covariates },
        { origin, segments: own, context: ownContext },
      );
    }
    shape.copies.forEach((kind, k) => {
      writeCopy(kind, series, { origin, lookback, horizon }, copy);
      for (let step = 0; step < horizon; step++) {
        const at = (row * horizon + step) * shape.copies.length + k;
        copies[at] = (copy[step]! - scale.centre) / scale.scale;
      }
    });
    return scale;
  });
  return { size: places.length, segments, context, copies, scales };
}

function writeContext(
  { series, origin }: WindowPlace,
  { centre, scale }: WindowScale,
  into: Float32Array,
): void {
  into[0] = clip((series.runningMean.upTo(origin) - centre) / scale);
  into[1] = series.spread > 0 ? clip(Math.log(scale / series.spread)) : 0;
  into[2] = clip((series.filled[origin]! - centre) / scale);
}

function clip(value: number): number {
  return Math.max(-widestContext, Math.min(widestContext, value));
}

/** What decides which targets count, and how much. */
export interface TargetRule {
  readonly horizon: number;
  /** Index in the place's series from which on nothing is a target, one a place. */
  readonly ends: readonly number[];
  /** Divisor of each place's error. */
  readonly errorScales: readonly number[];
}

/** Lays out the targets of some windows, normalised by the scales of their inputs. */
export function gatherTargets(
  places: readonly WindowPlace[],
  scales: readonly WindowScale[],
  { horizon, ends, errorScales }: TargetRule,
): WindowTargets {
  const targets = new Float32Array(places.length * horizon);
  const weights = new Float64Array(places.length * horizon);
  places.forEach(({ series, origin }, row) => {
    const { centre, scale } = scales[row]!;
    const last = Math.min(ends[row]! - 1, origin + horizon);
    for (let at = origin + 1; at <= last; at++) {
      if (series.observed?.[at] === 0) continue;
      const cell = row * horizon + at - origin - 1;
      targets[cell] = (series.filled[at]! - centre) / scale;
      weights[cell] = (scale * series.unit) / errorScales[row]!;
    }
  });
  return { targets, weights };
}

/** Turns normalised answers, [size, horizon], back into data units: a row a window. */
export function toDataUnits(
  normalised: Float32Array,
  scales: readonly WindowScale[],
  horizon: number,
): Float64Array[] {
  return scales.map((scale, row) =>
    Float64Array.from({ length: horizon }, (_, step) =>
      inDataUnits(scale, normalised[row * horizon + step]!),
    ),
  );
}

/** Splits a list into runs of at most the number of windows that are answered together. */
export function inForecastBatches<T>(items: readonly T[]): T[][] {
  const batches: T[][] = [];
  for (let from = 0; from < items.length; from += forecastBatch) {
    batches.push(items.slice(from, from + forecastBatch));
  }
  return batches;
}

/** The error that each copy alone would make at each step: weighted absolute errors summed, [horizon][copies]. */
export function copyErrors(
  inputs: WindowInputs,
  { targets, weights }: WindowTargets,
  copies: number,
): Float64Array[] {
  const horizon = targets.length / inputs.size;
  return Array.from({ length: horizon }, (_, step) => {
    const errors = new Float64Array(copies);
    for (let row = 0; row < inputs.size; row++) {
      const cell = row * horizon + step;
      for (let k = 0; k < copies; k++) {
        errors[k]! += weights[cell]! * Math.abs(inputs.copies[cell * copies + k]! - targets[cell]!);
      }
    }
    return errors;
  });
}
