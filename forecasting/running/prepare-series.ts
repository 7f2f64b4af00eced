import { ForecastingError } from '../errors.ts';
import { regularise } from '../series/regular.ts';
import { seasonLengthOn } from '../series/season-length.ts';
import type { Series, TimeAxis } from '../series/series.ts';

/** A series on its regular grid, from its first to its last observation. */
export interface PreparedSeries {
  readonly name: string;
  /** Observations of the series as it came, missing ones included. */
  readonly rows: number;
  readonly axis: TimeAxis;
  /** NaN where an observation is missing; neither the first nor the last is. */
  readonly values: Float64Array;
  /** Observations per season, by the calendar or as it was asked for. */
  readonly seasonLength: number;
}

/**
 * Puts a series on its regular grid and cuts missing values off both ends.
 *
 * @param seasonLength `null`: by the calendar.
 * @throws ForecastingError 'invalid-series' for infinite values or none at all.
 *
 * @example
 * prepareSeries(series, null).values.length; // 144
 */
export function prepareSeries(series: Series, seasonLength: number | null): PreparedSeries {
  const { axis, values } = regularise(series);
  const first = values.findIndex((value) => !Number.isNaN(value));
  if (first < 0) {
    throw new ForecastingError(
      'invalid-series',
      `Cannot forecast series ${series.name}: it has no observation`,
    );
  }
  const last = values.findLastIndex((value) => !Number.isNaN(value));
  const kept = values.slice(first, last + 1);
  const infinite = kept.findIndex((value) => Math.abs(value) === Number.POSITIVE_INFINITY);
  if (infinite >= 0) {
    throw new ForecastingError(
      'invalid-series',
      `Cannot forecast series ${series.name}: observation ${first + infinite + 1} is infinite`,
    );
  }
  const keptAxis = { ...axis, stamps: axis.stamps.slice(first, last + 1) };
  return {
    name: series.name,
    rows: series.values.length,
    axis: keptAxis,
    values: kept,
    seasonLength: seasonLength ?? seasonLengthOn(keptAxis),
  };
}
