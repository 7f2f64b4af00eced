import { and, desc, eq, inArray, isNotNull, notInArray, sql } from 'drizzle-orm';
import type { RunConfig } from '#forecasting/config.ts';
import type { Challenge } from '#forecasting/referee.ts';
import { type Database, readTransaction, writeTransaction } from '../client.ts';
import {
  type RunState,
  runs,
  type ScheduleEventKind,
  scheduleEvents,
  scheduleSeries,
  schedules,
  series,
} from '../schema.ts';

type StoredSchedule = typeof schedules.$inferSelect;

/** A schedule with its series, in their order, and the last thing it did. */
export interface ScheduleRow extends StoredSchedule {
  readonly seriesIds: number[];
  readonly seriesNames: string[];
  readonly lastEvent: ScheduleEventRow | null;
}

/** What the referee decided about a run. */
export interface RefereeDecision {
  readonly promoted: boolean;
  readonly reason: string;
  readonly championRunId: number | null;
  readonly evidence: Challenge | null;
}

const decisionKinds = ['promoted', 'kept'] satisfies ScheduleEventKind[];

export interface ScheduleEventRow {
  readonly id: number;
  readonly kind: Exclude<ScheduleEventKind, 'promoted' | 'kept'>;
  readonly reason: string;
  readonly runId: number | null;
  readonly runState: RunState | null;
  /** Of a rollback: the champion before it. */
  readonly championRunId: number | null;
  readonly decision: RefereeDecision | null;
  readonly createdAt: number;
}

export interface NewSchedule {
  readonly name: string;
  readonly seriesIds: readonly number[];
  readonly config: RunConfig;
  readonly cron: string | null;
  readonly zone: string;
  readonly everyRows: number | null;
  readonly enabled: boolean;
  /** On a tie the challenger takes over from a champion of so many days; null or left out: never. */
  readonly tieDays?: number | null;
  readonly forecastCron?: string | null;
  readonly forecastNextAt?: number | null;
  readonly forecastEveryRows?: number | null;
  readonly underNaiveRows?: number | null;
  /** The first instant the cron expression names; null without one. */
  readonly nextAt: number | null;
  readonly createdAt: number;
}

export function createSchedule(db: Database, { seriesIds, ...columns }: NewSchedule): number {
  return writeTransaction(db, () => {
    const { id } = db.insert(schedules).values(columns).returning({ id: schedules.id }).get();
    const seen = db.$client.prepare('select rows from series where id = ?').pluck();
    [...new Set(seriesIds)].forEach((seriesId, position) => {
      const rowsSeen = (seen.get(seriesId) as number | undefined) ?? 0;
      const seenNow = { rowsSeen, forecastRowsSeen: rowsSeen };
      db.insert(scheduleSeries)
        .values({ scheduleId: id, seriesId, position, ...seenNow })
        .run();
    });
    return id;
  });
}

export function getSchedule(db: Database, id: number): ScheduleRow | undefined {
  return readTransaction(
    db,
    () => decorate(db, db.select().from(schedules).where(eq(schedules.id, id)).all())[0],
  );
}

export function listSchedules(
  db: Database,
  search: { readonly seriesId?: number | undefined } = {},
): ScheduleRow[] {
  const wanted =
    search.seriesId === undefined
      ? undefined
      : sql`${schedules.id} in (select schedule_id from schedule_series where series_id = ${search.seriesId})`;
  return readTransaction(db, () =>
    decorate(db, db.select().from(schedules).where(wanted).orderBy(schedules.id).all()),
  );
}

export type ScheduleChange = Partial<Omit<NewSchedule, 'seriesIds' | 'createdAt'>>;

/** Whoever changes the cron expression, its zone or `enabled` gives the new `nextAt` with it. */
export function updateSchedule(db: Database, id: number, change: ScheduleChange): boolean {
  return db.update(schedules).set(change).where(eq(schedules.id, id)).run().changes > 0;
}

/** Removes the plan and its history; the runs it made stay. */
export function removeSchedule(db: Database, id: number): boolean {
  return db.delete(schedules).where(eq(schedules.id, id)).run().changes > 0;
}

/** How many runs a schedule has made; they stay when it goes. */
export function countRunsOfSchedule(db: Database, id: number): number {
  return db.select({ id: runs.id }).from(runs).where(eq(runs.scheduleId, id)).all().length;
}

/** What a schedule did, the newest first, each training with what the referee decided about it. */
export function listScheduleEvents(db: Database, scheduleId: number, limit: number): ScheduleEventRow[] {
  return selectEvents(db)
    .where(and(eq(scheduleEvents.scheduleId, scheduleId), notInArray(scheduleEvents.kind, decisionKinds)))
    .orderBy(desc(scheduleEvents.id))
    .limit(limit)
    .all()
    .map((event) => ({
      ...event,
      kind: event.kind as ScheduleEventRow['kind'],
      decision: event.runId === null ? null : readDecision(db, event.runId),
    }));
}

