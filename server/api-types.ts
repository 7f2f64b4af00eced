import type { RunEventPayload, RunState, ScheduleEventKind } from '#db/schema.ts';
import type { RunConfig } from '#forecasting/config.ts';
import type { TimeEstimate } from '#forecasting/effort/estimate-time.ts';
import type { ForecasterKind } from '#forecasting/forecaster-kind.ts';
import type { AlertRule } from '#forecasting/ledger/alert-rule.ts';
import type { LiveRecord } from '#forecasting/ledger/live-record.ts';
import type { Preflight } from '#forecasting/preflight.ts';
import type { Reading } from '#forecasting/reading/reading.ts';
import type { Challenge } from '#forecasting/referee.ts';
import type { EngineRecord, IssuedForecast, Verdict } from '#forecasting/run-result.ts';
import type { DayMap } from '#forecasting/series/day-map.ts';
import type { Frequency } from '#forecasting/series/frequency.ts';
import type { TimeAxis } from '#forecasting/series/series.ts';
import type { ZoneClock } from './cron.ts';

// What the API answers. Times named *At are milliseconds UTC; a stamp is a point of a series' own axis:
// milliseconds of its wall clock counted as if it were UTC, or a plain integer on an index axis.

/** A series with its summary, as lists and heads of pages show it. */
export interface SeriesRow {
  readonly id: number;
  readonly uploadId: number | null;
  readonly name: string;
  /** The name in the file it came from. */
  readonly sourceName: string;
  readonly unit: string | null;
  readonly axisKind: TimeAxis['kind'];
  readonly frequency: Frequency;
  readonly zone: string | null;
  readonly seasonLength: number;
  readonly rows: number;
  readonly missing: number;
  readonly firstStamp: number | null;
  readonly lastStamp: number | null;
  readonly lastValue: number | null;
  readonly createdAt: number;
  readonly fileName: string | null;
  /** Where the file came from, when no person sent it: a sample's source. */
  readonly source: string | null;
  /** At most 60 of the latest values, missing ones left out. */
  readonly sparkline: number[];
  readonly lastRun: LastRun | null;
  /** When the next schedule of this series fires. */
  readonly nextAt: number | null;
}

export interface LastRun {
  readonly id: number;
  readonly state: RunState;
  readonly recommended: ForecasterKind | null;
  readonly verdict: Verdict | null;
  readonly finishedAt: number | null;
}

export interface RunRow {
  readonly id: number;
  readonly kind: 'train' | 'reforecast';
  readonly name: string | null;
  readonly state: RunState;
  readonly config: RunConfig;
  readonly seriesIds: number[];
  readonly seriesNames: string[];
  readonly scheduleId: number | null;
  /** The run whose model a reforecast uses. */
  readonly modelRunId: number | null;
  /** What a person asked of the run while it works. */
  readonly request: 'none' | 'stop' | 'cancel';
  /** 1 for the first try; 0 while it waits for it. */
  readonly attempt: number;
  /** Share of the run that is done, 0–1. */
  readonly share: number;
  readonly etaSeconds: number | null;
  readonly recommended: ForecasterKind | null;
  readonly verdict: Verdict | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  /** When the worker that is at work on it gave its last sign of life; null while none is. */
  readonly heardAt: number | null;
  readonly trainerPid: number | null;
}

/** A stored file. */
export interface UploadRow {
  readonly id: number;
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly state: 'received' | 'kept';
  readonly source: string | null;
  readonly createdAt: number;
  readonly seriesIds: number[];
  readonly seriesNames: string[];
}

/** A series of a file that is not kept yet. */
export interface PreviewSeries {
  readonly name: string;
  readonly id: string | null;
  readonly target: string;
  readonly axisKind: TimeAxis['kind'];
  readonly zone: string | null;
  readonly rows: number;
  readonly missing: number;
  readonly firstStamp: number | null;
  readonly lastStamp: number | null;
  readonly first: number | null;
  readonly last: number | null;
  readonly sparkline: number[];
}

/** What a file would become if it were kept, with the evidence. */
export interface ReadingPreview extends Omit<Reading, 'series'> {
  readonly uploadId: number;
  readonly fileName: string;
  /** True when only the head of a large file was read. */
  readonly sampled: boolean;
  /** Series in the file; at most the first 500 of them are shown. */
  readonly seriesCount: number;
  readonly series: PreviewSeries[];
  /** Days of the first series, where its step is a day or less and the whole file was read. */
  readonly dayMap: DayMap | null;
}

