import type { Points } from '#forecasting/series/downsample.ts';
import { type Database, readTransaction } from '../client.ts';

/** A part of an axis, both ends included. */
export interface StampRange {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

type Row = [stamp: number, value: number | null];

/** Read in pieces: one array of millions of rows would double the memory that they need. */
const rowsPerRead = 100_000;

/** All observations of a range, ascending; NaN where a value is missing. */
export function readObservations(db: Database, seriesId: number, range: StampRange = {}): Points {
  return readTransaction(db, () => {
    const count = countObservations(db, seriesId, range);
    const stamps = new Float64Array(count);
    const values = new Float64Array(count);
    const read = db.$client
      .prepare(
        'select stamp, value from observations where series_id = ? and stamp > ? and stamp <= ? order by stamp limit ?',
      )
      .raw();
    let filled = 0;
    let after = lowerEnd(range) - 1;
    while (filled < count) {
      const rows = read.all(seriesId, after, upperEnd(range), rowsPerRead) as Row[];
      for (const [stamp, value] of rows) {
        stamps[filled] = stamp;
        values[filled++] = value ?? Number.NaN;
      }
      if (rows.length < rowsPerRead) break;
      after = rows.at(-1)![0];
    }
    return { stamps, values };
  });
}

export function countObservations(db: Database, seriesId: number, range: StampRange = {}): number {
  return db.$client
    .prepare('select count(*) from observations where series_id = ? and stamp between ? and ?')
    .pluck()
    .get(seriesId, lowerEnd(range), upperEnd(range)) as number;
}

/**
 * The smallest and the largest observation of each of `buckets` equal parts of a range, ascending: the
 * outline of a range that is too long to be read whole. A part without any value keeps one NaN.
 */
export function readOutline(
  db: Database,
  seriesId: number,
  { from, to, buckets }: { readonly from: number; readonly to: number; readonly buckets: number },
): Points {
  const width = Math.max(1, Math.ceil((to - from + 1) / buckets));
  // SQLite answers the other columns from the row that holds the one min() or max() of the query.
  const extreme = (which: 'min' | 'max') =>
    db.$client
      .prepare(
        `select stamp, ${which}(value) from observations where series_id = ? and stamp >= ? and stamp < ?`,
      )
      .raw();
  const lowest = extreme('min');
  const highest = extreme('max');
  return readTransaction(db, () => {
    const rows: Row[] = [];
    for (let start = from; start <= to; start += width) {
      const end = Math.min(start + width, to + 1);
      const low = lowest.get(seriesId, start, end) as Row | [null, null];
      if (low[0] === null) continue;
      const high = highest.get(seriesId, start, end) as Row;
      if (low[1] === null || low[0] === high[0]) rows.push(low);
      else rows.push(...(low[0] < high[0] ? [low, high] : [high, low]));
    }
    return toPoints(rows);
  });
}

/** The latest values that are not missing, in the order of time. */
export function recentValues(db: Database, seriesId: number, count: number): number[] {
  const values = db.$client
    .prepare(
      'select value from observations where series_id = ? and value is not null order by stamp desc limit ?',
    )
    .pluck()
    .all(seriesId, count) as number[];
  return values.reverse();
}

/** The `count` observations up to a stamp, that one included, in the order of time. */
export function readObservationsBefore(db: Database, seriesId: number, to: number, count: number): Points {
  const rows = db.$client
    .prepare(
      'select stamp, value from observations where series_id = ? and stamp <= ? order by stamp desc limit ?',
    )
    .raw()
    .all(seriesId, to, count) as Row[];
  return toPoints(rows.reverse());
}

function toPoints(rows: readonly Row[]): Points {
  return {
    stamps: Float64Array.from(rows, ([stamp]) => stamp),
    values: Float64Array.from(rows, ([, value]) => value ?? Number.NaN),
  };
}

function lowerEnd({ from }: StampRange): number {
  return from ?? Number.MIN_SAFE_INTEGER + 1;
}

function upperEnd({ to }: StampRange): number {
  return to ?? Number.MAX_SAFE_INTEGER;
}
