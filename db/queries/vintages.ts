import { asc, count, desc, eq } from 'drizzle-orm';
import type { Database } from '../client.ts';
import { vintages, vintageValues } from '../schema.ts';
import { createLookup, reviseObservations } from './observation-blocks.ts';

export type VintageRow = typeof vintages.$inferSelect;

/** What a row of the past was and becomes; null is a missing value. */
export interface HistoryChange {
  readonly stamp: number;
  /** Undefined where there was no row. */
  readonly before: number | null | undefined;
  readonly after: number | null;
}

export interface NewVintage {
  readonly seriesId: number;
  /** The file that brings the change, if a file does. */
  readonly source: string | null;
  readonly createdAt: number;
}

/** One row that a vintage holds, beside the value that it has now. */
export interface VintageValue {
  readonly stamp: number;
  readonly existed: boolean;
  readonly before: number | null;
  readonly now: number | null;
}

/** Changes the past of a series and keeps what stood there. The caller holds the transaction. */
export function rewriteHistory(db: Database, vintage: NewVintage, changes: readonly HistoryChange[]): number {
  const inserted = changes.filter(({ before }) => before === undefined).length;
  const { id } = db
    .insert(vintages)
    .values({
      ...vintage,
      changed: changes.length - inserted,
      inserted,
      firstStamp: changes[0]!.stamp,
      lastStamp: changes.at(-1)!.stamp,
    })
    .returning({ id: vintages.id })
    .get();
  const keep = db.$client.prepare(
    'insert into vintage_values (vintage_id, stamp, value, existed) values (?, ?, ?, ?)',
  );
  for (const { stamp, before } of changes) {
    keep.run(id, stamp, before ?? null, before === undefined ? 0 : 1);
  }
  reviseObservations(db, vintage.seriesId, changes);
  return id;
}

/** The changes of a series' past, the newest first. */
export function listVintages(db: Database, seriesId: number, limit: number): VintageRow[] {
  return db
    .select()
    .from(vintages)
    .where(eq(vintages.seriesId, seriesId))
    .orderBy(desc(vintages.id))
    .limit(limit)
    .all();
}

export function getVintage(db: Database, id: number): VintageRow | undefined {
  return db.select().from(vintages).where(eq(vintages.id, id)).get();
}

/** The first rows that a vintage holds, each with the value before and the value now. */
export function readVintage(
  db: Database,
  vintage: VintageRow,
  limit: number,
): { readonly values: VintageValue[]; readonly total: number } {
  const held = db
    .select()
    .from(vintageValues)
    .where(eq(vintageValues.vintageId, vintage.id))
    .orderBy(asc(vintageValues.stamp))
    .limit(limit)
    .all();
  const now = createLookup(db, vintage.seriesId);
  const values = held.map(({ stamp, value, existed }) => ({
    stamp,
    existed,
    before: value,
    now: valueOrNull(now(stamp)),
  }));
  const total =
    db.select({ total: count() }).from(vintageValues).where(eq(vintageValues.vintageId, vintage.id)).get()
      ?.total ?? 0;
  return { values, total };
}

function valueOrNull(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