export interface ScheduleRow {
  readonly id: number;
  readonly name: string;
  readonly config: RunConfig;
  readonly cron: string | null;
  readonly zone: string;
  readonly everyRows: number | null;
  readonly enabled: boolean;
  readonly nextAt: number | null;
  readonly seriesIds: number[];
  readonly seriesNames: string[];
  readonly createdAt: number;
  /** On a tie the challenger takes over from a champion of so many days; null: never. */
  readonly tieDays: number | null;
  /** When the champion forecasts without a training: by the clock, and after so many new rows. */
  readonly forecastCron: string | null;
  readonly forecastNextAt: number | null;
  readonly forecastEveryRows: number | null;
  /** It trains when, over so many values that have come, the naive was better; null: not for that. */
  readonly underNaiveRows: number | null;
  /** Where new rows are read from before it fires by the clock. */
  readonly source: SourceRow | null;
  /** Whose forecasts are issued; null before the first training has ended. */
  readonly champion: ChampionRow | null;
  /** What a rollback goes back to. */
  readonly previousChampionId: number | null;
  readonly lastEvent: ScheduleEventRow | null;
}

/** Where new rows come from. The address itself is kept encrypted and never told. */
export interface SourceRow {
  /** Without its query, which may hold a key. */
  readonly shown: string;
  readonly hasKey: boolean;
  /** Asked for and not read yet. */
  readonly waiting: boolean;
  readonly readAt: number | null;
  readonly outcome: 'read' | 'failed' | null;
  readonly newRows: number | null;
  readonly message: string | null;
}

/** The run in office. */
export interface ChampionRow {
  readonly runId: number;
  readonly recommended: ForecasterKind | null;
  readonly verdict: Verdict | null;
  readonly finishedAt: number | null;
}

export interface ScheduleEventRow {
  readonly id: number;
  readonly kind: Exclude<ScheduleEventKind, 'promoted' | 'kept'>;
  readonly reason: string;
  readonly runId: number | null;
  readonly runState: RunState | null;
  /** Of a rollback: the champion before it. */
  readonly championRunId: number | null;
  /** What the referee decided about the run; null before, and where nothing was trained. */
  readonly decision: RefereeDecision | null;
  readonly createdAt: number;
}

export interface RefereeDecision {
  readonly promoted: boolean;
  readonly reason: string;
  /** The champion before it; null for the first one. */
  readonly championRunId: number | null;
  readonly evidence: Challenge | null;
}

/** Values of a sample that was not added. */
export interface SampleValues {
  readonly name: string;
  readonly unit: string;
  /** Missing ones as null. */
  readonly values: (number | null)[];
}

export interface SampleRow {
  readonly key: string;
  readonly title: string;
  readonly description: string;
  /** What an honest forecast of it looks like, in a sentence. */
  readonly expectation: string;
  /** The data set and its licence, in words. */
  readonly source: string;
  readonly fileName: string;
  readonly rows: number;
  readonly frequency: Frequency;
  readonly sparkline: number[];
  readonly seriesNames: string[];
}

/** What goes with a thing that is about to be removed, in plain sentences. */
export interface Impact {
  readonly lines: string[];
}

export interface SystemStatus {
  readonly version: string;
  readonly startedAt: number;
  /** Worker processes that are alive. */
  readonly workers: number;
  /** Runs that are being worked on. */
  readonly busy: number;
  readonly queued: number;
  /** Runs at work, then those that wait in the order in which they will be taken; 20 at most. */
  readonly running: RunRow[];
  readonly authRequired: boolean;
  /** Whether sources may be read and alerts sent. */
  readonly outgoing: boolean;
  /** The engine of the latest finished run. */
  readonly engine: EngineRecord | null;
}

/** Points of a series for a chart; a missing value is null. */
export interface SeriesPoints {
  readonly stamps: number[];
  readonly values: (number | null)[];
  /** Points in the range asked for, before down-sampling. */
  readonly total: number;
  readonly downsampled: boolean;
}

export interface Gap {
  readonly fromStamp: number;
  readonly toStamp: number;
  readonly count: number;
}

