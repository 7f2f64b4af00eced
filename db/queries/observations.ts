import type { Points } from '#forecasting/series/downsample.ts';
import { type Database, readTransaction } from '../client.ts';
import { joinPieces, readPieces, type StampRange } from './observation-blocks.ts';

/** All observations of a range, ascending; NaN where a value is missing. */
export function readObservations(db: Database, seriesId: number, range: StampRange = {}): Points {
  return readTransaction(db, () => {
    // Counted first: joining pieces at the end would double the memory that millions of rows need.
    const count = countObservations(db, seriesId, range);
    const stamps = new Float64Array(count);
    const values = new Float64Array(count);
    let filled = 0;
    for (const piece of readPieces(db, seriesId, range)) {
      stamps.set(piece.stamps, filled);
      values.set(piece.values, filled);
      filled += piece.stamps.length;
    }
    return { stamps, values };
  });
}

export function countObservations(db: Database, seriesId: number, range: StampRange = {}): number {
  const { from = Number.MIN_SAFE_INTEGER, to = Number.MAX_SAFE_INTEGER } = range;
  return readTransaction(db, () => {
    const whole = db.$client
      .prepare(
        `select coalesce(sum(rows), 0) as rows, min(first_stamp) as first, max(last_stamp) as last
        from observation_blocks where series_id = ? and first_stamp >= ? and last_stamp <= ?`,
      )
      .get(seriesId, from, to) as { rows: number; first: number | null; last: number | null };
    if (whole.first === null || whole.last === null) return countPieces(db, seriesId, { from, to });
    const before = countPieces(db, seriesId, { from, to: whole.first - 1 });
    return before + whole.rows + countPieces(db, seriesId, { from: whole.last + 1, to });
  });
}

function countPieces(db: Database, seriesId: number, range: StampRange): number {
  let count = 0;
  for (const { stamps } of readPieces(db, seriesId, range)) count += stamps.length;
  return count;
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
  const extremes: Extremes[] = [];
  for (const { stamps, values } of readPieces(db, seriesId, { from, to })) {
    for (let i = 0; i < stamps.length; i++) {
      const bucket = Math.floor((stamps[i]! - from) / width);
      if (extremes.at(-1)?.bucket === bucket) widen(extremes.at(-1)!, stamps[i]!, values[i]!);
      else extremes.push(startOf(bucket, { stamp: stamps[i]!, value: values[i]! }));
    }
  }
  return toPoints(extremes.flatMap(inOrder));
}

interface Row {
  readonly stamp: number;
  readonly value: number;
}

interface Extremes {
  readonly bucket: number;
  low: Row;
  high: Row;
}

const startOf = (bucket: number, row: Row): Extremes => ({ bucket, low: row, high: row });

function widen(extremes: Extremes, stamp: number, value: number): void {
  if (Number.isNaN(value)) return;
  // A comparison with NaN is false: the first value takes the place of a missing one.
  if (!(value >= extremes.low.value)) extremes.low = { stamp, value };
  if (!(value <= extremes.high.value)) extremes.high = { stamp, value };
}

function inOrder({ low, high }: Extremes): Row[] {
  if (low.stamp === high.stamp) return [low];
  return low.stamp < high.stamp ? [low, high] : [high, low];
}

/** The latest values that are not missing, in the order of time. */
export function recentValues(db: Database, seriesId: number, count: number): number[] {
  const latest: number[] = [];
  for (const { values } of readPieces(db, seriesId, {}, 'desc')) {
    for (let i = values.length - 1; i >= 0 && latest.length < count; i--) {
      if (!Number.isNaN(values[i])) latest.push(values[i]!);
    }
    if (latest.length >= count) break;
  }
  return latest.reverse();
}

/** The `count` observations up to a stamp, that one included, in the order of time. */
export function readObservationsBefore(db: Database, seriesId: number, to: number, count: number): Points {
  const pieces: Points[] = [];
  let found = 0;
  for (const piece of readPieces(db, seriesId, { to }, 'desc')) {
    pieces.unshift(piece);
    found += piece.stamps.length;
    if (found >= count) break;
  }
  const { stamps, values } = joinPieces(pieces);
  const from = Math.max(0, found - count);
  return { stamps: stamps.slice(from), values: values.slice(from) };
}

function toPoints(rows: readonly Row[]): Points {
  return {
    stamps: Float64Array.from(rows, ({ stamp }) => stamp),
    values: Float64Array.from(rows, ({ value }) => value),
  };
}
