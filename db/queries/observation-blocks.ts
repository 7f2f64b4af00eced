import type { Points } from '#forecasting/series/downsample.ts';
import type { Database } from '../client.ts';
import { blockLength, type ObservationBlock, packBlock, unpackBlock } from '../observation-block.ts';

/** A part of an axis, both ends included. */
export interface StampRange {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** A row of the past: its value now, null where it is missing. */
export interface RowChange {
  readonly stamp: number;
  readonly after: number | null;
}

const columns = `first_stamp as firstStamp, last_stamp as lastStamp, rows,
  packed_stamps as packedStamps, packed_values as packedValues`;

/** The observations of a range, block by block, ascending or from the last one on. */
export function* readPieces(
  db: Database,
  seriesId: number,
  { from, to }: StampRange,
  order: 'asc' | 'desc' = 'asc',
): Generator<Points> {
  const blocks = db.$client
    .prepare(
      `select ${columns} from observation_blocks
      where series_id = ? and last_stamp >= ? and first_stamp <= ? order by first_stamp ${order}`,
    )
    .iterate(seriesId, from ?? Number.MIN_SAFE_INTEGER, to ?? Number.MAX_SAFE_INTEGER);
  for (const block of blocks as IterableIterator<ObservationBlock>) {
    const piece = clip(unpackBlock(block), { from, to });
    if (piece.stamps.length > 0) yield piece;
  }
}

function clip({ stamps, values }: Points, { from, to }: StampRange): Points {
  const start = from === undefined ? 0 : lowerBound(stamps, from);
  const end = to === undefined ? stamps.length : lowerBound(stamps, to + 1);
  return { stamps: stamps.subarray(start, end), values: values.subarray(start, end) };
}

/** The index of the first stamp that is not before `stamp`. */
function lowerBound(stamps: Float64Array, stamp: number): number {
  let low = 0;
  let high = stamps.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (stamps[middle]! < stamp) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Looks observations up one by one; near one another they cost one reading. What it has read it does not
 * read again, so it serves one transaction.
 *
 * @returns NaN where the value is missing, undefined where there is no observation
 */
export function createLookup(db: Database, seriesId: number): (stamp: number) => number | undefined {
  const read = db.$client.prepare(
    `select ${columns} from observation_blocks where series_id = :id and last_stamp >= :stamp
    and first_stamp = (
      select max(first_stamp) from observation_blocks where series_id = :id and first_stamp <= :stamp)`,
  );
  let piece: Points | undefined;
  return (stamp) => {
    if (piece === undefined || stamp < piece.stamps[0]! || stamp > piece.stamps.at(-1)!) {
      const block = read.get({ id: seriesId, stamp }) as ObservationBlock | undefined;
      if (block === undefined) return undefined;
      piece = unpackBlock(block);
    }
    const place = lowerBound(piece.stamps, stamp);
    return piece.stamps[place] === stamp ? piece.values[place] : undefined;
  };
}

/**
 * Writes the points from index `from` on, which come after all that the series has. The last block is filled
 * up first. The caller holds the transaction.
 */
export function insertObservations(db: Database, seriesId: number, points: Points, from = 0): void {
  const end = points.stamps.length;
  if (from >= end) return;
  const write = blockWriter(db, seriesId);
  const last = lastBlock(db, seriesId);
  if (last && points.stamps[from]! <= last.lastStamp) {
    throw new Error(`Cannot store observations of series ${seriesId}: some are not after the last one`);
  }
  let start = from;
  if (last && last.rows < blockLength) {
    start = Math.min(end, from + blockLength - last.rows);
    write.remove(last.firstStamp);
    write.insert(packBlock(joinPieces([unpackBlock(last), slice(points, from, start)])));
  }
  for (; start < end; start += blockLength) {
    write.insert(packBlock(points, start, Math.min(end, start + blockLength)));
  }
}

/** Changes rows of the past, or puts them in; they ascend. The caller holds the transaction. */
export function reviseObservations(db: Database, seriesId: number, changes: readonly RowChange[]): void {
  const write = blockWriter(db, seriesId);
  for (let done = 0; done < changes.length; ) {
    const { block, next } = blockFor(db, seriesId, changes[done]!.stamp);
    const from = done;
    while (done < changes.length && changes[done]!.stamp < next) done++;
    const revised = revise(unpackBlock(block), changes.slice(from, done));
    write.remove(block.firstStamp);
    const { length } = revised.stamps;
    const parts = Math.ceil(length / blockLength);
    const startOf = (part: number) => Math.floor((part * length) / parts);
    for (let part = 0; part < parts; part++) {
      write.insert(packBlock(revised, startOf(part), startOf(part + 1)));
    }
  }
}

/** The block that a stamp of the past belongs into, and where the next one begins. */
function blockFor(db: Database, seriesId: number, stamp: number): { block: ObservationBlock; next: number } {
  const select = (rest: string) =>
    db.$client.prepare(`select ${columns} from observation_blocks where series_id = ? and ${rest} limit 1`);
  const after = select('first_stamp > ? order by first_stamp');
  const before = select('first_stamp <= ? order by first_stamp desc').get(seriesId, stamp);
  const block = (before ?? after.get(seriesId, stamp)) as ObservationBlock | undefined;
  if (block === undefined) throw new Error(`Cannot revise series ${seriesId}: it has no observations`);
  const next = after.get(seriesId, block.firstStamp) as ObservationBlock | undefined;
  return { block, next: next?.firstStamp ?? Number.POSITIVE_INFINITY };
}

function revise({ stamps, values }: Points, changes: readonly RowChange[]): Points {
  const rows = new Map(Array.from(stamps, (stamp, i) => [stamp, values[i]!]));
  for (const { stamp, after } of changes) rows.set(stamp, after ?? Number.NaN);
  const sorted = Float64Array.from(rows.keys()).sort();
  return { stamps: sorted, values: sorted.map((stamp) => rows.get(stamp)!) };
}

function lastBlock(db: Database, seriesId: number): ObservationBlock | undefined {
  return db.$client
    .prepare(
      `select ${columns} from observation_blocks where series_id = ? order by first_stamp desc limit 1`,
    )
    .get(seriesId) as ObservationBlock | undefined;
}

function blockWriter(db: Database, seriesId: number) {
  const insert = db.$client.prepare(
    `insert into observation_blocks (series_id, first_stamp, last_stamp, rows, packed_stamps, packed_values)
    values (?, ?, ?, ?, ?, ?)`,
  );
  const remove = db.$client.prepare('delete from observation_blocks where series_id = ? and first_stamp = ?');
  return {
    insert: (block: ObservationBlock) => {
      const { firstStamp, lastStamp, rows, packedStamps, packedValues } = block;
      insert.run(seriesId, firstStamp, lastStamp, rows, packedStamps, packedValues);
    },
    remove: (firstStamp: number) => {
      remove.run(seriesId, firstStamp);
    },
  };
}

const slice = ({ stamps, values }: Points, from: number, to: number): Points => ({
  stamps: stamps.subarray(from, to),
  values: values.subarray(from, to),
});

/** Pieces one after the other, as one. */
export function joinPieces(pieces: readonly Points[]): Points {
  const count = pieces.reduce((sum, { stamps }) => sum + stamps.length, 0);
  const joined = { stamps: new Float64Array(count), values: new Float64Array(count) };
  let filled = 0;
  for (const { stamps, values } of pieces) {
    joined.stamps.set(stamps, filled);
    joined.values.set(values, filled);
    filled += stamps.length;
  }
  return joined;
}
