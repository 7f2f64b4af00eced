import { ForecastingError } from '../errors.ts';
import type { PanelCovariates } from '../evaluation/panel.ts';
import { formatStamp } from '../series/format-stamp.ts';
import { regularise } from '../series/regular.ts';
import { seasonLengthOn } from '../series/season-length.ts';
import type { Series, TimeAxis } from '../series/series.ts';

/** Sums of larger values, and bands around them, would leave the range of numbers. */
const largest = 1e300;

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
  /** What stands beside it, on its grid. */
  readonly covariates?: PanelCovariates;
}

/**
 * Puts a series on its regular grid and cuts missing values off both ends.
 *
 * @param seasonLength `null`: by the calendar.
 * @throws ForecastingError 'invalid-series' for values beyond 1e300 or none at all.
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
  refuseTooLarge(kept, { name: series.name, first });
  const keptAxis = { ...axis, stamps: axis.stamps.slice(first, last + 1) };
  return {
    name: series.name,
    rows: series.values.length,
    axis: keptAxis,
    values: kept,
    seasonLength: seasonLength ?? seasonLengthOn(keptAxis),
  };
}

function refuseTooLarge(values: Float64Array, { name, first }: { name: string; first: number }): void {
  const at = values.findIndex((value) => Math.abs(value) > largest);
  if (at < 0) return;
  const what = Number.isFinite(values[at])
    ? `${values[at]}; ${largest} is the largest that can be reckoned with, divide the values`
    : 'infinite';
  throw new ForecastingError(
    'invalid-series',
    `Cannot forecast series ${name}: observation ${first + at + 1} is ${what}`,
  );
}

/**
 * Refuses a series with missing values.
 *
 * @throws ForecastingError 'invalid-series'.
 *
 * @example
 * refuseMissing(prepareSeries(series, null)); // undefined where every value is there
 */
export function refuseMissing({ name, axis, values }: PreparedSeries): void {
  const first = values.findIndex((value) => Number.isNaN(value));
  if (first < 0) return;
  const count = values.reduce((sum, value) => sum + (Number.isNaN(value) ? 1 : 0), 0);
  throw new ForecastingError(
    'invalid-series',
    `Cannot forecast series ${name}: all ${values.length} values are needed, ${count} ${count === 1 ? 'is' : 'are'} missing, the first at ${formatStamp(axis.stamps[first]!, axis)}; choose what is seen instead`,
  );
}