function readDecision(db: Database, runId: number): RefereeDecision | null {
  const found = db
    .select()
    .from(scheduleEvents)
    .where(and(eq(scheduleEvents.runId, runId), inArray(scheduleEvents.kind, decisionKinds)))
    .get();
  if (found === undefined) return null;
  const { kind, reason, championRunId, evidence } = found;
  return { promoted: kind === 'promoted', reason, championRunId, evidence };
}

export interface NewScheduleEvent {
  readonly scheduleId: number;
  readonly kind: ScheduleEventKind;
  readonly reason: string;
  readonly runId: number | null;
  readonly championRunId?: number | null;
  readonly evidence?: Challenge | null;
  readonly createdAt: number;
}

export function recordScheduleEvent(db: Database, event: NewScheduleEvent): void {
  db.insert(scheduleEvents).values(event).run();
}

/** Enabled schedules whose instant has come. */
export function listDueSchedules(db: Database, now: number): ScheduleRow[] {
  const due = and(eq(schedules.enabled, true), sql`${schedules.nextAt} <= ${now}`);
  return decorate(db, db.select().from(schedules).where(due).orderBy(schedules.nextAt).all());
}

/** Enabled schedules whose champion is to forecast by now. */
export function listDueForecasts(db: Database, now: number): ScheduleRow[] {
  const due = and(eq(schedules.enabled, true), sql`${schedules.forecastNextAt} <= ${now}`);
  return decorate(db, db.select().from(schedules).where(due).orderBy(schedules.forecastNextAt).all());
}

/** Enabled schedules that train when the naive is better. */
export function listUnderNaive(db: Database): ScheduleRow[] {
  const wanted = and(eq(schedules.enabled, true), isNotNull(schedules.underNaiveRows));
  return decorate(db, db.select().from(schedules).where(wanted).all());
}

const grownBy = {
  train: { seen: 'rows_seen', every: 'every_rows' },
  forecast: { seen: 'forecast_rows_seen', every: 'forecast_every_rows' },
} as const;

/**
 * Enabled schedules of which a series has grown by enough for a training, or for a forecast without one, with the
 * number of new rows.
 */
export function listGrownSchedules(
  db: Database,
  purpose: keyof typeof grownBy = 'train',
): { schedule: ScheduleRow; newRows: number }[] {
  const { seen, every } = grownBy[purpose];
  const grown = db.$client
    .prepare(
      `select schedules.id, max(series.rows - schedule_series.${seen}) as newRows
      from schedules
      join schedule_series on schedule_series.schedule_id = schedules.id
      join series on series.id = schedule_series.series_id
      where enabled = 1 and ${every} is not null
      group by schedules.id having newRows >= ${every}`,
    )
    .all() as { id: number; newRows: number }[];
  return grown.flatMap(({ id, newRows }) => {
    const schedule = getSchedule(db, id);
    return schedule ? [{ schedule, newRows }] : [];
  });
}

/** Rows are counted afresh from now on; a training forecasts too. */
export function noteRowsSeen(
  db: Database,
  scheduleId: number,
  purpose: keyof typeof grownBy = 'train',
): void {
  const now = '(select rows from series where series.id = series_id)';
  const trained = purpose === 'train' ? `, rows_seen = ${now}` : '';
  db.$client
    .prepare(`update schedule_series set forecast_rows_seen = ${now}${trained} where schedule_id = ?`)
    .run(scheduleId);
}

/** When a schedule last trained, or was made. */
export function lastTrainingAt(db: Database, { id, createdAt }: ScheduleRow): number {
  const last = db.$client
    .prepare("select max(created_at) from runs where schedule_id = ? and kind = 'train'")
    .pluck()
    .get(id) as number | null;
  return last ?? createdAt;
}

/** The run of a schedule that is queued or at work. */
export function findActiveRunOfSchedule(
  db: Database,
  scheduleId: number,
): { readonly id: number; readonly state: RunState } | undefined {
  return db
    .select({ id: runs.id, state: runs.state })
    .from(runs)
    .where(and(eq(runs.scheduleId, scheduleId), inArray(runs.state, ['queued', 'running'])))
    .get();
}

function selectEvents(db: Database) {
  return db
    .select({
      id: scheduleEvents.id,
      kind: scheduleEvents.kind,
      reason: scheduleEvents.reason,
      runId: scheduleEvents.runId,
      runState: runs.state,
      championRunId: scheduleEvents.championRunId,
      createdAt: scheduleEvents.createdAt,
    })
    .from(scheduleEvents)
    .leftJoin(runs, eq(runs.id, scheduleEvents.runId));
}

function decorate(db: Database, rows: readonly StoredSchedule[]): ScheduleRow[] {
  return rows.map((row) => {
    const members = db
      .select({ id: series.id, name: series.name })
      .from(scheduleSeries)
      .innerJoin(series, eq(series.id, scheduleSeries.seriesId))
      .where(eq(scheduleSeries.scheduleId, row.id))
      .orderBy(scheduleSeries.position)
      .all();
    return {
      ...row,
      seriesIds: members.map(({ id }) => id),
      seriesNames: members.map(({ name }) => name),
      lastEvent: listScheduleEvents(db, row.id, 1)[0] ?? null,
    };
  });
}