export interface SeriesDescription {
  readonly rows: number;
  /** The latest observations that gaps, season, autocorrelation and occupancy rest on. */
  readonly basedOnRows: number;
  readonly missing: number;
  /** Runs of missing values, the longest first, at most 50. */
  readonly gaps: Gap[];
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  readonly zeros: number;
  readonly negatives: number;
  /** 0 (no season) to 1; null without a season or with less than two of them. */
  readonly seasonStrength: number | null;
  /** Autocorrelation at lags 1, 2, …; index 0 is lag 1. */
  readonly acf: number[];
  /** Half width of the 95 % band of white noise around 0. */
  readonly acfBound: number;
  /** Observations by weekday (0 = Monday) and hour; null on an index axis. */
  readonly occupancy: number[][] | null;
  /** Which days have rows; null where the step is longer than a day. */
  readonly dayMap: DayMap | null;
  readonly forecastability: Forecastability;
}

export interface Forecastability {
  readonly kind: 'random-walk' | 'structured' | 'unknown';
  /** A sentence: what the series promises. */
  readonly reading: string;
  readonly varianceRatio: number | null;
}

export interface AppendOutcome {
  /** New rows. */
  readonly appended: number;
  /** Rows that were there already, with the same value. */
  readonly equal: number;
  /** Rows of the past that a revision gave another value; what stood there is kept as a vintage. */
  readonly changed: number;
  /** Rows that a revision put into the past. */
  readonly inserted: number;
}

/** A change of a series' past. */
export interface VintageRow {
  readonly id: number;
  readonly seriesId: number;
  /** The file that brought it; null when it came through the interface for programs. */
  readonly source: string | null;
  readonly changed: number;
  readonly inserted: number;
  readonly firstStamp: number;
  readonly lastStamp: number;
  readonly createdAt: number;
}

/** The rows that a vintage holds: at most the first thousand. */
export interface VintageValues {
  readonly total: number;
  readonly values: {
    readonly stamp: number;
    /** False where there was no row before. */
    readonly existed: boolean;
    readonly before: number | null;
    readonly now: number | null;
  }[];
}

/** What was rewritten in a stretch of a series, in the order in which it happened: at most the first 5,000 values. */
export interface RewrittenValues {
  readonly total: number;
  readonly values: {
    readonly stamp: number;
    /** When it was rewritten, in milliseconds UTC. */
    readonly at: number;
    /** What stood there until then; null where it was missing, or where there was no row. */
    readonly before: number | null;
    /** False where there was no row before. */
    readonly existed: boolean;
  }[];
}

/** One thing that happened in a run. */
export interface RunEventRow {
  readonly seq: number;
  readonly runId: number;
  readonly attempt: number;
  readonly payload: RunEventPayload;
}

/** A forecast of the ledger, whole. */
export interface LedgerRow {
  readonly id: number;
  readonly runId: number;
  readonly seriesId: number;
  readonly issuedAt: number;
  readonly originStamp: number;
  readonly recommended: ForecasterKind;
  readonly dataHash: string;
  readonly modelHash: string | null;
  readonly seed: number;
  readonly stamps: readonly number[];
  readonly forecasts: Readonly<Partial<Record<ForecasterKind, IssuedForecast>>>;
  /** False for a challenger that did not win: the champion's forecast was issued instead. */
  readonly issued: boolean;
}

/** A forecast with what stood before it and what came after it. */
export interface ForecastView {
  readonly forecast: LedgerRow;
  readonly seriesId: number;
  readonly seriesName: string;
  readonly unit: string | null;
  readonly axisKind: TimeAxis['kind'];
  readonly frequency: Frequency;
  readonly zone: string | null;
  readonly seasonLength: number;
  /** Up to the origin, the origin included. */
  readonly history: { readonly stamps: number[]; readonly values: (number | null)[] };
  /** What came since, at the forecast's stamps; null where nothing has come yet. */
  readonly actual: (number | null)[];
  /** Rows after the origin that no forecast of this run has seen. */
  readonly newRows: number;
}

