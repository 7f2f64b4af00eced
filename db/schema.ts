import { desc } from 'drizzle-orm';
import {
  type AnySQLiteColumn,
  blob,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import type { RunConfig } from '#forecasting/config.ts';
import type { ForecasterKind } from '#forecasting/forecaster-kind.ts';
import type { AlertFiring } from '#forecasting/ledger/alert-firings.ts';
import type { AlertRule } from '#forecasting/ledger/alert-rule.ts';
import type { ReadingFlags } from '#forecasting/reading/reading.ts';
import type { Challenge } from '#forecasting/referee.ts';
import type { RunProgress } from '#forecasting/run-progress.ts';
import type { IssuedForecast, RunResult, SeriesResult, Verdict } from '#forecasting/run-result.ts';
import type { Frequency } from '#forecasting/series/frequency.ts';

// All times named *At are milliseconds UTC. A stamp is a point of a series' own axis (see TimeAxis).

/** A file that a person sent, stored once under its id; series come out of it when it is kept. */
export const uploads = sqliteTable('uploads', {
  id: integer().primaryKey({ autoIncrement: true }),
  fileName: text().notNull(),
  bytes: integer().notNull(),
  sha256: text().notNull(),
  state: text({ enum: ['received', 'kept'] }).notNull(),
  /** Where it came from, when it was not sent by a person: a sample's source line. */
  source: text(),
  /** Flags that read this file, and the next one like it, without any guess. */
  recipe: text({ mode: 'json' }).$type<ReadingFlags>(),
  createdAt: integer().notNull(),
});

/** Values on one time axis. The summary columns are kept up by every append, in the same transaction. */
export const series = sqliteTable(
  'series',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    uploadId: integer().references(() => uploads.id, { onDelete: 'set null' }),
    name: text().notNull(),
    /** The name in the file (`Close`, `id/target`): the next file of the kind is matched by it. */
    sourceName: text().notNull(),
    unit: text(),
    axisKind: text({ enum: ['time', 'index'] }).notNull(),
    frequency: text().$type<Frequency>().notNull(),
    zone: text(),
    seasonLength: integer().notNull(),
    rows: integer().notNull(),
    missing: integer().notNull(),
    firstStamp: integer(),
    lastStamp: integer(),
    lastValue: real(),
    /** False while the observations of a large file are still being written: nobody sees it until then. */
    ready: integer({ mode: 'boolean' }).notNull(),
    idempotencyKey: text(),
    createdAt: integer().notNull(),
  },
  (table) => [
    index('series_upload').on(table.uploadId),
    uniqueIndex('series_idempotency').on(table.idempotencyKey),
  ],
);

/** Consecutive values of a series, packed: see `ObservationBlock`. */
export const observationBlocks = sqliteTable(
  'observation_blocks',
  {
    seriesId: integer()
      .notNull()
      .references(() => series.id, { onDelete: 'cascade' }),
    firstStamp: integer().notNull(),
    lastStamp: integer().notNull(),
    rows: integer().notNull(),
    packedStamps: blob({ mode: 'buffer' }),
    packedValues: blob({ mode: 'buffer' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.seriesId, table.firstStamp] })],
);

/**
 * A change of a series' past: what stood there before is kept, so that the series can be had as it was known
 * until `createdAt`. The observations themselves hold the newest values.
 */
export const vintages = sqliteTable(
  'vintages',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    seriesId: integer()
      .notNull()
      .references(() => series.id, { onDelete: 'cascade' }),
    /** The file that brought the change; null when it came through the interface for programs. */
    source: text(),
    /** Rows with another value than before. */
    changed: integer().notNull(),
    /** Rows in the past that were not there before. */
    inserted: integer().notNull(),
    firstStamp: integer().notNull(),
    lastStamp: integer().notNull(),
    createdAt: integer().notNull(),
  },
  (table) => [index('vintages_series').on(table.seriesId)],
);

/** One row that a vintage replaced: its value before, null where it was missing, or not there at all. */
export const vintageValues = sqliteTable(
  'vintage_values',
  {
    vintageId: integer()
      .notNull()
      .references(() => vintages.id, { onDelete: 'cascade' }),
    stamp: integer().notNull(),
    value: real(),
    existed: integer({ mode: 'boolean' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.vintageId, table.stamp] })],
);

