import { type Database, writeTransaction } from '#db/client.ts';
import { createRun } from '#db/queries/runs.ts';
import {
  findActiveRunOfSchedule,
  listDueSchedules,
  listGrownSchedules,
  listSchedules,
  noteRowsSeen,
  recordScheduleEvent,
  type ScheduleRow,
  updateSchedule,
} from '#db/queries/schedules.ts';
import { nextCronTimes } from '#server/cron.ts';

/** Later than this is late: nobody was there to fire in time. */
const punctualMs = 60_000;
const mostCounted = 100;

/**
 * Fires every schedule whose time has come, or whose series have grown by enough. Each is looked at again
 * under the write lock, so that of several workers one fires it.
 *
 * @returns how many runs were queued
 */
export function fireSchedules(db: Database, now: number): number {
  const due = listDueSchedules(db, now).map(({ id }) => id);
  const grown = listGrownSchedules(db).map(({ schedule }) => schedule.id);
  if (due.length + grown.length === 0) return 0;
  return writeTransaction(db, () => {
    let queued = 0;
    for (const schedule of listDueSchedules(db, now)) queued += fireDue(db, schedule, now);
    for (const { schedule, newRows } of listGrownSchedules(db)) {
      queued += fireGrown(db, schedule, { newRows, now });
    }
    return queued;
  });
}

/** An instant so much later than the expression names it was computed while the clock was wrong. */
const mostAstrayMs = 25 * 60 * 60_000;

/** After a clock that ran ahead was set right, schedules come back from the far future. */
export function realignSchedules(db: Database, now: number): void {
  for (const schedule of listSchedules(db)) {
    const { id, enabled, cron, nextAt } = schedule;
    if (!enabled || cron === null) continue;
    const expected = nextInstant(schedule, now);
    const astray = nextAt === null || (expected !== null && nextAt - expected > mostAstrayMs);
    if (astray) updateSchedule(db, id, { nextAt: expected });
  }
}

/** Whatever is decided, the next instant lies after now: missed ones are made up for by one run. */
function fireDue(db: Database, schedule: ScheduleRow, now: number): number {
  const dueAt = schedule.nextAt!;
  updateSchedule(db, schedule.id, { nextAt: nextInstant(schedule, now) });
  const busy = findActiveRunOfSchedule(db, schedule.id);
  if (busy !== undefined) {
    const doing = busy.state === 'running' ? 'still being trained' : 'still waiting';
    skip(db, schedule, { reason: `The run before (number ${busy.id}) is ${doing}.`, now });
    return 0;
  }
  if (schedule.seriesIds.length === 0) {
    skip(db, schedule, { reason: 'Its series are gone.', now });
    return 0;
  }
  const late = now - dueAt > punctualMs;
  const reason = late ? describeMissed(schedule, dueAt, now) : 'Its time had come.';
  fire(db, schedule, { kind: late ? 'caught-up' : 'fired', reason, now });
  return 1;
}

/** A busy schedule needs no word in its history: it fires when the run before has ended. */
function fireGrown(
  db: Database,
  schedule: ScheduleRow,
  { newRows, now }: { newRows: number; now: number },
): number {
  if (findActiveRunOfSchedule(db, schedule.id) !== undefined) return 0;
  const reason = newRows === 1 ? 'One row is new.' : `${newRows} rows are new.`;
  fire(db, schedule, { kind: 'fired', reason, now });
  return 1;
}

interface Firing {
  readonly kind: 'fired' | 'caught-up';
  readonly reason: string;
  readonly now: number;
}

function fire(db: Database, schedule: ScheduleRow, { kind, reason, now }: Firing): void {
  const runId = createRun(db, {
    kind: 'train',
    name: schedule.name,
    seriesIds: schedule.seriesIds,
    config: schedule.config,
    scheduleId: schedule.id,
    createdAt: now,
  });
  noteRowsSeen(db, schedule.id);
  recordScheduleEvent(db, { scheduleId: schedule.id, kind, reason, runId, createdAt: now });
}

function skip(db: Database, schedule: ScheduleRow, { reason, now }: { reason: string; now: number }): void {
  recordScheduleEvent(db, { scheduleId: schedule.id, kind: 'skipped', reason, runId: null, createdAt: now });
}

function nextInstant({ cron, zone }: ScheduleRow, after: number): number | null {
  return cron === null ? null : (nextCronTimes(cron, zone, { after, count: 1 })[0] ?? null);
}

function describeMissed({ cron, zone }: ScheduleRow, dueAt: number, now: number): string {
  const when = new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'medium', timeStyle: 'short' });
  const missed =
    cron === null
      ? 1
      : nextCronTimes(cron, zone, { after: dueAt - 1, count: mostCounted }).filter((time) => time <= now)
          .length;
  const times =
    missed === 1
      ? 'One time was'
      : `${missed === mostCounted ? '100 times or more' : `${missed} times`} were`;
  return `${times} missed since ${when.format(dueAt)} while Hindcast was not running; this one run makes up for them.`;
}
