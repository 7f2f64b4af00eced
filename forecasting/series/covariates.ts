import { ForecastingError } from '../errors.ts';
import type { Series } from './series.ts';

/** What is known beside a series, on stamps of the same kind. */
export interface Covariates {
  /** Known up to an origin, like the series itself. */
  readonly past: readonly Series[];
  /** Known in advance, as far as the forecast reaches: a plan, a holiday, a price. */
  readonly future: readonly Series[];
}

/**
 * Brings a covariate onto the stamps of a series: its value at each of them. What is missing there takes the last value
 * before it; before its first value, that one.
 *
 * @throws ForecastingError 'invalid-series' for a covariate without any value.
 *
 * @example
 * alignCovariate(holiday, Float64Array.of(0, 86_400_000))[1]; // 1
 */
export function alignCovariate(covariate: Series, stamps: ArrayLike<number>): Float64Array {
  const { axis, values } = covariate;
  const first = values.findIndex((value) => !Number.isNaN(value));
  if (first < 0) {
    throw new ForecastingError(
      'invalid-series',
      `Cannot use ${covariate.name}: 1 value is needed, all ${values.length} are missing`,
    );
  }
  let last = values[first]!;
  let at = 0;
  return Float64Array.from(stamps, (stamp) => {
    for (; at < axis.stamps.length && axis.stamps[at]! <= stamp; at++) {
      if (!Number.isNaN(values[at])) last = values[at]!;
    }
    return last;
  });
}

/**
 * The stamp of a covariate's last value.
 *
 * @example
 * lastKnownStamp(holiday); // 946_598_400_000
 */
export function lastKnownStamp({ axis, values }: Series): number {
  return axis.stamps[values.findLastIndex((value) => !Number.isNaN(value))] ?? Number.NEGATIVE_INFINITY;
}
