import { and, count, desc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { RunConfig } from '#forecasting/config.ts';
import { type Database, readTransaction, writeTransaction } from '../client.ts';
import { type RunState, runSeries, runs, series, workers } from '../schema.ts';
import type { PageOf, PageRequest } from './page.ts';
import { appendStateEvent } from './run-events.ts';

export type StoredRun = typeof runs.$inferSelect;

/** A run with the series it works on, in their order. */
export interface RunRow extends StoredRun {
  readonly seriesIds: number[];
  readonly seriesNames: string[];
  /** When the worker that is at work on it gave its last sign of life; null while none is. */
  readonly heardAt: number | null;
}

export interface NewRun {
  readonly kind: 'train' | 'reforecast';
  readonly name?: string | null;
  readonly seriesIds: readonly number[];
  readonly config: RunConfig;
  /** Higher ones go first. */
  readonly priority?: number;
  /** Sent again with the same key, nothing new is made. */
  readonly idempotencyKey?: string | undefined;
  readonly scheduleId?: number | null;
  /** The run whose model a reforecast uses. */
  readonly modelRunId?: number | null;
  readonly createdAt: number;
}

export interface RunSearch extends PageRequest {
  readonly seriesId?: number | undefined;
  readonly scheduleId?: number | undefined;
  readonly state?: RunState | undefined;
}

export const activeStates = ['queued', 'running'] as const satisfies readonly RunState[];

/** Queues a run. Every series must be there; the caller has checked it. */
export function createRun(db: Database, run: NewRun): number {
  return writeTransaction(db, () => {
    const known = findRunByKey(db, run.idempotencyKey);
    if (known !== undefined) return known;
    const { seriesIds, ...columns } = run;
    const { id } = db
      .insert(runs)
      .values({ ...columns, state: 'queued', availableAt: run.createdAt })
      .returning({ id: runs.id })
      .get();
    const members = [...new Set(seriesIds)].map((seriesId, position) => ({ runId: id, seriesId, position }));
    db.insert(runSeries).values(members).run();
    appendStateEvent(db, { runId: id, attempt: 0, state: 'queued', at: run.createdAt });
    return id;
  });
}

export function getRun(db: Database, id: number): RunRow | undefined {
  return readTransaction(db, () => withSeries(db, db.select().from(runs).where(eq(runs.id, id)).all())[0]);
}

/** The newest first. */
export function listRuns(db: Database, search: RunSearch): PageOf<RunRow> {
  const wanted = and(...conditionsOf(search));
  return readTransaction(db, () => {
    const rows = db
      .select()
      .from(runs)
      .where(wanted)
      .orderBy(desc(runs.id))
      .limit(search.limit)
      .offset(search.offset)
      .all();
    const total = db.select({ total: count() }).from(runs).where(wanted).get()?.total ?? 0;
    return { items: withSeries(db, rows), total };
  });
}

/** Running ones, then queued ones in the order in which they will be taken. */
export function listActiveRuns(db: Database, limit = 100): RunRow[] {
  return readTransaction(db, () => {
    const active = inArray(runs.state, activeStates);
    const rows = db
      .select()
      .from(runs)
      .where(active)
      .orderBy(desc(runs.state), desc(runs.priority), runs.id)
      .limit(limit)
      .all();
    return withSeries(db, rows);
  });
}

export function countRuns(db: Database): Record<RunState, number> {
  const counts = { queued: 0, running: 0, succeeded: 0, failed: 0, canceled: 0 };
  const found = db.select({ state: runs.state, total: count() }).from(runs).groupBy(runs.state).all();
  for (const { state, total } of found) counts[state] = total;
  return counts;
}

export function renameRun(db: Database, id: number, name: string | null): boolean {
  return db.update(runs).set({ name }).where(eq(runs.id, id)).run().changes > 0;
}

/**
 * Asks a run to end: 'stop' keeps the best weights so far and still gives a full result, 'cancel' gives none.
 * A queued run is canceled at once; one that has ended is left alone.
 *
 * @returns the state afterwards, undefined for an unknown run
 */
export function requestEnd(
  db: Database,
  id: number,
  { request, now }: { readonly request: 'stop' | 'cancel'; readonly now: number },
): RunState | undefined {
  return writeTransaction(db, () => {
    const run = db.select().from(runs).where(eq(runs.id, id)).get();
    if (run === undefined) return undefined;
    if (run.state === 'queued') {
      db.update(runs)
        .set({ state: 'canceled', request: 'cancel', finishedAt: now })
        .where(eq(runs.id, id))
        .run();
      appendStateEvent(db, { runId: id, attempt: run.attempt, state: 'canceled', at: now });
      return 'canceled';
    }
    // A cancel may follow a stop, never the other way round.
    if (run.state === 'running' && run.request !== 'cancel') {
      db.update(runs).set({ request }).where(eq(runs.id, id)).run();
    }
    return run.state;
  });
}

/** Cancels every run that waits; those at work go on. @returns how many it were */
export function cancelWaiting(db: Database, now: number): number {
  return writeTransaction(db, () => {
    const waiting = db
      .update(runs)
      .set({ state: 'canceled', request: 'cancel', finishedAt: now })
      .where(eq(runs.state, 'queued'))
      .returning({ runId: runs.id, attempt: runs.attempt })
      .all();
    for (const run of waiting) appendStateEvent(db, { ...run, state: 'canceled', at: now });
    return waiting.length;
  });
}

/** What goes with a run. */
export interface RunRemovalImpact {
  readonly active: boolean;
  readonly forecasts: number;
  readonly hasModel: boolean;
  /** Queued or running reforecasts that need its model. */
  readonly waitingReforecasts: number;
}

export function runRemovalImpact(db: Database, id: number): RunRemovalImpact | undefined {
  const found = db.$client
    .prepare(
      `select state in ('queued', 'running') as active,
        (select count(*) from forecasts where run_id = :id) as forecasts,
        exists (select 1 from models where run_id = :id) as hasModel,
        (select count(*) from runs where model_run_id = :id and state in ('queued', 'running')) as waitingReforecasts
      from runs where id = :id`,
    )
    .get({ id }) as
    | { active: number; forecasts: number; hasModel: number; waitingReforecasts: number }
    | undefined;
  return found && { ...found, active: found.active === 1, hasModel: found.hasModel === 1 };
}

/** Removes a run with its results and forecasts. The worker of a running one notices and ends its training. */
export function removeRun(db: Database, id: number): boolean {
  return db.delete(runs).where(eq(runs.id, id)).run().changes > 0;
}

/** How many finished trainings have judged these series: the more verdicts, the likelier a lucky one. */
export function countVerdicts(db: Database, seriesIds: readonly number[]): number {
  return db.$client
    .prepare(
      `select count(*) from runs where kind = 'train' and state = 'succeeded' and id in
        (select run_id from run_series where series_id in (select value from json_each(?)))`,
    )
    .pluck()
    .get(JSON.stringify(seriesIds)) as number;
}

function findRunByKey(db: Database, key: string | undefined): number | undefined {
  if (key === undefined) return undefined;
  return db.select({ id: runs.id }).from(runs).where(eq(runs.idempotencyKey, key)).get()?.id;
}

function conditionsOf({ seriesId, scheduleId, state }: RunSearch): (SQL | undefined)[] {
  return [
    state && eq(runs.state, state),
    scheduleId === undefined ? undefined : eq(runs.scheduleId, scheduleId),
    seriesId === undefined
      ? undefined
      : sql`${runs.id} in (select run_id from run_series where series_id = ${seriesId})`,
  ];
}

function withSeries(db: Database, rows: readonly StoredRun[]): RunRow[] {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const members = db
    .select({ runId: runSeries.runId, id: series.id, name: series.name })
    .from(runSeries)
    .innerJoin(series, eq(series.id, runSeries.seriesId))
    .where(inArray(runSeries.runId, ids))
    .orderBy(runSeries.runId, runSeries.position)
    .all();
  const heard = heartbeatsOf(db, rows);
  return rows.map((row) => {
    const own = members.filter((member) => member.runId === row.id);
    const heardAt = row.state === 'running' ? (heard.get(row.workerId) ?? null) : null;
    return { ...row, seriesIds: own.map(({ id }) => id), seriesNames: own.map(({ name }) => name), heardAt };
  });
}

/** The last sign of life of each worker that is at work on one of these runs. */
function heartbeatsOf(db: Database, rows: readonly StoredRun[]): Map<number | null, number> {
  const ids = rows.flatMap(({ state, workerId }) =>
    state === 'running' && workerId !== null ? [workerId] : [],
  );
  if (ids.length === 0) return new Map();
  const { id, heartbeatAt } = workers;
  const found = db.select({ id, heartbeatAt }).from(workers).where(inArray(id, ids)).all();
  return new Map(found.map((worker) => [worker.id, worker.heartbeatAt]));
}
