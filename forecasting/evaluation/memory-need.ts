import { autocorrelation } from '../series/autocorrelation.ts';
import { partialAutocorrelation } from '../series/partial-autocorrelation.ts';

/** How far back a forecast has to look, in observations. */
export interface MemoryNeed {
  /** The longer of the two below; 1 where the data ask for nothing. */
  readonly observations: number;
  /** Observations a season; null where nothing repeats. */
  readonly season: number | null;
  /** The last lag whose partial autocorrelation is past the limit; null where there is none. */
  readonly lastPartial: number | null;
  /** What white noise of this length stays within at 99.9 of 100 lags: 3.29 / √n. */
  readonly limit: number;
  /** Partial autocorrelations that were looked at; index 0 is lag 1. */
  readonly partial: readonly number[];
  /** Observed values that they rest on. */
  readonly rows: number;
}

/** Older rows say little about what is needed now, and would make every small lag significant. */
const mostRows = 1000;
const fewestLags = 48;
/** A lag needs so many times its length of values. */
const rowsPerLag = 4;
/** Two-sided 99.9 % of the normal distribution. */
const quantile = 3.290527;

/**
 * The lag that the data need: the longer of the season and the last partial autocorrelation past its 99.9 % limit (Box
 * & Jenkins), over the last 1,000 rows, up to two seasons or 48 lags and a quarter of the rows.
 *
 * @param values NaN where missing.
 * @example
 * memoryNeed(Float64Array.of(1, 2, 1, 2, 1, 2, 1, 2), 2).season; // 2
 */
export function memoryNeed(values: Float64Array, seasonLength: number): MemoryNeed {
  const recent = values.subarray(Math.max(0, values.length - mostRows));
  const rows = recent.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0);
  const lags = Math.min(Math.max(fewestLags, 2 * seasonLength), Math.floor(recent.length / rowsPerLag));
  const partial = partialAutocorrelation(autocorrelation(recent, lags));
  const limit = rows > 0 ? quantile / Math.sqrt(rows) : 1;
  const last = partial.findLastIndex((value) => Math.abs(value) > limit) + 1;
  const season = seasonLength > 1 ? seasonLength : null;
  return {
    observations: Math.max(1, season ?? 0, last),
    season,
    lastPartial: last > 0 ? last : null,
    limit,
    partial,
    rows,
  };
}
