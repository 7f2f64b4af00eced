import { isLongEnough } from '../baselines/linear-windows.ts';
import { bounds, type RunConfig } from '../config.ts';
import { type JudgedPart, originsOf } from '../evaluation/backtest.ts';
import { type FoldPlan, leastLength, planFolds } from '../evaluation/fold-plan.ts';
import type { RefitStages } from '../evaluation/refit-stages.ts';
import { splitInTime, type TimeSplit } from '../evaluation/time-split.ts';
import {
  baselineKinds,
  type FittedKind,
  isLinear,
  isNetwork,
  naiveKinds,
  networkKinds,
} from '../forecaster-kind.ts';
import { validationOrigins } from '../validation-origins.ts';

/** What has to be known of a series to plan a run over it. */
export interface SeriesOutline {
  readonly name: string;
  /** Steps from the first to the last observation. */
  readonly length: number;
  readonly seasonLength: number;
  /** Whether it is positive and varies by half or more; taken to be so where left out. */
  readonly varies?: boolean;
}

/** One series of a plan. */
export interface PlannedSeries {
  readonly name: string;
  readonly length: number;
  readonly seasonLength: number;
  readonly split: TimeSplit;
  /** Training windows. */
  readonly windows: number;
}

/** All that a run decides before it looks at a value. */
export interface RunPlan {
  readonly horizon: number;
  readonly lookback: number;
  readonly plan: FoldPlan;
  /** The kinds that run, simplest first; networks only where they are possible. */
  readonly forecasters: readonly FittedKind[];
  /** Training windows over all series. */
  readonly windows: number;
  readonly series: readonly PlannedSeries[];
  /** How often forecasters are fitted anew along each part; 0: networks answer there with the weights of the training part. */
  readonly refits: RefitStages;
  /** Whether each series gets networks of its own, beside those for all of them. */
  readonly localNetworks: boolean;
  /** Why no network can be trained; null where one can. */
  readonly networksRefused: string | null;
  readonly warnings: readonly string[];
}

/** A lookback takes at most this share of the training part, of one series and of each of several. */
const lookbackShare = { alone: 0.4, together: 0.65 };
/** Selection origins of a series. */
const mostSelection = 240;
/** So many series are a panel whose evidence lies in their number. */
const panelSize = 20;
/** Of more series none gets a network of its own. */
const mostLocalSeries = 8;
/** So often a network is trained along each part where its training windows are so few that it takes no time. */
const usualRefits = 3;
const quickWindows = 4096;
/** Networks need this many training windows. */
const leastWindows = 8;

/**
 * Decides folds, lookback and forecasters of a run from its configuration and the lengths of its series; what
 * `preflight` shows is what `executeRun` does.
 *
 * @returns undefined where no series is long enough for one fold.
 *
 * @example
 * planRun(runConfigSchema.parse({ horizon: 12 }), [{ name: 'a', length: 144, seasonLength: 12 }])?.plan.folds; // 9
 */
export function planRun(config: RunConfig, outlines: readonly SeriesOutline[]): RunPlan | undefined {
  const { horizon } = config;
  const judged = outlines.filter((outline) => outline.length >= leastLength(horizon));
  const typical = median(judged.map((outline) => outline.length));
  const manySeries = outlines.length >= panelSize;
  const plan = planFolds(typical, { ...config, manySeries });
  if (plan === undefined) return undefined;
  const selectionCount = Math.min(mostSelection, Math.max(6, Math.ceil(300 / outlines.length)));
  const cut = outlines.map((outline) => ({
    ...outline,
    seasonLength: usableSeason(outline, horizon),
    split: splitInTime(outline.length, { horizon, plan, selectionCount, manySeries }),
  }));
  const lookback = config.lookback ?? chooseLookback(cut, horizon);
  const series = cut.map((one) => ({ ...one, windows: trainingWindowCount(one.split, lookback, horizon) }));
  const windows = sum(series.map((one) => one.windows));
  const networksRefused = refuseNetworks(series, { horizon, lookback, windows });
  const linearRefused = refuseLinear(series, horizon);
  const wanted = new Set<FittedKind>([...naiveKinds, ...config.forecasters]);
  const forecasters = [...baselineKinds, ...networkKinds].filter(
    (kind) =>
      wanted.has(kind) &&
      !(networksRefused !== null && isNetwork(kind)) &&
      !(linearRefused !== null && isLinear(kind)),
  );
  const skipped = [
    ...(config.forecasters.some(isNetwork) ? [networksRefused] : []),
    ...(config.forecasters.some(isLinear) ? [linearRefused] : []),
  ].filter((reason) => reason !== null);
  return {
    horizon,
    lookback,
    plan,
    forecasters,
    windows,
    refits: planRefits(config.refits ?? (windows <= quickWindows ? usualRefits : 0), series),
    localNetworks: networksRefused === null && suitLocalNetworks(series),
    series,
    networksRefused,
    warnings: [...planWarnings(config, plan, outlines), ...skipped],
  };
}

