import type { RunEffort } from './run-effort.ts';

/** What a finished run took, and what it was reckoned to take. */
export interface TimedRun {
  /** Seconds on the machine of `docs/benchmarks.md`. */
  readonly effort: number;
  readonly seconds: number;
}

/** About how long a run takes. */
export interface TimeEstimate {
  readonly seconds: number;
  /** From the run that took least against its effort to the one that took most; null before three were timed. */
  readonly range: readonly [number, number] | null;
  /** How many finished runs it rests on. */
  readonly timedRuns: number;
}

/** Of shorter runs, starting and writing are most of what is timed. */
const leastEffort = 0.5;
/** Fewer tell no range. */
const leastRuns = 3;

/**
 * Estimates how long a run takes: its effort, times the median of how much longer finished runs took on this machine
 * than theirs; once, where none was timed. A budget ends a run that would take longer, and one that leaves time is spent on more networks.
 *
 * @param budgetSeconds The run's own limit; null where it has none.
 *
 * @example
 * estimateTime({ usual: 20, most: 200 }, [{ effort: 10, seconds: 15 }], null).seconds; // 30
 */
export function estimateTime(
  effort: RunEffort,
  timed: readonly TimedRun[],
  budgetSeconds: number | null,
): TimeEstimate {
  const factors = timed
    .filter((run) => run.effort >= leastEffort)
    .map((run) => run.seconds / run.effort)
    .sort((a, b) => a - b);
  const within = (factor: number) =>
    budgetSeconds === null ? effort.usual * factor : Math.min(effort.most * factor, budgetSeconds);
  return {
    seconds: within(factors[Math.floor((factors.length - 1) / 2)] ?? 1),
    range: factors.length < leastRuns ? null : [within(factors[0]!), within(factors.at(-1)!)],
    timedRuns: factors.length,
  };
}
