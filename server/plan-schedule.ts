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
import { getSource, putSource, type StoredSource, wantRead } from '#db/queries/sources.ts';
import type { RunConfig } from '#forecasting/config.ts';
import type { ChampionRow, NextTimes, RunRow, ScheduleRow, SourceRow } from './api-types.ts';
import { refuseShortColumns } from './columns-ahead.ts';
import type { Services } from './context.ts';
import { checkCron, describeCron, nextCronTimes, zoneClock } from './cron.ts';
import { readOutgoingUrl, shownUrl } from './outgoing/outgoing-url.ts';
import { seal } from './outgoing/sealed-text.ts';
import type { SourceAddress } from './read-source.ts';
import { Refusal } from './refusal.ts';
import { requireAllSeries, requireRun, toRunRow } from './run-row.ts';

type PlanServices = Pick<Services, 'db' | 'now' | 'folder' | 'environment'>;

/** When a schedule does what; null is never. */
interface ScheduleRules {
  readonly cron?: string | null | undefined;
  readonly everyRows?: number | null | undefined;
  readonly underNaiveRows?: number | null | undefined;
  readonly forecastCron?: string | null | undefined;
  readonly forecastEveryRows?: number | null | undefined;
  readonly tieDays?: number | null | undefined;
}

export interface SchedulePlan extends ScheduleRules {
  readonly name?: string | undefined;
  readonly seriesIds: readonly number[];
  readonly config: RunConfig;
  readonly zone: string;
  readonly source?: SourceAddress | null | undefined;
}

export interface ScheduleChange extends ScheduleRules {
  readonly id: number;
  readonly name?: string | undefined;
  readonly config?: RunConfig | undefined;
  readonly zone?: string | undefined;
  readonly enabled?: boolean | undefined;
  /** null: none any more; left out: as it is. */
  readonly source?: SourceAddress | null | undefined;
}

const mostSchedules = 500;

/** Makes a schedule, its first instants included. */
export function planSchedule(services: PlanServices, plan: SchedulePlan): ScheduleRow {
  const { db, now } = services;
  const series = requireAllSeries(services, plan.seriesIds);
  const rules = rulesOf(plan, noRules);
  const times = firstInstants(services, { ...rules, zone: plan.zone, enabled: true });
  const source = plan.source ? sealSource(services, plan.source) : null;
  if (listSchedules(db).length >= mostSchedules) {
    throw new Refusal('conflict', 'too-many-schedules', `There are ${mostSchedules} schedules already.`);
  }
  const name = plan.name ?? `Retrain ${series[0]?.name ?? ''}`.trim();
  const { seriesIds, config, zone } = plan;
  const row = { name, seriesIds, config, zone, enabled: true, ...rules, ...times, createdAt: now() };
  const id = writeTransaction(db, () => {
    const made = createSchedule(db, row);
    putSource(db, made, source);
    return made;
  });
  return toScheduleRow(services, requireSchedule(services, id));
}

/** Changes a schedule; what is left out stays. */
export function changeSchedule(services: PlanServices, { id, ...change }: ScheduleChange): ScheduleRow {
  const { db } = services;
  const before = requireSchedule(services, id);
  const rules = rulesOf(change, before);
  const zone = change.zone ?? before.zone;
  const enabled = change.enabled ?? before.enabled;
  const computed = firstInstants(services, { ...rules, zone, enabled });
  const same = zone === before.zone && enabled === before.enabled;
  const nextAt = same && rules.cron === before.cron ? before.nextAt : computed.nextAt;
  const sameForecast = same && rules.forecastCron === before.forecastCron;
  const forecastNextAt = sameForecast ? before.forecastNextAt : computed.forecastNextAt;
  const source = change.source ? sealSource(services, change.source) : change.source;
  const { name = before.name, config = before.config } = change;
  writeTransaction(db, () => {
    updateSchedule(db, id, { name, config, zone, enabled, ...rules, nextAt, forecastNextAt });
    if (source !== undefined) putSource(db, id, source);
    if (enabled && !before.enabled) noteRowsSeen(db, id);
  });
  return toScheduleRow(services, requireSchedule(services, id));
}

type CompleteRules = { readonly [Rule in keyof ScheduleRules]-?: Exclude<ScheduleRules[Rule], undefined> };

