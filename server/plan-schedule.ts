import { writeTransaction } from '#db/client.ts';
import { crown, previousChampion, queueChampion } from '#db/queries/champions.ts';
import { createRun, getRun } from '#db/queries/runs.ts';
import {
  createSchedule,
  findActiveRunOfSchedule,
  getSchedule,
  listSchedules,
  noteRowsSeen,
  recordScheduleEvent,
  type ScheduleRow as StoredSchedule,
  updateSchedule,
} from '#db/queries/schedules.ts';
import type { RunConfig } from '#forecasting/config.ts';
import type { ChampionRow, NextTimes, RunRow, ScheduleRow } from './api-types.ts';
import type { Services } from './context.ts';
import { checkCron, describeCron, nextCronTimes } from './cron.ts';
import { Refusal } from './refusal.ts';
import { requireAllSeries, requireRun, toRunRow } from './run-row.ts';

type PlanServices = Pick<Services, 'db' | 'now'>;

export interface SchedulePlan {
  readonly name?: string | undefined;
  readonly seriesIds: readonly number[];
  readonly config: RunConfig;
  readonly cron?: string | null | undefined;
  readonly zone: string;
  readonly everyRows?: number | null | undefined;
  readonly tieDays?: number | null | undefined;
}

export type ScheduleChange = Pick<SchedulePlan, 'name' | 'cron' | 'everyRows' | 'tieDays'> & {
  readonly id: number;
  readonly config?: RunConfig | undefined;
  readonly zone?: string | undefined;
  readonly enabled?: boolean | undefined;
};

const mostSchedules = 500;

/** Makes a schedule, its first instant included. */
export function planSchedule(services: PlanServices, plan: SchedulePlan): ScheduleRow {
  const series = requireAllSeries(services, plan.seriesIds);
  const cron = plan.cron?.trim() || null;
  const everyRows = plan.everyRows ?? null;
  const nextAt = firstInstant(services, { cron, zone: plan.zone, everyRows, enabled: true });
  if (listSchedules(services.db).length >= mostSchedules) {
    throw new Refusal('conflict', 'too-many-schedules', `There are ${mostSchedules} schedules already.`);
  }
  const name = plan.name ?? `Retrain ${series[0]?.name ?? ''}`.trim();
  const { seriesIds, config, zone } = plan;
  const createdAt = services.now();
  const times = { cron, zone, everyRows, enabled: true, nextAt };
  const row = { name, seriesIds, config, ...times, tieDays: plan.tieDays ?? null, createdAt };
  return toScheduleRow(services, requireSchedule(services, createSchedule(services.db, row)));
}

/** Changes a schedule; what is left out stays. */
export function changeSchedule(services: PlanServices, { id, ...change }: ScheduleChange): ScheduleRow {
  const before = requireSchedule(services, id);
  const cron = change.cron === undefined ? before.cron : change.cron?.trim() || null;
  const zone = change.zone ?? before.zone;
  const everyRows = change.everyRows === undefined ? before.everyRows : change.everyRows;
  const enabled = change.enabled ?? before.enabled;
  const sameTimes = cron === before.cron && zone === before.zone && enabled === before.enabled;
  const nextAt = sameTimes ? before.nextAt : firstInstant(services, { cron, zone, everyRows, enabled });
  if (cron === null && everyRows === null) throw nothingToFireOn();
  const { name = before.name, config = before.config, tieDays = before.tieDays } = change;
  writeTransaction(services.db, () => {
    updateSchedule(services.db, id, { name, config, cron, zone, everyRows, enabled, nextAt, tieDays });
    if (enabled && !before.enabled) noteRowsSeen(services.db, id);
  });
  return toScheduleRow(services, requireSchedule(services, id));
}

