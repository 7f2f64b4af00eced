import { and, desc, eq, inArray } from 'drizzle-orm';
import { decidePromotion } from '#forecasting/promotion.ts';
import type { Challenge } from '#forecasting/referee.ts';
import type { Database } from '../client.ts';
import { runs, scheduleEvents, schedules } from '../schema.ts';
import { createRun, getRun, type RunRow } from './runs.ts';
import { recordScheduleEvent } from './schedules.ts';

const dayMs = 24 * 3_600_000;

/** The run whose forecasters forecast for a schedule; undefined before its first training has ended. */
export function championOf(db: Database, scheduleId: number): RunRow | undefined {
  const schedule = db.select().from(schedules).where(eq(schedules.id, scheduleId)).get();
  return schedule?.championRunId ? getRun(db, schedule.championRunId) : undefined;
}

export interface FinishedChallenger {
  readonly runId: number;
  /** undefined where there was no champion when it began. */
  readonly challenge: Challenge | undefined;
  readonly now: number;
}

/**
 * Lets the referee decide about a training that a schedule has made, and writes it into the schedule's history.
 * Where the champion stays, a forecast of its own from the newest rows is queued; the caller holds the transaction.
 *
 * @returns whether the run's forecasts are the ones that are issued
 */
export function settleChallenge(db: Database, { runId, challenge, now }: FinishedChallenger): boolean {
  const run = getRun(db, runId);
  const schedule =
    run?.scheduleId == null
      ? undefined
      : db.select().from(schedules).where(eq(schedules.id, run.scheduleId)).get();
  if (run === undefined || schedule === undefined) return true;
  const champion = schedule.championRunId === null ? undefined : getRun(db, schedule.championRunId);
  const promotion =
    champion === undefined
      ? { promoted: true, reason: 'The first run: it is the champion until another one wins.' }
      : decidePromotion(challenge ?? incomparable(run), {
          tieDays: schedule.tieDays,
          championAgeDays: (now - (champion.finishedAt ?? now)) / dayMs,
        });
  recordScheduleEvent(db, {
    scheduleId: schedule.id,
    kind: promotion.promoted ? 'promoted' : 'kept',
    reason: promotion.reason,
    runId,
    championRunId: champion?.id ?? null,
    evidence: challenge ?? null,
    createdAt: now,
  });
  if (promotion.promoted) crown(db, schedule.id, runId);
  else queueChampion(db, champion!, { scheduleId: schedule.id, key: `referee ${runId}`, now });
  return promotion.promoted;
}

/** Makes a run the champion of a schedule. */
export function crown(db: Database, scheduleId: number, championRunId: number): void {
  db.update(schedules).set({ championRunId }).where(eq(schedules.id, scheduleId)).run();
}

/** Queues a forecast of the champion from the newest rows. */
export function queueChampion(
  db: Database,
  champion: RunRow,
  { scheduleId, key, now }: { readonly scheduleId: number; readonly key?: string; readonly now: number },
): number {
  return createRun(db, {
    kind: 'reforecast',
    name: champion.name,
    seriesIds: champion.seriesIds,
    config: champion.config,
    modelRunId: champion.id,
    scheduleId,
    idempotencyKey: key,
    createdAt: now,
  });
}

/** The champion before the present one, if it is still there: what a rollback goes back to. */
export function previousChampion(db: Database, scheduleId: number): number | null {
  const changes = db
    .select({ id: scheduleEvents.championRunId })
    .from(scheduleEvents)
    .innerJoin(runs, eq(runs.id, scheduleEvents.championRunId))
    .where(
      and(
        eq(scheduleEvents.scheduleId, scheduleId),
        inArray(scheduleEvents.kind, ['promoted', 'rolled-back']),
      ),
    )
    .orderBy(desc(scheduleEvents.id))
    .all();
  const present = championOf(db, scheduleId)?.id;
  return changes.find(({ id }) => id !== present)?.id ?? null;
}

/** A challenger that was trained without being compared stays a challenger. */
function incomparable(run: RunRow): Challenge {
  const nothing = { skill: null, interval: null, origins: 0, rows: 0, champion: null };
  return { outcome: 'ties', ...nothing, challenger: run.recommended ?? 'naive' };
}