export const runStates = ['queued', 'running', 'succeeded', 'failed', 'canceled'] as const;
export type RunState = (typeof runStates)[number];

/** A run is the job: one row, one state machine, queued → running → succeeded | failed | canceled. */
export const runs = sqliteTable(
  'runs',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    /** 'train' fits and judges; 'reforecast' asks a stored model about newer rows. */
    kind: text({ enum: ['train', 'reforecast'] }).notNull(),
    name: text(),
    state: text({ enum: runStates }).notNull(),
    config: text({ mode: 'json' }).$type<RunConfig>().notNull(),
    priority: integer().notNull().default(0),
    idempotencyKey: text(),
    scheduleId: integer().references((): AnySQLiteColumn => schedules.id, { onDelete: 'set null' }),
    /** The run whose model a reforecast uses. */
    modelRunId: integer(),
    /** What a person asked of a running run. */
    request: text({ enum: ['none', 'stop', 'cancel'] })
      .notNull()
      .default('none'),
    /** Counts every start; an event names the attempt it belongs to. */
    attempt: integer().notNull().default(0),
    /** Attempts that ended badly. An orderly stop of the worker is none. */
    failedAttempts: integer().notNull().default(0),
    availableAt: integer().notNull(),
    leaseUntil: integer(),
    /** Grows with every claim; a write that names an older one is refused. */
    fencingToken: integer().notNull().default(0),
    workerId: integer().references(() => workers.id, { onDelete: 'set null' }),
    trainerPid: integer(),
    share: real().notNull().default(0),
    etaSeconds: real(),
    recommended: text().$type<ForecasterKind>(),
    verdict: text({ mode: 'json' }).$type<Verdict>(),
    errorCode: text(),
    errorMessage: text(),
    createdAt: integer().notNull(),
    startedAt: integer(),
    finishedAt: integer(),
  },
  (table) => [
    index('runs_claim').on(table.state, desc(table.priority), table.id),
    uniqueIndex('runs_idempotency').on(table.idempotencyKey),
    index('runs_schedule').on(table.scheduleId),
    index('runs_model').on(table.modelRunId),
  ],
);

/** The series a run works on, and what they held when it started. */
export const runSeries = sqliteTable(
  'run_series',
  {
    runId: integer()
      .notNull()
      .references(() => runs.id, { onDelete: 'cascade' }),
    seriesId: integer()
      .notNull()
      .references(() => series.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
    rows: integer(),
    dataHash: text(),
  },
  (table) => [
    primaryKey({ columns: [table.runId, table.seriesId] }),
    index('run_series_series').on(table.seriesId),
  ],
);

/** Progress of a run, append-only; `seq` is the id that a resumed subscription names. */
export const runEvents = sqliteTable(
  'run_events',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    runId: integer()
      .notNull()
      .references(() => runs.id, { onDelete: 'cascade' }),
    attempt: integer().notNull(),
    /** What makes the event the same event, so that nothing is told twice: `epoch:lstm:0:12`. */
    key: text().notNull(),
    payload: text({ mode: 'json' }).$type<RunEventPayload>().notNull(),
    createdAt: integer().notNull(),
  },
  (table) => [uniqueIndex('run_events_once').on(table.runId, table.attempt, table.key)],
);

/** Progress of the trainer, and the changes of the run's own state. */
export type RunEventPayload =
  | RunProgress
  | { readonly kind: 'state'; readonly state: RunState; readonly attempt: number; readonly message?: string };

/** How far a run has come, part by part, for the attempt that goes on from there. A trigger deletes it at the end. */
export const runCheckpoints = sqliteTable(
  'run_checkpoints',
  {
    runId: integer()
      .notNull()
      .references(() => runs.id, { onDelete: 'cascade' }),
    part: text().notNull(),
    /** The attempt that kept it. */
    attempt: integer().notNull(),
    /** What has to be the same for it to be of use: data, configuration, program. */
    fingerprint: text().notNull(),
    state: blob({ mode: 'buffer' }).notNull(),
    /** Milliseconds of work until then, of all attempts that went on from one another. */
    elapsedMs: real().notNull(),
    createdAt: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.part] })],
);