/** A line of the ledger with what has come since. */
export interface IssuedRow {
  readonly id: number;
  readonly runId: number;
  readonly issuedAt: number;
  readonly originStamp: number;
  readonly recommended: ForecasterKind;
  /** The run whose forecasters spoke: another one than `runId` where nothing was trained for it. */
  readonly modelRunId: number;
  /** SHA-256 of the observations it rests on. */
  readonly dataHash: string;
  /** SHA-256 of the networks' file; null where no network was trained. */
  readonly modelHash: string | null;
  readonly seed: number;
  readonly stamps: readonly number[];
  /** The recommended forecaster's. */
  readonly values: readonly number[];
  readonly actual: readonly (number | null)[];
  /** The naive that it is compared with: the best one of the backtest; null where it is the one that was issued. */
  readonly against: ForecasterKind | null;
  /** Values that were rewritten after its data were read: of what it rested on, and of the steps that it spoke of. */
  readonly rewritten: { readonly history: number; readonly came: number };
  /** Over the steps that have come; null when none has. */
  readonly scored: {
    readonly mae: number;
    readonly naiveMae: number | null;
    readonly steps: number;
    /** Values inside the band, by level. */
    readonly caught: Readonly<Record<string, number>>;
  } | null;
}

/** A forecast of the ledger, whole, with what has come since. */
export interface LedgerEntry extends LedgerRow {
  readonly actual: (number | null)[];
}

/** What a backtest made one expect of the forecasts that follow. */
export interface BacktestPromise {
  readonly runId: number;
  readonly recommended: ForecasterKind;
  readonly against: ForecasterKind;
  readonly skill: number | null;
  readonly interval: readonly [number, number] | null;
  readonly mae: number | null;
  /** By level, the share caught in the test. */
  readonly coverage: Readonly<Record<string, number | null>>;
}

/** What issued forecasts were worth, by what came. */
export interface LiveView extends LiveRecord {
  /** When the earliest of them was issued. */
  readonly since: number | null;
  /** Forecasts looked at, those of which nothing has come yet included. */
  readonly issued: number;
  /** Of the run behind the latest forecast. */
  readonly promised: BacktestPromise | null;
}

/** When to raise an alert about a series, and whom to tell. */
export interface AlertRow {
  readonly id: number;
  readonly seriesId: number;
  readonly rule: AlertRule;
  readonly enabled: boolean;
  /** Without its query, which may hold a key; null: nobody is told, it stands in the list. */
  readonly webhook: string | null;
  readonly fired: number;
  readonly lastFiredAt: number | null;
  readonly createdAt: number;
}

/** How often a rule would have fired. */
export interface AlertPreview {
  readonly fired: number;
  /** Places on the series' axis; of failed runs there are none. */
  readonly stamps: number[];
  /** What was looked at, from the first origin to the last step. */
  readonly from: number | null;
  readonly to: number | null;
  /** Issued forecasts it was tried on. */
  readonly forecasts: number;
  /** Origins of a backtest before them, taken as if they had been issued. */
  readonly backtestOrigins: number;
  readonly runs: number;
}

/** A time that an alert fired. */
export interface AlertFiringRow {
  readonly id: number;
  readonly sentence: string;
  /** 'noted' where nobody is to be told. */
  readonly state: 'noted' | 'waiting' | 'sent' | 'failed';
  readonly firedAt: number;
  readonly settledAt: number | null;
  /** When it is tried again. */
  readonly nextAt: number | null;
  readonly tries: readonly {
    readonly attempt: number;
    /** The HTTP status; null where there was no answer. */
    readonly status: number | null;
    readonly problem: string | null;
    readonly at: number;
  }[];
}

/** The next five times of a schedule. */
export interface NextTimes {
  readonly times: number[];
  readonly clock: ZoneClock;
  /** The expression in words, where it is a common one. */
  readonly sentence?: string;
}

export interface Page<Row> {
  readonly items: Row[];
  readonly total: number;
  /** Give it back as `cursor` for the next page; null at the end. */
  readonly nextCursor: number | null;
}

/** The part of an error that clients may rely on. */
export interface ErrorDetail {
  /** Stable, kebab-case. */
  readonly code: string;
  /** The input's field that is at fault, `config.horizon`. */
  readonly field?: string;
  readonly message: string;
}

/** What a run would do, before it is made. */
export interface PreflightAnswer extends Omit<Preflight, 'effort'> {
  /** About how long it takes on this machine. */
  readonly estimate: TimeEstimate;
  /** Why a column cannot be known in advance, which ends before the forecast does: such a run is refused. */
  readonly shortColumn: string | null;
  /** Why no series is left where those with missing values are refused: such a run is refused. */
  readonly incomplete: string | null;
  /** Verdicts that runs on these series have given already. */
  readonly verdictsSeen: number;
}
