import { ForecastingError } from '../errors.ts';

/**
 * Finds the last value that is there.
 *
 * @throws ForecastingError 'invalid-series' where every value is missing.
 *
 * @example
 * lastObservedIndex(Float64Array.of(3, 5, Number.NaN)); // 1
 */
export function lastObservedIndex(values: Float64Array): number {
  for (let i = values.length - 1; i >= 0; i--) if (!Number.isNaN(values[i])) return i;
  throw new ForecastingError(
    'invalid-series',
    `Cannot forecast series: 1 observation is needed, all ${values.length} are missing`,
  );
}