/** A finished run without its series. */
export const runResults = sqliteTable('run_results', {
  runId: integer()
    .primaryKey()
    .references(() => runs.id, { onDelete: 'cascade' }),
  result: text({ mode: 'json' }).$type<Omit<RunResult, 'series'>>().notNull(),
});

/** What a finished run found out about one series. */
export const seriesResults = sqliteTable(
  'series_results',
  {
    runId: integer()
      .notNull()
      .references(() => runs.id, { onDelete: 'cascade' }),
    seriesId: integer()
      .notNull()
      .references(() => series.id, { onDelete: 'cascade' }),
    result: text({ mode: 'json' }).$type<SeriesResult>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.runId, table.seriesId] }),
    index('series_results_series').on(table.seriesId),
  ],
);

/** The trained networks of a run: one file, named by its checksum. */
export const models = sqliteTable('models', {
  runId: integer()
    .primaryKey()
    .references(() => runs.id, { onDelete: 'cascade' }),
  sha256: text().notNull(),
  bytes: integer().notNull(),
  createdAt: integer().notNull(),
});

/** The ledger: every forecast ever issued, never changed. */
export const forecasts = sqliteTable(
  'forecasts',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    runId: integer()
      .notNull()
      .references(() => runs.id, { onDelete: 'cascade' }),
    seriesId: integer()
      .notNull()
      .references(() => series.id, { onDelete: 'cascade' }),
    issuedAt: integer().notNull(),
    originStamp: integer().notNull(),
    recommended: text().$type<ForecasterKind>().notNull(),
    dataHash: text().notNull(),
    modelHash: text(),
    seed: integer().notNull(),
    stamps: text({ mode: 'json' }).$type<readonly number[]>().notNull(),
    forecasts: text({ mode: 'json' })
      .$type<Readonly<Partial<Record<ForecasterKind, IssuedForecast>>>>()
      .notNull(),
    /** False for a challenger that did not win: what it said is kept and scored, the champion's was issued. */
    issued: integer({ mode: 'boolean' }).notNull().default(true),
  },
  (table) => [
    uniqueIndex('forecasts_once').on(table.runId, table.seriesId),
    index('forecasts_series').on(table.seriesId, table.issuedAt),
  ],
);

/** A plan that makes runs: by cron, by new rows, or both. */
export const schedules = sqliteTable('schedules', {
  id: integer().primaryKey({ autoIncrement: true }),
  name: text().notNull(),
  config: text({ mode: 'json' }).$type<RunConfig>().notNull(),
  cron: text(),
  zone: text().notNull(),
  everyRows: integer(),
  enabled: integer({ mode: 'boolean' }).notNull(),
  nextAt: integer(),
  createdAt: integer().notNull(),
  /** On a tie the challenger takes over from a champion of so many days; null: never. */
  tieDays: integer(),
  /** The run whose forecasters forecast. */
  championRunId: integer().references(() => runs.id, { onDelete: 'set null' }),
  /** When the champion forecasts without a training, by the clock and by new rows. */
  forecastCron: text(),
  forecastNextAt: integer(),
  forecastEveryRows: integer(),
  /** It trains when, over so many values that have come, the naive was better. */
  underNaiveRows: integer(),
});

/** Where a schedule reads new rows from, and what came of it last. */
export const sources = sqliteTable('sources', {
  scheduleId: integer()
    .primaryKey()
    .references(() => schedules.id, { onDelete: 'cascade' }),
  /** The address and its key, encrypted. */
  sealed: text().notNull(),
  /** What may be shown of the address. */
  shown: text().notNull(),
  hasKey: integer({ mode: 'boolean' }).notNull(),
  /** SHA-256 of what was read last. */
  contentHash: text(),
  /** What is to be done once it has been read; null while nobody waits for it. */
  wanted: text({ enum: ['train', 'forecast'] }),
  wantedAs: text({ enum: ['fired', 'caught-up'] }),
  wantedReason: text(),
  leaseUntil: integer(),
  token: integer().notNull().default(0),
  readAt: integer(),
  outcome: text({ enum: ['read', 'failed'] }),
  newRows: integer(),
  message: text(),
});

