import { setImmediate as nextTurn } from 'node:timers/promises';
import { eq, inArray } from 'drizzle-orm';
import type { ReadingFlags } from '#forecasting/reading/reading.ts';
import type { Points } from '#forecasting/series/downsample.ts';
import type { Frequency } from '#forecasting/series/frequency.ts';
import { type Database, writeTransaction } from '../client.ts';
import { blockLength } from '../observation-block.ts';
import { series } from '../schema.ts';
import { assertStorable, summarise } from './append-observations.ts';
import { insertObservations } from './observation-blocks.ts';
import { markUploadKept } from './uploads.ts';

export interface NewSeries {
  readonly name: string;
  /** The name in the file it comes from; the name itself when it comes from none. */
  readonly sourceName?: string;
  readonly uploadId?: number | null;
  readonly unit?: string | null;
  readonly axisKind: 'time' | 'index';
  readonly frequency: Frequency;
  readonly zone?: string | null;
  readonly seasonLength: number;
  /** Ascending stamps; NaN is a missing value. */
  readonly points: Points;
  /** Sent again with the same key, nothing new is made. */
  readonly idempotencyKey?: string;
}

export interface StoreOptions {
  readonly createdAt: number;
  /** The file that the series came out of becomes a kept one, read by this recipe from now on. */
  readonly kept?: { readonly uploadId: number; readonly recipe: ReadingFlags };
}

/** More than this, whole blocks, is written in pieces, so that nobody waits for the write lock for long. */
const rowsPerTransaction = 256 * blockLength;

/**
 * Stores series with their observations: all of them or none. Large ones are written piece by piece and stay
 * invisible until the last piece is there; what a crash leaves behind is removed by `removeUnready`.
 *
 * @returns the ids, in the order given
 */
export async function storeSeries(
  db: Database,
  list: readonly NewSeries[],
  options: StoreOptions,
): Promise<number[]> {
  for (const { points } of list) assertStorable(points);
  const rows = list.reduce((sum, { points }) => sum + points.stamps.length, 0);
  return rows <= rowsPerTransaction ? storeAtOnce(db, list, options) : storeInPieces(db, list, options);
}

/** As `storeSeries`, for one small series, at once. */
export function createSeries(db: Database, one: NewSeries, createdAt: number): number {
  assertStorable(one.points);
  return storeAtOnce(db, [one], { createdAt })[0]!;
}

function storeAtOnce(db: Database, list: readonly NewSeries[], options: StoreOptions): number[] {
  return writeTransaction(db, () => {
    const ids = list.map((one) => {
      const known = findByKey(db, one.idempotencyKey);
      if (known !== undefined) return known;
      const id = insertRow(db, one, { createdAt: options.createdAt, ready: true });
      insertObservations(db, id, one.points);
      return id;
    });
    if (options.kept) markUploadKept(db, options.kept.uploadId, options.kept.recipe);
    return ids;
  });
}

async function storeInPieces(
  db: Database,
  list: readonly NewSeries[],
  { createdAt, kept }: StoreOptions,
): Promise<number[]> {
  const ids: number[] = [];
  try {
    for (const one of list) {
      const id = writeTransaction(db, () => insertRow(db, one, { createdAt, ready: false }));
      ids.push(id);
      await writePieces(db, id, one.points);
    }
    writeTransaction(db, () => {
      db.update(series).set({ ready: true }).where(inArray(series.id, ids)).run();
      if (kept) markUploadKept(db, kept.uploadId, kept.recipe);
    });
    return ids;
  } catch (problem) {
    writeTransaction(db, () => db.delete(series).where(inArray(series.id, ids)).run());
    throw problem;
  }
}

async function writePieces(db: Database, id: number, { stamps, values }: Points): Promise<void> {
  for (let from = 0; from < stamps.length; from += rowsPerTransaction) {
    const to = from + rowsPerTransaction;
    const piece = { stamps: stamps.subarray(from, to), values: values.subarray(from, to) };
    writeTransaction(db, () => insertObservations(db, id, piece));
    await nextTurn();
  }
}

function insertRow(db: Database, one: NewSeries, state: { createdAt: number; ready: boolean }): number {
  const { points, ...columns } = one;
  return db
    .insert(series)
    .values({
      ...columns,
      sourceName: one.sourceName ?? one.name,
      ...summarise(points),
      ...state,
    })
    .returning({ id: series.id })
    .get().id;
}

function findByKey(db: Database, key: string | undefined): number | undefined {
  if (key === undefined) return undefined;
  return db.select({ id: series.id }).from(series).where(eq(series.idempotencyKey, key)).get()?.id;
}

/** Removes what a crash in the midst of storing has left; younger rows may still be in the making. */
export function removeUnready(db: Database, createdBefore: number): number {
  return db.$client.prepare('delete from series where ready = 0 and created_at < ?').run(createdBefore)
    .changes;
}
