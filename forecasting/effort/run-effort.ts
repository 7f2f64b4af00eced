import type { RunConfig } from '../config.ts';
import { isNetwork, type NetworkKind } from '../forecaster-kind.ts';
import type { RunPlan } from '../running/plan-run.ts';
import { mostMembers } from '../running/planned-member.ts';
import { baselineEffort } from './baseline-effort.ts';
import { networkEffort } from './network-effort.ts';

/** Seconds on the machine of `docs/benchmarks.md`: judging and writing, once and a series. */
const rates = { closing: 0.1, closingSeries: 0.035 };

/** What a run takes, in seconds on the machine of `docs/benchmarks.md`. */
export interface RunEffort {
  /** Without a budget, or with one that is no longer. */
  readonly usual: number;
  /** With a budget that leaves time for as many networks as a run has at most. */
  readonly most: number;
}

/**
 * Adds up what the parts of a run take: every forecaster's fitting, backtest and leak check, the networks' trainings in
 * each normalisation, once for all series and once for each where each gets its own, and judging.
 *
 * @param normalisations In how many ways the windows of each kind are normalised.
 *
 * @example
 * runEffort(plan, config, 2).usual; // 12.4
 */
export function runEffort(plan: RunPlan, config: RunConfig, normalisations: number): RunEffort {
  const baselines = plan.forecasters.map((kind) =>
    isNetwork(kind) ? 0 : baselineEffort(kind, plan, config),
  );
  const fixed = sum(baselines) + rates.closing + rates.closingSeries * plan.series.length;
  const sets = normalisations * config.seeds;
  const networks =
    sets * sum(plan.forecasters.filter(isNetwork).map((kind) => oneOfEach(kind, plan, config)));
  const wholes = sets * (plan.localNetworks ? 2 : 1);
  return { usual: fixed + networks, most: fixed + networks * Math.max(1, mostMembers / wholes) };
}

/** A network for all series, and where each gets its own, those. */
function oneOfEach(kind: NetworkKind, plan: RunPlan, config: RunConfig): number {
  const groups = [plan.series, ...(plan.localNetworks ? plan.series.map((one) => [one]) : [])];
  return sum(groups.map((series) => networkEffort({ kind, lookback: plan.lookback, series }, plan, config)));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
