import type { History, SeenCovariates } from '../forecaster.ts';
import { fillMissing, type MissingPolicy } from '../series/fill-missing.ts';
import type { ValueBounds } from '../value-bounds.ts';
import { standardiseSoFar } from './standardise-so-far.ts';
import type { TimeSplit } from './time-split.ts';

/** What stands beside a series, on its grid. */
export interface PanelCovariates {
  /** Each as long as the series. */
  readonly past: readonly Float64Array[];
  /** Each longer than the series by the horizon. */
  readonly future: readonly Float64Array[];
  readonly calendar: readonly Float64Array[];
}

/** One series of a run: values on its regular grid, cut in time. */
export interface PanelSeries {
  readonly name: string;
  /** From the first to the last observation; NaN where one is missing. */
  readonly values: Float64Array;
  readonly seasonLength: number;
  readonly split: TimeSplit;
  /** Its place in the panel. */
  readonly index?: number;
  /** What stands beside it, as it came, filled. */
  readonly covariates?: PanelCovariates;
  /** What is shown where a value is missing; by default nothing. */
  readonly missing?: MissingPolicy;
  /** What no forecast goes beyond; by default nothing. */
  readonly bounds?: ValueBounds;
}

/** What decides what a forecaster sees of a series. */
export type SeenSeries = Pick<PanelSeries, 'values' | 'seasonLength' | 'index' | 'missing' | 'covariates'>;

/**
 * What a forecaster may see of a series at an origin: a copy, so that nothing later is within its reach.
 *
 * @example
 * historyAt({ ...series, values: Float64Array.of(1, 2, 3) }, 1).values; // [1, 2]
 */
export function historyAt(
  { values, seasonLength, index, missing = 'mask', covariates }: SeenSeries,
  origin: number,
): History {
  const seen = values.slice(0, origin + 1);
  const filled = fillMissing(seen, { policy: missing, seasonLength });
  return {
    values: seen,
    ...(filled === undefined ? {} : { filled }),
    seasonLength,
    ...(index === undefined ? {} : { series: index }),
    ...(covariates === undefined ? {} : { covariates: seenAt(covariates, origin, values.length) }),
  };
}

/** Of what is known in advance, the horizon more; all else ends at the origin. */
function seenAt({ past, future, calendar }: PanelCovariates, origin: number, length: number): SeenCovariates {
  const until = (values: Float64Array) => values.slice(0, origin + 1);
  return {
    past: past.map((values) => standardiseSoFar(until(values))),
    future: future.map((values) => standardiseSoFar(values.slice(0, values.length - length + origin + 1))),
    calendar: calendar.map(until),
  };
}

/**
 * The part of each series that a network may be fitted on.
 *
 * @example
 * trainingHistories([series])[0].values.length; // series.split.trainingLength
 */
export function trainingHistories(panel: readonly PanelSeries[]): History[] {
  return panel.map((series) => historyAt(series, series.split.trainingLength - 1));
}

/**
 * Every series to its end.
 *
 * @example
 * wholeHistories([series])[0].values.length; // series.values.length
 */
export function wholeHistories(panel: readonly PanelSeries[]): History[] {
  return panel.map((series) => historyAt(series, series.values.length - 1));
}
