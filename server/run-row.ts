import { getRun, type RunRow as StoredRun } from '#db/queries/runs.ts';
import { getSeries } from '#db/queries/series.ts';
import type { RunRow } from './api-types.ts';
import type { Services } from './context.ts';
import { Refusal } from './refusal.ts';

/** A run as clients see it: without keys, leases and tokens. */
export function toRunRow(run: StoredRun): RunRow {
  const { id, kind, name, state, config, seriesIds, seriesNames, scheduleId, modelRunId } = run;
  const { request, attempt, share, etaSeconds, recommended, verdict } = run;
  const { errorCode, errorMessage, createdAt, startedAt, finishedAt, heardAt, trainerPid } = run;
  return {
    ...{ id, kind, name, state, config, seriesIds, seriesNames, scheduleId, modelRunId },
    ...{ request, attempt, share, etaSeconds, recommended, verdict },
    ...{ errorCode, errorMessage, createdAt, startedAt, finishedAt, heardAt, trainerPid },
  };
}

export function requireRun({ db }: Pick<Services, 'db'>, id: number): StoredRun {
  const run = getRun(db, id);
  if (run) return run;
  throw new Refusal('not-found', 'unknown-run', `There is no run ${id}.`);
}

/** Every series named must be there: a run on something that is not is refused before it is queued. */
export function requireAllSeries({ db }: Pick<Services, 'db'>, ids: readonly number[]) {
  return ids.map((id) => {
    const series = getSeries(db, id);
    if (series) return series;
    throw new Refusal('not-found', 'unknown-series', `There is no series ${id}.`, { field: 'seriesIds' });
  });
}
