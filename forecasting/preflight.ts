import type { RunConfig } from './config.ts';
import { leastLength } from './evaluation/fold-plan.ts';
import { type ForecasterKind, isNetwork, type NetworkKind, networkKinds } from './forecaster-kind.ts';
import { planRun, type RunPlan, type SeriesOutline } from './running/plan-run.ts';

export type { SeriesOutline } from './running/plan-run.ts';

/** What a run would do, before it is made. */
export interface Preflight {
  /** Training windows over all series. */
  readonly windows: number;
  /** Origins of the verdict part; 0 where not one fold fits. */
  readonly folds: number;
  readonly stride: number;
  readonly overlapping: boolean;
  readonly lookback: number;
  /** Of the first series. */
  readonly seasonLength: number;
  /** Values that are scored, over all series. */
  readonly scoredValues: number;
  /** Rows of the first series in each part; the rest is between origins. */
  readonly trainingRows: number;
  readonly verdictRows: number;
  readonly networksPossible: boolean;
  /** Why no network can be trained; null where one can. */
  readonly reason: string | null;
  /** Levels whose band would be refused for want of scores. */
  readonly refusedLevels: readonly number[];
  readonly warnings: readonly string[];
  /** A measure of the training time: see `estimateSeconds`. */
  readonly work: number;
}

/**
 * Works out what a run would do with a configuration on series of given lengths.
 *
 * @param outlines At least one; lengths count the steps from the first to the last observation.
 *
 * @example
 * preflight(runConfigSchema.parse({ horizon: 12 }), [{ name: 'a', length: 39, seasonLength: 12 }]).networksPossible; // false
 */
export function preflight(config: RunConfig, outlines: readonly SeriesOutline[]): Preflight {
  const plan = planRun(config, outlines);
  if (plan === undefined) return impossible(config, outlines);
  const first = plan.series[0]!;
  const { split } = first;
  return {
    windows: plan.windows,
    folds: plan.plan.folds,
    stride: plan.plan.stride,
    overlapping: plan.plan.overlapping,
    lookback: plan.lookback,
    seasonLength: first.seasonLength,
    scoredValues: plan.series.reduce(
      (sum, series) => sum + series.split.verdictOrigins.length * config.horizon,
      0,
    ),
    trainingRows: split.trainingLength,
    verdictRows: split.verdictOrigins.length === 0 ? 0 : first.length - 1 - split.verdictOrigins[0]!,
    networksPossible: plan.networksRefused === null,
    reason: plan.networksRefused,
    refusedLevels: refusedLevels(config, plan),
    warnings: plan.warnings,
    work: workOf(config, plan),
  };
}

function impossible(config: RunConfig, outlines: readonly SeriesOutline[]): Preflight {
  const longest = Math.max(0, ...outlines.map((outline) => outline.length));
  const reason = `${longest} rows are too few: one fold of horizon ${config.horizon} takes ${leastLength(config.horizon)}.`;
  return {
    windows: 0,
    folds: 0,
    stride: config.stride ?? config.horizon,
    overlapping: false,
    lookback: config.lookback ?? 0,
    seasonLength: outlines[0]?.seasonLength ?? 1,
    scoredValues: 0,
    trainingRows: 0,
    verdictRows: 0,
    networksPossible: false,
    reason,
    refusedLevels: config.levels,
    warnings: [reason],
    work: 0,
  };
}

/** Each step has at least one score from every origin, before its neighbours are pooled. */
function refusedLevels(config: RunConfig, plan: RunPlan): number[] {
  const origins = plan.series.reduce(
    (sum, { split }) => sum + split.selectionOrigins.length + split.verdictOrigins.length,
    0,
  );
  const neighbours = config.horizon > 1 ? 1 + Math.ceil(config.horizon / 8) : 1;
  const scores = origins * neighbours;
  return config.levels.filter((level) => Math.ceil(((scores + 1) * level) / 100) > scores);
}

/** What a cell costs against a simple one: its number of gates. */
const gates: Readonly<Record<NetworkKind, number>> = { rnn: 1, gru: 3, lstm: 4 };
const mostWindowsAnEpoch = 2048;

function workOf(config: RunConfig, plan: RunPlan): number {
  const windows = [plan.windows, ...(plan.localNetworks ? plan.series.map((series) => series.windows) : [])]
    .map((count) => Math.min(count, mostWindowsAnEpoch))
    .reduce((sum, count) => sum + count, 0);
  const perWindow = (kind: ForecasterKind) =>
    isNetwork(kind) ? gates[kind] * config.units * (plan.lookback + config.horizon) : 0;
  const kinds = networkKinds.filter((kind) => plan.forecasters.includes(kind));
  return kinds.reduce((sum, kind) => sum + perWindow(kind), 0) * windows * config.epochs * config.seeds;
}

/** What a finished run took. */
export interface TimedRun {
  readonly work: number;
  readonly seconds: number;
}

/**
 * Estimates how long a run takes from runs that were timed on the same machine: the median of their seconds a
 * unit of work. A run without networks takes about a second.
 *
 * @param budgetSeconds The run's own limit; null where it has none.
 * @returns null where there is work and nothing was timed yet.
 *
 * @example
 * estimateSeconds(2000, [{ work: 1000, seconds: 30 }], null); // 60
 */
export function estimateSeconds(
  work: number,
  timed: readonly TimedRun[],
  budgetSeconds: number | null,
): number | null {
  if (work === 0) return 1;
  const rates = timed
    .filter((run) => run.work > 0)
    .map((run) => run.seconds / run.work)
    .sort((a, b) => a - b);
  const rate = rates[Math.floor((rates.length - 1) / 2)];
  if (rate === undefined) return null;
  return Math.min(work * rate, budgetSeconds ?? Number.POSITIVE_INFINITY);
}
