import { ForecastingError } from '../errors.ts';
import type { History, SeenCovariates } from '../forecaster.ts';
import type { Normalisation } from '../network-forecaster.ts';
import { createRunningMean, type RunningMean } from './running-mean.ts';

/** One history made ready for cutting windows: no hole is left in the inputs, and what was observed is known. */
export interface PreparedSeries {
  /** The values with every missing one filled from what came before it; the history's own where none is missing. */
  readonly filled: Float64Array;
  /** 1 where the value was observed, 0 where it was filled; undefined when nothing was missing. */
  readonly observed: Uint8Array | undefined;
  /** Of `filled`. */
  readonly runningMean: RunningMean;
  /** Index of the first observed value. */
  readonly firstObserved: number;
  /** Mean absolute deviation from the mean over the whole history; 0 for a constant one. */
  readonly spread: number;
  /** Whether `filled` holds the logarithms of the values. */
  readonly logarithmic: boolean;
  /** What a unit of `filled` is worth in data units: 1, or the values' geometric mean where it holds logarithms. */
  readonly unit: number;
  readonly seasonLength: number;
  /** What is known beside it. */
  readonly covariates?: SeenCovariates;
}

/**
 * Fills holes and computes what every window of a history needs.
 *
 * Where the run does not say how, a missing value takes the value one season earlier, or the last one before it when there is no season or no
 * such value yet; values before the first observation take that first one. Nothing but the head of the series
 * looks ahead, and no window ends there, so no window sees past its origin.
 *
 * @param normalisation 'log': logarithms stand for the values, where all of them are positive.
 * @throws ForecastingError 'invalid-series' when nothing was observed.
 *
 * @example prepareSeries({ values: Float64Array.of(1, NaN, 3), seasonLength: 1 }).filled // [1, 1, 3]
 */
export function prepareSeries(history: History, normalisation: Normalisation = 'additive'): PreparedSeries {
  const { values, filled: given, seasonLength, covariates } = history;
  const firstObserved = values.findIndex((value) => !Number.isNaN(value));
  if (firstObserved < 0) {
    throw new ForecastingError('invalid-series', 'Cannot cut windows: at least one observed value is needed');
  }
  const observed = observedMask(values);
  const whole = observed ? (given ?? fill(values, firstObserved, seasonLength)) : values;
  const logarithmic = normalisation === 'log' && whole.every((value) => value > 0);
  const filled = logarithmic ? whole.map(Math.log) : whole;
  const runningMean = createRunningMean(filled);
  const mean = runningMean.upTo(filled.length - 1);
  return {
    filled,
    observed,
    runningMean,
    firstObserved,
    spread: meanAbsoluteDeviation(filled, mean),
    logarithmic,
    unit: logarithmic ? Math.exp(mean) : 1,
    seasonLength,
    ...(covariates === undefined ? {} : { covariates }),
  };
}

function fill(values: Float64Array, firstObserved: number, seasonLength: number): Float64Array {
  const filled = values.slice();
  filled.fill(values[firstObserved]!, 0, firstObserved);
  for (let i = firstObserved + 1; i < filled.length; i++) {
    if (!Number.isNaN(filled[i]!)) continue;
    const earlier = i - seasonLength;
    filled[i] = filled[earlier > firstObserved ? earlier : i - 1]!;
  }
  return filled;
}

function observedMask(values: Float64Array): Uint8Array | undefined {
  if (!values.some(Number.isNaN)) return undefined;
  return Uint8Array.from(values, (value) => (Number.isNaN(value) ? 0 : 1));
}

function meanAbsoluteDeviation(values: Float64Array, mean: number): number {
  let deviation = 0;
  for (let i = 0; i < values.length; i++) deviation += (Math.abs(values[i]! - mean) - deviation) / (i + 1);
  return deviation;
}
