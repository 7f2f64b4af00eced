import type { RunConfig } from './config.ts';
import { type RunEffort, runEffort } from './effort/run-effort.ts';
import { leastLength } from './evaluation/fold-plan.ts';
import { isNetwork } from './forecaster-kind.ts';
import { planRun, type RunPlan, type SeriesOutline } from './running/plan-run.ts';
import { normalisationsFor } from './running/variation.ts';

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
  /** Networks that are trained whatever the budget: each kind with each seed, in each normalisation, for all series and, where suited, for each. */
  readonly networks: number;
  /** In how many ways the windows of each kind are normalised. */
  readonly normalisations: number;
  /** How long it takes, but for the machine: see `estimateTime`. */
  readonly effort: RunEffort;
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
  const normalisations = normalisationsFor(outlines.map(({ varies = true }) => varies)).length;
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
    networks: countNetworks(config, plan, normalisations),
    normalisations,
    effort: runEffort(plan, config, normalisations),
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
    networks: 0,
    normalisations: 1,
    effort: { usual: 0, most: 0 },
  };
}

function countNetworks({ seeds }: RunConfig, plan: RunPlan, normalisations: number): number {
  const kinds = plan.forecasters.filter(isNetwork).length;
  return kinds * seeds * normalisations * (1 + (plan.localNetworks ? plan.series.length : 0));
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
