import type { Database } from '#db/client.ts';
import { championOf, queueChampion } from '#db/queries/champions.ts';
import { createRun } from '#db/queries/runs.ts';
import {
  findActiveRunOfSchedule,
  noteRowsSeen,
  recordScheduleEvent,
  type ScheduleRow,
} from '#db/queries/schedules.ts';
import { getSource, wantRead } from '#db/queries/sources.ts';

/** Train a challenger, or let the champion forecast from the newest rows. */
export type Purpose = 'train' | 'forecast';

export interface Firing {
  readonly purpose: Purpose;
  readonly kind: 'fired' | 'caught-up';
  readonly reason: string;
  readonly now: number;
}

/**
 * Fires a schedule whose time has come: at once, or once its source has been read. While a run of it is at work
 * it is skipped, and its history says so. The caller holds the transaction.
 *
 * @returns how many runs were queued
 */
export function fireOnTime(db: Database, schedule: ScheduleRow, firing: Firing): number {
  const { now } = firing;
  const busy = findActiveRunOfSchedule(db, schedule.id);
  if (busy !== undefined) {
    const doing = busy.state === 'running' ? 'still at work' : 'still waiting';
    return skip(db, schedule, { reason: `The run before (number ${busy.id}) is ${doing}.`, now });
  }
  if (schedule.seriesIds.length === 0) return skip(db, schedule, { reason: 'Its series are gone.', now });
  const source = getSource(db, schedule.id);
  if (source === undefined) return fire(db, schedule, firing);
  const { purpose, kind, reason } = firing;
  wantRead(db, schedule.id, { wanted: purpose, wantedAs: kind, wantedReason: reason });
  return 0;
}

/** Queues the run of a schedule; the caller holds the transaction and has seen that none is at work. */
export function fire(db: Database, schedule: ScheduleRow, { purpose, kind, reason, now }: Firing): number {
  const champion = purpose === 'forecast' ? championOf(db, schedule.id) : undefined;
  const runId = champion
    ? queueChampion(db, champion, { scheduleId: schedule.id, now })
    : createRun(db, {
        kind: 'train',
        name: schedule.name,
        seriesIds: schedule.seriesIds,
        config: schedule.config,
        scheduleId: schedule.id,
        createdAt: now,
      });
  noteRowsSeen(db, schedule.id, champion ? 'forecast' : 'train');
  recordScheduleEvent(db, { scheduleId: schedule.id, kind, reason, runId, createdAt: now });
  return 1;
}

export function skip(
  db: Database,
  schedule: Pick<ScheduleRow, 'id'>,
  { reason, now }: { readonly reason: string; readonly now: number },
): 0 {
  recordScheduleEvent(db, { scheduleId: schedule.id, kind: 'skipped', reason, runId: null, createdAt: now });
  return 0;
}
