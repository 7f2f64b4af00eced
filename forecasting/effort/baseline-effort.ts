import type { RunConfig } from '../config.ts';
import { type BaselineKind, isLinear, isNaive, type LinearKind, type NaiveKind } from '../forecaster-kind.ts';
import type { RunPlan } from '../running/plan-run.ts';
import { linearEffort } from './linear-effort.ts';
import { originEffort } from './origin-effort.ts';

/** Seconds on the machine of `docs/benchmarks.md`. */
const rates = {
  /** To let other work through between two forecasters. */
  turn: 0.008,
  /** ETS: a choice of its form, a series and a value. */
  etsSeries: 0.075,
  etsValue: 9e-6,
};
/** Seconds of a value that is adjusted for its season before an origin, and of one that is smoothed there. */
const seasonValue = 1.5e-7;
const smoothedValue: Readonly<Record<Exclude<BaselineKind, NaiveKind | LinearKind | 'ets'>, number>> = {
  naive2: 0,
  ses: 3e-7,
  theta: 4e-7,
  holt: 1e-6,
  damped: 1.3e-6,
  comb: 3e-6,
};
/** Older values are not smoothed. */
const mostSmoothed = 5000;

/**
 * What a forecaster without a network takes in a run: fitting, the backtest and the leak check.
 *
 * @returns Seconds on the machine of `docs/benchmarks.md`.
 *
 * @example
 * baselineEffort('naive', plan, config); // 0.01
 */
export function baselineEffort(kind: BaselineKind, plan: RunPlan, config: RunConfig): number {
  const asked = rates.turn + originEffort(plan);
  if (isNaive(kind)) return asked;
  if (isLinear(kind)) return asked + linearEffort(kind, plan, config);
  if (kind === 'ets') {
    const values = plan.series.reduce((sum, { length }) => sum + length, 0);
    return asked + rates.etsSeries * plan.series.length + rates.etsValue * values;
  }
  return asked + fieldEffort(smoothedValue[kind], plan);
}

/** Fitted anew at every origin; the leak check asks again. */
function fieldEffort(rate: number, { series }: RunPlan): number {
  return series.reduce((sum, { length, split }) => {
    const origins = split.selectionOrigins.length + 2 * split.verdictOrigins.length + 1;
    return sum + origins * (seasonValue * length + rate * Math.min(length, mostSmoothed));
  }, 0);
}