/** Puts the champion before the present one back into office and lets it forecast from the newest rows. */
export function rollBack(services: PlanServices, id: number): ScheduleRow {
  const { db } = services;
  const now = services.now();
  writeTransaction(db, () => {
    const schedule = requireSchedule(services, id);
    const previousId = previousChampion(db, id);
    const previous = previousId === null ? undefined : getRun(db, previousId);
    if (previous === undefined) {
      throw new Refusal('conflict', 'no-earlier-champion', 'There is no earlier champion to go back to.');
    }
    crown(db, id, previous.id);
    recordScheduleEvent(db, {
      scheduleId: id,
      kind: 'rolled-back',
      reason: `Run ${previous.id} is the champion again; asked for by hand.`,
      runId: queueChampion(db, previous, { scheduleId: id, now }),
      championRunId: schedule.championRunId,
      createdAt: now,
    });
  });
  return toScheduleRow(services, requireSchedule(services, id));
}

/** Fires a schedule at once, by hand; its own times stay as they are. */
export function fireNow(services: PlanServices, id: number): RunRow {
  const schedule = requireSchedule(services, id);
  const now = services.now();
  const runId = writeTransaction(services.db, () => {
    if (findActiveRunOfSchedule(services.db, id)) {
      throw new Refusal('conflict', 'schedule-busy', 'The last run of this schedule has not ended yet.');
    }
    const { seriesIds, config, name } = schedule;
    const made = createRun(services.db, {
      kind: 'train',
      name,
      seriesIds,
      config,
      scheduleId: id,
      createdAt: now,
    });
    noteRowsSeen(services.db, id);
    const event = {
      scheduleId: id,
      kind: 'fired',
      reason: 'Asked for by hand.',
      runId: made,
      createdAt: now,
    };
    recordScheduleEvent(services.db, { ...event, kind: 'fired' });
    return made;
  });
  return toRunRow(requireRun(services, runId));
}

/** The next five times of an expression, and its words. */
export function nextTimes({ now }: Pick<Services, 'now'>, cron: string, zone: string): NextTimes {
  checkCron(cron, zone);
  const times = nextCronTimes(cron, zone, { after: now(), count: 5 });
  const sentence = describeCron(cron);
  return sentence === undefined ? { times } : { times, sentence };
}

export function requireSchedule({ db }: Pick<Services, 'db'>, id: number): StoredSchedule {
  const schedule = getSchedule(db, id);
  if (schedule) return schedule;
  throw new Refusal('not-found', 'unknown-schedule', `There is no schedule ${id}.`);
}

export function toScheduleRow({ db }: Pick<Services, 'db'>, schedule: StoredSchedule): ScheduleRow {
  const { id, name, config, cron, zone, everyRows, enabled, nextAt } = schedule;
  const { seriesIds, seriesNames, createdAt, lastEvent, tieDays, championRunId } = schedule;
  return {
    id,
    name,
    config,
    cron,
    zone,
    everyRows,
    enabled,
    nextAt,
    seriesIds,
    seriesNames,
    createdAt,
    tieDays,
    champion: championRunId === null ? null : championRow(db, championRunId),
    previousChampionId: previousChampion(db, id),
    lastEvent,
  };
}

function championRow(db: Services['db'], runId: number): ChampionRow | null {
  const run = getRun(db, runId);
  return run
    ? { runId, recommended: run.recommended, verdict: run.verdict, finishedAt: run.finishedAt }
    : null;
}

interface Times {
  readonly cron: string | null;
  readonly zone: string;
  readonly everyRows: number | null;
  readonly enabled: boolean;
}

function firstInstant({ now }: PlanServices, { cron, zone, everyRows, enabled }: Times): number | null {
  if (cron === null && everyRows === null) throw nothingToFireOn();
  if (cron === null) return null;
  checkCron(cron, zone);
  return enabled ? (nextCronTimes(cron, zone, { after: now(), count: 1 })[0] ?? null) : null;
}

const nothingToFireOn = () =>
  new Refusal('bad-request', 'nothing-to-fire-on', 'Give a cron expression, a number of new rows, or both.', {
    field: 'cron',
  });
