import type { RunRow } from '#server/api-types.ts';
import { runLabel, stateName } from './run-words.ts';

export type RunSortKey = 'name' | 'state' | 'horizon' | 'skill' | 'created' | 'took';

export interface RunSort {
  readonly key: RunSortKey;
  readonly descending: boolean;
}

/** Milliseconds that a run worked; null while it has not ended. */
export function workedMs(run: RunRow): number | null {
  return run.startedAt === null || run.finishedAt === null ? null : run.finishedAt - run.startedAt;
}

const sortValues: Readonly<Record<RunSortKey, (run: RunRow) => string | number | null>> = {
  name: (run) => `${run.seriesNames[0] ?? ''} ${runLabel(run)}`,
  state: (run) => stateName(run.state),
  horizon: (run) => run.config.horizon,
  skill: (run) => run.verdict?.skill ?? null,
  created: (run) => run.createdAt,
  took: workedMs,
};

/** Runs in another order; those without the value stand last, whichever way it goes. */
export function sortRuns(runs: readonly RunRow[], { key, descending }: RunSort): RunRow[] {
  const read = sortValues[key];
  const direction = descending ? -1 : 1;
  return [...runs].sort((a, b) => {
    const [left, right] = [read(a), read(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    const order =
      typeof left === 'string' ? left.localeCompare(String(right)) : Math.sign(left - Number(right));
    return order * direction || b.id - a.id;
  });
}