/** A season that the series does not hold once, with a horizon after it, is no season yet. */
function usableSeason({ length, seasonLength }: SeriesOutline, horizon: number): number {
  return seasonLength > 1 && length >= seasonLength + leastLength(horizon) ? seasonLength : 1;
}

/**
 * Two to fourteen seasons, about seven horizons; without a season three horizons. Never more than two fifths of
 * the training part (of several series, which share their windows, two thirds), and whole seasons where one fits.
 */
function chooseLookback(series: readonly Omit<PlannedSeries, 'windows'>[], horizon: number): number {
  const season = median(series.map(({ seasonLength }) => seasonLength));
  const training = median(series.map(({ split }) => split.trainingLength));
  const share = series.length === 1 ? lookbackShare.alone : lookbackShare.together;
  const wanted =
    season > 1
      ? Math.max(2 * season, Math.min(14 * season, 7 * horizon))
      : Math.min(128, Math.max(24, 3 * horizon));
  const room = Math.min(wanted, Math.floor(training * share), bounds.lookback.max);
  const whole = room >= season ? Math.floor(room / season) * season : room;
  return Math.max(bounds.lookback.min, whole);
}

/** Never more often than there are origins. */
function planRefits(wanted: number, series: readonly PlannedSeries[]): RefitStages {
  const refits = (part: JudgedPart) =>
    Math.min(wanted, Math.max(...series.map((one) => originsOf(one, part).length)));
  return { selection: refits('selection'), verdict: refits('verdict') };
}

function trainingWindowCount(split: TimeSplit, lookback: number, horizon: number): number {
  const end = validationOrigins(split.trainingLength, horizon)[0] ?? 0;
  return Math.max(0, end - horizon - lookback + 2);
}

function refuseNetworks(
  series: readonly PlannedSeries[],
  { horizon, lookback, windows }: { horizon: number; lookback: number; windows: number },
): string | null {
  if (windows >= leastWindows) return null;
  const longest = Math.max(...series.map(({ length }) => length));
  return `${longest} rows are too few for a network with horizon ${horizon} and lookback ${lookback}: ${windows} training windows are left where ${leastWindows} are needed. The naive forecasters still run and are judged.`;
}

/** Few series, each long enough by itself: more have more to teach each other than time to be learnt one by one. */
function suitLocalNetworks(series: readonly PlannedSeries[]): boolean {
  const longEnough = ({ windows }: PlannedSeries) => windows >= leastWindows;
  return series.length > 1 && series.length <= mostLocalSeries && series.every(longEnough);
}

function refuseLinear(series: readonly PlannedSeries[], horizon: number): string | null {
  const lengths = series.map(({ split }) => split.trainingLength);
  const seasonLength = Math.max(...series.map((one) => one.seasonLength));
  if (isLongEnough(lengths, { seasonLength, horizon })) return null;
  const longest = Math.max(...series.map(({ length }) => length));
  return `${longest} rows are too few for the linear forecasters with horizon ${horizon}: ${leastWindows} windows are needed.`;
}

function planWarnings(config: RunConfig, plan: FoldPlan, outlines: readonly SeriesOutline[]): string[] {
  const warnings: string[] = [];
  if (config.folds !== null && plan.folds < config.folds) {
    warnings.push(`${config.folds} folds were asked for, the series holds ${plan.folds}.`);
  }
  const { seasonLength } = config;
  if (
    seasonLength !== null &&
    outlines.every((outline) => usableSeason(outline, config.horizon) < seasonLength)
  ) {
    warnings.push(
      `A season of ${seasonLength} was asked for; the series is too short for it, so none is used.`,
    );
  }
  const short = outlines.filter((outline) => outline.length < leastLength(config.horizon));
  if (short.length > 0) {
    const names = short.slice(0, 3).map((outline) => outline.name);
    const rest = short.length > names.length ? ` and ${short.length - names.length} more` : '';
    warnings.push(`Too short to be judged, forecast by a naive forecaster: ${names.join(', ')}${rest}.`);
  }
  return warnings;
}

/** The middle value, the lower one of two. */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