export const scheduleSeries = sqliteTable(
  'schedule_series',
  {
    scheduleId: integer()
      .notNull()
      .references(() => schedules.id, { onDelete: 'cascade' }),
    seriesId: integer()
      .notNull()
      .references(() => series.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
    /** Rows of the series when the schedule last fired, or was made. */
    rowsSeen: integer().notNull(),
    /** The same when it last forecast, with or without a training. */
    forecastRowsSeen: integer().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.scheduleId, table.seriesId] }),
    index('schedule_series_series').on(table.seriesId),
  ],
);

export const scheduleEventKinds = [
  'fired',
  'caught-up',
  'skipped',
  'promoted',
  'kept',
  'rolled-back',
  'source-failed',
] as const;
export type ScheduleEventKind = (typeof scheduleEventKinds)[number];

/** What a schedule did, and why; what its referee decided. */
export const scheduleEvents = sqliteTable(
  'schedule_events',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    scheduleId: integer()
      .notNull()
      .references(() => schedules.id, { onDelete: 'cascade' }),
    kind: text({ enum: scheduleEventKinds }).notNull(),
    reason: text().notNull(),
    runId: integer().references(() => runs.id, { onDelete: 'set null' }),
    /** Of a decision: the champion before it. */
    championRunId: integer().references(() => runs.id, { onDelete: 'set null' }),
    evidence: text({ mode: 'json' }).$type<Challenge>(),
    createdAt: integer().notNull(),
  },
  (table) => [
    index('schedule_events_schedule').on(table.scheduleId, table.id),
    index('schedule_events_run').on(table.runId),
  ],
);

/** When to raise an alert about a series, and whom to tell. */
export const alerts = sqliteTable(
  'alerts',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    seriesId: integer()
      .notNull()
      .references(() => series.id, { onDelete: 'cascade' }),
    rule: text({ mode: 'json' }).$type<AlertRule>().notNull(),
    enabled: integer({ mode: 'boolean' }).notNull(),
    /** The webhook's address, encrypted; null: nobody is told, it stands in the list. */
    sealed: text(),
    /** What may be shown of the address. */
    shown: text(),
    /** What lies up to here was there when it was switched on, or has been looked at. */
    seenStamp: integer(),
    seenForecastId: integer().notNull(),
    /** Runs that fail from then on count. */
    seenFailureAt: integer().notNull(),
    createdAt: integer().notNull(),
  },
  (table) => [index('alerts_series').on(table.seriesId)],
);

/** Every time an alert fired, and whether somebody was told. */
export const alertFirings = sqliteTable(
  'alert_firings',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    alertId: integer()
      .notNull()
      .references(() => alerts.id, { onDelete: 'cascade' }),
    /** The same event has the same key: it fires once. */
    key: text().notNull(),
    sentence: text().notNull(),
    firing: text({ mode: 'json' }).$type<AlertFiring>().notNull(),
    /** 'noted' where nobody is to be told. */
    state: text({ enum: ['noted', 'waiting', 'sent', 'failed'] }).notNull(),
    attempts: integer().notNull().default(0),
    nextAt: integer(),
    firedAt: integer().notNull(),
    settledAt: integer(),
  },
  (table) => [
    uniqueIndex('alert_firings_once').on(table.alertId, table.key),
    index('alert_firings_waiting').on(table.state, table.nextAt),
  ],
);

/** Every try to tell somebody, never changed. */
export const alertAttempts = sqliteTable(
  'alert_attempts',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    firingId: integer()
      .notNull()
      .references(() => alertFirings.id, { onDelete: 'cascade' }),
    attempt: integer().notNull(),
    /** The HTTP status; null where there was no answer. */
    status: integer(),
    problem: text(),
    at: integer().notNull(),
  },
  (table) => [index('alert_attempts_firing').on(table.firingId)],
);

/** A worker process that is, or was, alive. */
export const workers = sqliteTable('workers', {
  id: integer().primaryKey({ autoIncrement: true }),
  /** The machine since its last start, so that a process id is never taken for another machine's. */
  machine: text().notNull(),
  pid: integer().notNull(),
  /** When the operating system says that the process began; null where it does not say. */
  processStart: text(),
  startedAt: integer().notNull(),
  heartbeatAt: integer().notNull(),
  /** What a remote worker's owner calls its machine; null for a worker beside the database. */
  name: text(),
  /** What keeps it from taking runs, one sentence; null when nothing does. */
  problem: text(),
});
