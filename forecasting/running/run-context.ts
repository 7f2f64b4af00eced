import type { RunConfig } from '../config.ts';
import { seasonalScale } from '../evaluation/metrics/seasonal-scale.ts';
import type { PanelSeries } from '../evaluation/panel.ts';
import type { MemberRecord } from '../run-result.ts';
import { valueBoundsOf } from '../value-bounds.ts';
import type { RunPlan } from './plan-run.ts';
import type { PreparedSeries } from './prepare-series.ts';
import type { RunSurroundings } from './run-surroundings.ts';
import { usualVariations, type Variation, type VariationRequest } from './variation.ts';

/** Everything that the stages of one run share. */
export interface RunContext {
  readonly config: RunConfig;
  readonly plan: RunPlan;
  readonly prepared: readonly PreparedSeries[];
  readonly panel: readonly PanelSeries[];
  /** One divisor of errors a series: 1 for one series, the MASE scales for several. */
  readonly errorScales: readonly number[];
  /** What networks to train, where an earlier run is done again. */
  readonly recipe: readonly MemberRecord[] | undefined;
  /** In what the networks of a kind differ besides their seed. */
  readonly variations: readonly Variation[];
  /** How many series get a network each, beside the networks for all of them; 0: none. */
  readonly localSeries: number;
  readonly surroundings: RunSurroundings;
  /** On the surroundings' clock; earlier attempts count as if they had gone on until now. */
  readonly startedAtMs: number;
  /** When trainings have to end, so that judging and writing fit into the budget. */
  readonly deadlineMs: number | undefined;
}

/**
 * Puts together what the stages of a run share.
 *
 * @example
 * createRunContext({ config, plan, prepared }, surroundings).errorScales; // [1] for one series
 */
export function createRunContext(
  parts: {
    config: RunConfig;
    plan: RunPlan;
    prepared: readonly PreparedSeries[];
    recipe?: readonly MemberRecord[] | undefined;
  },
  surroundings: RunSurroundings,
): RunContext {
  const { config, plan, prepared } = parts;
  const panel = prepared.map((series, index) => ({
    name: series.name,
    values: series.values,
    seasonLength: plan.series[index]!.seasonLength,
    split: plan.series[index]!.split,
    index,
    ...(series.covariates === undefined ? {} : { covariates: series.covariates }),
    missing: config.missing ?? 'mask',
    bounds: valueBoundsOf(config),
  }));
  const startedAtMs = surroundings.now() - (surroundings.checkpoint?.elapsedMs ?? 0);
  return {
    ...parts,
    recipe: parts.recipe,
    panel,
    errorScales:
      panel.length === 1 ? [1] : panel.map((series) => maseScaleOf(series) ?? sizeOf(series.values)),
    variations: usualVariations(variationRequest({ plan, panel })),
    localSeries: plan.localNetworks ? panel.length : 0,
    surroundings,
    startedAtMs,
    deadlineMs:
      config.budgetSeconds === null
        ? undefined
        : startedAtMs + config.budgetSeconds * 1000 - closingMs(config.budgetSeconds, panel.length),
  };
}

/**
 * What decides which variations of a network a run trains.
 *
 * @example
 * variationRequest(context).lookback; // 336
 */
export function variationRequest({ plan, panel }: Pick<RunContext, 'plan' | 'panel'>): VariationRequest {
  return {
    lookback: plan.lookback,
    seasonLength: plan.series[0]!.seasonLength,
    trainings: panel.map(({ values, split }) => values.subarray(0, split.trainingLength)),
  };
}

/** What judging takes: about a second, and more where there are many series; at most a quarter of the budget. */
function closingMs(budgetSeconds: number, series: number): number {
  return Math.min(budgetSeconds * 250, 1000 + 25 * series);
}

/**
 * What MASE divides by: the seasonal naive's error inside the training part.
 *
 * @returns null for a training part that never changes.
 *
 * @example
 * maseScaleOf(series); // 2.4
 */
export function maseScaleOf(series: PanelSeries): number | null {
  return (
    seasonalScale(series.values.subarray(0, series.split.trainingLength), series.seasonLength)?.absolute ??
    null
  );
}

/** A divisor for series without a MASE scale. */
function sizeOf(values: Float64Array): number {
  const size = values.find((value) => value !== 0 && !Number.isNaN(value));
  return size === undefined ? 1 : Math.abs(size);
}