const noRules: CompleteRules = {
  cron: null,
  everyRows: null,
  underNaiveRows: null,
  forecastCron: null,
  forecastEveryRows: null,
  tieDays: null,
};

function rulesOf(given: ScheduleRules, before: CompleteRules): CompleteRules {
  const {
    everyRows = before.everyRows,
    underNaiveRows = before.underNaiveRows,
    forecastEveryRows = before.forecastEveryRows,
    tieDays = before.tieDays,
  } = given;
  const cron = given.cron === undefined ? before.cron : given.cron?.trim() || null;
  const forecastCron =
    given.forecastCron === undefined ? before.forecastCron : given.forecastCron?.trim() || null;
  return { cron, everyRows, underNaiveRows, forecastCron, forecastEveryRows, tieDays };
}

/** Checks an address as far as that goes without calling it, and encrypts it. */
function sealSource({ folder, environment }: PlanServices, { url, authorization }: SourceAddress) {
  const shown = shownUrl(readOutgoingUrl(url, environment.outgoing));
  return {
    sealed: seal(folder, JSON.stringify({ url, authorization })),
    shown,
    hasKey: authorization !== undefined,
  };
}

/** Asks for the source to be read now; the champion forecasts if there are new rows. */
export function readNow(services: PlanServices, id: number): ScheduleRow {
  const { db } = services;
  writeTransaction(db, () => {
    requireSchedule(services, id);
    if (getSource(db, id) === undefined) {
      throw new Refusal('conflict', 'no-source', 'This schedule reads its rows from nowhere.');
    }
    wantRead(db, id, { wanted: 'forecast', wantedAs: 'fired', wantedReason: 'Asked for by hand.' });
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
  refuseShortColumns(services, schedule);
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
  const clock = zoneClock(cron, zone, now());
  return sentence === undefined ? { times, clock } : { times, clock, sentence };
}

export function requireSchedule({ db }: Pick<Services, 'db'>, id: number): StoredSchedule {
  const schedule = getSchedule(db, id);
  if (schedule) return schedule;
  throw new Refusal('not-found', 'unknown-schedule', `There is no schedule ${id}.`);
}

export function toScheduleRow({ db }: Pick<Services, 'db'>, schedule: StoredSchedule): ScheduleRow {
  const { id, name, config, cron, zone, everyRows, enabled, nextAt } = schedule;
  const { seriesIds, seriesNames, createdAt, lastEvent, tieDays, championRunId } = schedule;
  const { forecastCron, forecastNextAt, forecastEveryRows, underNaiveRows } = schedule;
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
    forecastCron,
    forecastNextAt,
    forecastEveryRows,
    underNaiveRows,
    source: sourceRow(getSource(db, id)),
    champion: championRunId === null ? null : championRow(db, championRunId),
    previousChampionId: previousChampion(db, id),
    lastEvent,
  };
}

function sourceRow(source: StoredSource | undefined): SourceRow | null {
  if (source === undefined) return null;
  const { shown, hasKey, wanted, readAt, outcome, newRows, message } = source;
  return { shown, hasKey, waiting: wanted !== null, readAt, outcome, newRows, message };
}

function championRow(db: Services['db'], runId: number): ChampionRow | null {
  const run = getRun(db, runId);
  return run
    ? { runId, recommended: run.recommended, verdict: run.verdict, finishedAt: run.finishedAt }
    : null;
}

interface Times extends CompleteRules {
  readonly zone: string;
  readonly enabled: boolean;
}

function firstInstants({ now }: Pick<Services, 'now'>, times: Times) {
  const { cron, everyRows, underNaiveRows, forecastCron, zone, enabled } = times;
  if (cron === null && everyRows === null && underNaiveRows === null) throw nothingToFireOn();
  const first = (expression: string | null) => {
    if (expression === null) return null;
    checkCron(expression, zone);
    return enabled ? (nextCronTimes(expression, zone, { after: now(), count: 1 })[0] ?? null) : null;
  };
  return { nextAt: first(cron), forecastNextAt: first(forecastCron) };
}

const nothingToFireOn = () =>
  new Refusal(
    'bad-request',
    'nothing-to-fire-on',
    'It would never train: give a cron expression, a number of new rows, or a number of values for the naive to win on.',
    { field: 'cron' },
  );
