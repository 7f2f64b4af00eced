import { penaltyStrengths } from '../baselines/linear-forecaster.ts';
import { leastWindows, lookbacksFor, mostWork } from '../baselines/linear-windows.ts';
import type { RunConfig } from '../config.ts';
import type { LinearKind } from '../forecaster-kind.ts';
import type { RunPlan } from '../running/plan-run.ts';

/** Seconds of a multiplication on the machine of `docs/benchmarks.md`, in sums and in the inverse of DLinear's penalty. */
const rates = { multiplication: 1e-9, inverse: 4.7e-9 };

/**
 * What a linear forecaster takes: sums over the windows of every lookback that is tried, their solutions under every
 * penalty, and further fits with what was chosen, of which the longest lookback is taken to be.
 *
 * @returns Seconds on the machine of `docs/benchmarks.md`.
 *
 * @example
 * linearEffort('ridge', plan, config); // 0.2 for 2,820 months and a horizon of 12
 */
export function linearEffort(kind: LinearKind, plan: RunPlan, config: RunConfig): number {
  const lengths = plan.series.map(({ split }) => split.trainingLength);
  const wholes = plan.series.map(({ length }) => length);
  const seasonLength = Math.max(...plan.series.map((series) => series.seasonLength));
  const { horizon } = plan;
  const beside = kind === 'ridge' ? inputsBeside(config) : 0;
  const tried = lookbacksFor(lengths, { seasonLength, horizon }).filter(
    (lookback) => countWindowsOf(lengths, lookback, horizon) >= leastWindows,
  );
  const inverse = kind === 'dlinear' ? rates.inverse : 0;
  const choosing = tried.map((lookback) => {
    const inputs = lookback + beside;
    const windows = countWindowsOf(lengths, lookback, horizon);
    return (
      rates.multiplication *
        (sumsOf(0.7 * windows, inputs, horizon) +
          penaltyStrengths.length *
            (solutionOf(inputs, horizon) + judgingOf(0.2 * windows, inputs, horizon))) +
      inverse * lookback ** 3
    );
  });
  const longest = Math.max(0, ...tried);
  const inputs = longest + beside;
  const fitting =
    rates.multiplication *
      (sumsOf(countWindowsOf(wholes, longest, horizon), inputs, horizon) + solutionOf(inputs, horizon)) +
    inverse * longest ** 3;
  // On the training part, along the selection and the verdict part and for the forecast.
  const fits = 2 + plan.refits.selection + Math.max(1, plan.refits.verdict);
  return choosing.reduce((sum, seconds) => sum + seconds, 0) + fits * fitting;
}

function countWindowsOf(lengths: readonly number[], lookback: number, horizon: number): number {
  return lengths.reduce((sum, length) => sum + Math.max(0, length - lookback - horizon + 1), 0);
}

function sumsOf(windows: number, inputs: number, horizon: number): number {
  return Math.min(mostWork.sums, windows * inputs * (inputs / 2 + horizon));
}

function judgingOf(windows: number, inputs: number, horizon: number): number {
  return Math.min(mostWork.judging, windows * inputs * horizon);
}

function solutionOf(inputs: number, horizon: number): number {
  return inputs ** 3 / 6 + inputs ** 2 * horizon;
}

/** Inputs that columns and the calendar add: eight values of each column, the horizon of those known ahead. */
function inputsBeside({ past, future, calendar, horizon }: RunConfig): number {
  return 8 * (past.length + future.length) + horizon * future.length + (calendar ? 6 : 0);
}
