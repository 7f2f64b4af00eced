import type { RunPlan } from '../running/plan-run.ts';

/** Seconds on the machine of `docs/benchmarks.md`: of a forecast, and of a value that is shown before it. */
const rates = { forecast: 2e-5, value: 1e-8 };

/**
 * What it takes to show every origin of a run what came before, and once more with all that follows tampered with.
 *
 * @returns Seconds on the machine of `docs/benchmarks.md`.
 *
 * @example
 * originEffort(plan); // 0.02 for 52,608 values and 84 origins
 */
export function originEffort({ series }: RunPlan): number {
  return series.reduce((sum, { length, split }) => {
    const origins = split.selectionOrigins.length + 2 * split.verdictOrigins.length + 1;
    return sum + origins * (rates.forecast + rates.value * length);
  }, 0);
}
