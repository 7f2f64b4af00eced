import { and, count, desc, eq, inArray, lt } from 'drizzle-orm';
import type { ReadingFlags } from '#forecasting/reading/reading.ts';
import { type Database, readTransaction, writeTransaction } from '../client.ts';
import { series, uploads } from '../schema.ts';
import type { PageOf, PageRequest } from './page.ts';
import { type RemovalImpact, removalImpactOf } from './removal-impact.ts';
import { removeSeries } from './series.ts';

type StoredUpload = typeof uploads.$inferSelect;

/** A stored file with the series that came out of it. */
export interface UploadRow extends StoredUpload {
  readonly seriesIds: number[];
  readonly seriesNames: string[];
}

export interface NewUpload {
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Where it came from, when no person sent it. */
  readonly source?: string | null;
  readonly createdAt: number;
}

/**
 * Records a received file. `place` is called with its id before the row is committed, and moves the file to
 * where that id names it: a row without its file cannot be.
 */
export function createUpload(db: Database, upload: NewUpload, place?: (id: number) => void): number {
  return writeTransaction(db, () => {
    const { id } = db
      .insert(uploads)
      .values({ ...upload, source: upload.source ?? null, state: 'received' })
      .returning({ id: uploads.id })
      .get();
    place?.(id);
    return id;
  });
}

export function getUpload(db: Database, id: number): UploadRow | undefined {
  return withSeries(db, db.select().from(uploads).where(eq(uploads.id, id)).all())[0];
}

/** A sample is kept once: it is known by its source and its bytes. */
export function findKeptUpload(
  db: Database,
  wanted: { source: string; sha256: string },
): UploadRow | undefined {
  const found = db
    .select()
    .from(uploads)
    .where(
      and(eq(uploads.source, wanted.source), eq(uploads.sha256, wanted.sha256), eq(uploads.state, 'kept')),
    )
    .orderBy(uploads.id)
    .all();
  return withSeries(db, found).find((upload) => upload.seriesIds.length > 0);
}

/** Files that were kept, the newest first. */
export function listUploads(db: Database, { limit, offset }: PageRequest): PageOf<UploadRow> {
  return readTransaction(db, () => {
    const kept = eq(uploads.state, 'kept');
    const rows = db
      .select()
      .from(uploads)
      .where(kept)
      .orderBy(desc(uploads.id))
      .limit(limit)
      .offset(offset)
      .all();
    const total = db.select({ total: count() }).from(uploads).where(kept).get()?.total ?? 0;
    return { items: withSeries(db, rows), total };
  });
}

export function renameUpload(db: Database, id: number, fileName: string): boolean {
  return db.update(uploads).set({ fileName }).where(eq(uploads.id, id)).run().changes > 0;
}

/** The file has been turned into series: the next one like it is read by the same recipe. */
export function markUploadKept(db: Database, id: number, recipe: ReadingFlags): boolean {
  return db.update(uploads).set({ state: 'kept', recipe }).where(eq(uploads.id, id)).run().changes > 0;
}

/** What goes with a file: its series, and everything that goes with those. */
export function uploadRemovalImpact(db: Database, id: number): RemovalImpact | undefined {
  const upload = getUpload(db, id);
  return upload && removalImpactOf(db, upload.seriesIds);
}

/** Removes the row, its series and what goes with them; the file itself is left to the sweep. */
export function removeUpload(db: Database, id: number): boolean {
  return writeTransaction(db, () => {
    const upload = getUpload(db, id);
    if (upload === undefined) return false;
    for (const seriesId of upload.seriesIds) removeSeries(db, seriesId);
    return db.delete(uploads).where(eq(uploads.id, id)).run().changes > 0;
  });
}

/** Forgets files that were looked at and never kept. */
export function removeAbandonedUploads(db: Database, receivedBefore: number): number {
  return db
    .delete(uploads)
    .where(and(eq(uploads.state, 'received'), lt(uploads.createdAt, receivedBefore)))
    .run().changes;
}

export function listUploadIds(db: Database): number[] {
  return db
    .select({ id: uploads.id })
    .from(uploads)
    .all()
    .map(({ id }) => id);
}

function withSeries(db: Database, rows: readonly StoredUpload[]): UploadRow[] {
  if (rows.length === 0) return [];
  const members = db
    .select({ id: series.id, name: series.name, uploadId: series.uploadId })
    .from(series)
    .where(
      and(
        eq(series.ready, true),
        inArray(
          series.uploadId,
          rows.map((row) => row.id),
        ),
      ),
    )
    .orderBy(series.id)
    .all();
  return rows.map((row) => {
    const own = members.filter((member) => member.uploadId === row.id);
    return { ...row, seriesIds: own.map(({ id }) => id), seriesNames: own.map(({ name }) => name) };
  });
}
