import { type Database, writeTransaction } from '#db/client.ts';
import {
  findActiveRunOfSchedule,
  listDueForecasts,
  listDueSchedules,
  listGrownSchedules,
  listSchedules,
  type ScheduleRow,
  updateSchedule,
} from '#db/queries/schedules.ts';
import { nextCronTimes } from '#server/cron.ts';
import { fire, fireOnTime, type Purpose } from './fire-schedule.ts';

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
  const waiting =
    listDueSchedules(db, now).length +
    listDueForecasts(db, now).length +
    listGrownSchedules(db).length +
    listGrownSchedules(db, 'forecast').length;
  if (waiting === 0) return 0;
  return writeTransaction(db, () => {
    let queued = 0;
    // A training forecasts too, so it goes first: what is due with it is skipped or has nothing left to do.
    for (const schedule of listDueSchedules(db, now))
      queued += fireDue(db, schedule, { purpose: 'train', now });
    for (const schedule of listDueForecasts(db, now)) {
      queued += fireDue(db, schedule, { purpose: 'forecast', now });
    }
    for (const purpose of ['train', 'forecast'] as const) {
      for (const grown of listGrownSchedules(db, purpose)) {
        queued += fireGrown(db, grown.schedule, { purpose, newRows: grown.newRows, now });
      }
    }
    return queued;
  });
}

/** An instant so much later than the expression names it was computed while the clock was wrong. */
const mostAstrayMs = 25 * 60 * 60_000;

/** After a clock that ran ahead was set right, schedules come back from the far future. */
export function realignSchedules(db: Database, now: number): void {
  for (const schedule of listSchedules(db)) {
    const { id, enabled } = schedule;
    if (!enabled) continue;
    for (const purpose of ['train', 'forecast'] as const) {
      const { cron, nextAt } = timesOf(schedule, purpose);
      if (cron === null) continue;
      const expected = nextInstant(cron, schedule.zone, now);
      const astray = nextAt === null || (expected !== null && nextAt - expected > mostAstrayMs);
      if (astray) updateSchedule(db, id, nextTime(purpose, expected));
    }
  }
}

function timesOf(schedule: ScheduleRow, purpose: Purpose) {
  return purpose === 'train'
    ? { cron: schedule.cron, nextAt: schedule.nextAt }
    : { cron: schedule.forecastCron, nextAt: schedule.forecastNextAt };
}

const nextTime = (purpose: Purpose, at: number | null) =>
  purpose === 'train' ? { nextAt: at } : { forecastNextAt: at };

/** Whatever is decided, the next instant lies after now: missed ones are made up for by one run. */
function fireDue(
  db: Database,
  schedule: ScheduleRow,
  { purpose, now }: { readonly purpose: Purpose; readonly now: number },
): number {
  const { cron, nextAt } = timesOf(schedule, purpose);
  const { zone } = schedule;
  updateSchedule(db, schedule.id, nextTime(purpose, cron === null ? null : nextInstant(cron, zone, now)));
  const late = now - nextAt! > punctualMs;
  const reason = late ? describeMissed({ cron, zone, dueAt: nextAt!, now }) : 'Its time had come.';
  return fireOnTime(db, schedule, { purpose, kind: late ? 'caught-up' : 'fired', reason, now });
}

interface Growth {
  readonly purpose: Purpose;
  readonly newRows: number;
  readonly now: number;
}

/** A busy schedule needs no word in its history: it fires when the run before has ended. */
function fireGrown(db: Database, schedule: ScheduleRow, { purpose, newRows, now }: Growth): number {
  if (findActiveRunOfSchedule(db, schedule.id) !== undefined) return 0;
  const reason = newRows === 1 ? 'One row is new.' : `${newRows} rows are new.`;
  return fire(db, schedule, { purpose, kind: 'fired', reason, now });
}

function nextInstant(cron: string, zone: string, after: number): number | null {
  return nextCronTimes(cron, zone, { after, count: 1 })[0] ?? null;
}

interface Missed {
  readonly cron: string | null;
  readonly zone: string;
  readonly dueAt: number;
  readonly now: number;
}

function describeMissed({ cron, zone, dueAt, now }: Missed): string {
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
