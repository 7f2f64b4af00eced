import { and, asc, count, desc, eq, sql } from 'drizzle-orm';
import type { ForecasterKind } from '#forecasting/forecaster-kind.ts';
import type { Verdict } from '#forecasting/run-result.ts';
import { type Database, readTransaction, writeTransaction } from '../client.ts';
import { type RunState, series, uploads } from '../schema.ts';
import { recentValues } from './observations.ts';
import { containing, type PageOf, type PageRequest } from './page.ts';
import { type RemovalImpact, removalImpactOf, runsOnlyOn, schedulesOnlyFor } from './removal-impact.ts';

export type StoredSeries = typeof series.$inferSelect;

/** A series with what lists show of it. */
export interface SeriesRow extends StoredSeries {
  readonly fileName: string | null;
  readonly source: string | null;
  /** At most 60 of the latest values, missing ones left out. */
  readonly sparkline: number[];
  readonly lastRun: LastRun | null;
  /** When the next schedule for this series fires. */
  readonly nextAt: number | null;
}

interface LastRun {
  readonly id: number;
  readonly state: RunState;
  readonly recommended: ForecasterKind | null;
  readonly verdict: Verdict | null;
  readonly finishedAt: number | null;
}

const seriesOrders = {
  name: [asc(sql`lower(${series.name})`), asc(series.id)],
  createdAt: [desc(series.createdAt), desc(series.id)],
  rows: [desc(series.rows), desc(series.id)],
} as const;
type SeriesOrder = keyof typeof seriesOrders;

export interface SeriesSearch extends PageRequest {
  readonly search?: string | undefined;
  readonly sort: SeriesOrder;
}

const sparklineLength = 60;

export function getSeries(db: Database, id: number): SeriesRow | undefined {
  return readTransaction(db, () => {
    const row = selectSeries(db)
      .where(and(eq(series.ready, true), eq(series.id, id)))
      .get();
    return row && decorate(db, row);
  });
}

export function listSeries(db: Database, { search, sort, limit, offset }: SeriesSearch): PageOf<SeriesRow> {
  const wanted = and(
    eq(series.ready, true),
    search ? sql`${series.name} like ${containing(search)} escape '\\'` : undefined,
  );
  return readTransaction(db, () => {
    const rows = selectSeries(db)
      .where(wanted)
      .orderBy(...seriesOrders[sort])
      .limit(limit)
      .offset(offset)
      .all();
    const total = db.select({ total: count() }).from(series).where(wanted).get()?.total ?? 0;
    return { items: rows.map((row) => decorate(db, row)), total };
  });
}

/** Ids and names of the series that came out of one file, to match the next file of the kind. */
export function listSeriesOfUpload(db: Database, uploadId: number): StoredSeries[] {
  return db
    .select()
    .from(series)
    .where(and(eq(series.ready, true), eq(series.uploadId, uploadId)))
    .orderBy(series.id)
    .all();
}

export function renameSeries(
  db: Database,
  id: number,
  change: { readonly name: string; readonly unit?: string | null | undefined },
): boolean {
  const set = change.unit === undefined ? { name: change.name } : { name: change.name, unit: change.unit };
  return db.update(series).set(set).where(eq(series.id, id)).run().changes > 0;
}

export function seriesRemovalImpact(db: Database, id: number): RemovalImpact | undefined {
  const impact = removalImpactOf(db, [id]);
  return impact.series === 0 ? undefined : impact;
}

/** Removes a series with the runs and schedules that have no other; model files are left to the sweep. */
export function removeSeries(db: Database, id: number): boolean {
  return writeTransaction(db, () => {
    const removeRun = db.$client.prepare('delete from runs where id = ?');
    for (const runId of runsOnlyOn(db, [id])) removeRun.run(runId);
    const removeSchedule = db.$client.prepare('delete from schedules where id = ?');
    for (const scheduleId of schedulesOnlyFor(db, [id])) removeSchedule.run(scheduleId);
    return db.delete(series).where(eq(series.id, id)).run().changes > 0;
  });
}

function selectSeries(db: Database) {
  return db
    .select({ series, fileName: uploads.fileName, source: uploads.source })
    .from(series)
    .leftJoin(uploads, eq(uploads.id, series.uploadId));
}

interface Selected {
  readonly series: StoredSeries;
  readonly fileName: string | null;
  readonly source: string | null;
}

function decorate(db: Database, { series: row, fileName, source }: Selected): SeriesRow {
  return {
    ...row,
    fileName,
    source,
    sparkline: recentValues(db, row.id, sparklineLength),
    lastRun: readLastRun(db, row.id),
    nextAt: readNextAt(db, row.id),
  };
}

function readLastRun(db: Database, seriesId: number): LastRun | null {
  const found = db.$client
    .prepare(
      `select id, state, recommended, verdict, finished_at as finishedAt from runs
      where id = (select max(run_id) from run_series where series_id = ?)`,
    )
    .get(seriesId) as (Omit<LastRun, 'verdict'> & { verdict: string | null }) | undefined;
  if (found === undefined) return null;
  return { ...found, verdict: found.verdict === null ? null : (JSON.parse(found.verdict) as Verdict) };
}

function readNextAt(db: Database, seriesId: number): number | null {
  return db.$client
    .prepare(
      `select min(next_at) from schedules
      where enabled = 1 and id in (select schedule_id from schedule_series where series_id = ?)`,
    )
    .pluck()
    .get(seriesId) as number | null;
}
