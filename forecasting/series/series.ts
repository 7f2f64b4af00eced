import type { Frequency } from './frequency.ts';

/**
 * Where the observations stand in time.
 *
 * `stamps` are milliseconds of the *wall clock as written in the file*, counted as if it were UTC; with
 * `kind: 'index'` they are plain integers. `zone` is undefined when the file carries none, `'UTC'` when it
 * carries offsets, `Z` or epochs, or an IANA name that the user chose.
 */
export interface TimeAxis {
  readonly kind: 'time' | 'index';
  /** Strictly ascending, one per observation. */
  readonly stamps: Float64Array;
  readonly frequency: Frequency;
  readonly zone: string | undefined;
}

/** Values on a time axis. A missing value is NaN; nothing else may be. */
export interface Series {
  readonly name: string;
  readonly axis: TimeAxis;
  readonly values: Float64Array;
}
