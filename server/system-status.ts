import { listLatestResults } from '#db/queries/results.ts';
import { countRuns, listActiveRuns } from '#db/queries/runs.ts';
import { countExpiredLeases, waitingSince } from '#db/queries/waiting-runs.ts';
import { countLiveWorkers, findProblem } from '#db/queries/workers.ts';
import type { SystemStatus } from './api-types.ts';
import type { Services } from './context.ts';
import { toRunRow } from './run-row.ts';

/** A page that asks again and again needs those that are at work and those that are next. */
const mostRunning = 20;

/** What the whole system is doing. */
export function systemStatus(services: Services): SystemStatus {
  const { db, version, startedAt, access, environment } = services;
  const counts = countRuns(db);
  return {
    version,
    startedAt,
    workers: liveWorkers(services),
    busy: counts.running,
    queued: counts.queued,
    running: listActiveRuns(db, mostRunning).map(toRunRow),
    outgoing: environment.outgoing.enabled,
    authRequired: access.required,
    engine: listLatestResults(db, 1)[0]?.result.engine ?? null,
  };
}

export interface Health {
  readonly status: 'ok' | 'stuck';
  readonly version: string;
  readonly workers: number;
  readonly queued: number;
  readonly running: number;
  readonly reason?: string;
}

/** Work that waits longer than this, with nobody at work, is stuck. */
const patienceMs = 60_000;

/** Whether work is done: nothing about the data. */
export function systemHealth(services: Services): Health {
  const { db, now, version } = services;
  const { queued, running } = countRuns(db);
  const workers = liveWorkers(services);
  const reason = whyStuck(services, { workers, running, at: now() });
  const figures = { version, workers, queued, running };
  return reason === undefined ? { status: 'ok', ...figures } : { status: 'stuck', ...figures, reason };
}

function whyStuck(
  { db, environment }: Services,
  { workers, running, at }: { workers: number; running: number; at: number },
): string | undefined {
  const problem = findProblem(db, at - environment.leaseMs);
  if (problem !== undefined) return problem;
  if (countExpiredLeases(db, at - environment.leaseMs - patienceMs) > 0) {
    return 'A run has lost its worker and nobody has taken it up.';
  }
  const since = waitingSince(db, at);
  const waitsLong = since !== null && at - since > patienceMs;
  if (!waitsLong || (workers > 0 && running > 0)) return undefined;
  return workers === 0 ? 'Runs wait and no worker is alive.' : 'Runs wait and the worker takes none.';
}

function liveWorkers({ db, environment, now }: Services): number {
  return countLiveWorkers(db, now() - environment.leaseMs);
}
