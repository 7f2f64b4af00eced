import type { Database } from '#db/client.ts';
import { LeaseLostError, listLeases, type RunLease } from '#db/queries/run-leases.ts';
import { settleFailure } from '#db/queries/settle-failure.ts';
import { getWorker, listWorkers, removeWorker } from '#db/queries/workers.ts';
import type { Clock } from './clock.ts';
import { isCertainlyDead, runsProgram } from './process-identity.ts';
import type { WorkerLog } from './worker-log.ts';

export interface RescueOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly leaseMs: number;
  readonly log: WorkerLog;
  /** Runs that this worker is at work on. */
  readonly own: () => ReadonlySet<number>;
}

/** A lease as it was when it was last seen to change, on the clock that only grows. */
interface Sighting {
  readonly mark: string;
  readonly ticks: number;
}

/**
 * Looks for runs whose worker is gone and queues them again.
 *
 * A worker is gone when its process certainly is, on this machine, or when its lease has not been renewed for
 * its whole length. That length is measured here, between two looks: what the wall clock says may have jumped.
 */
export function createRescue({ db, clock, leaseMs, log, own }: RescueOptions): { look(): number } {
  let sightings = new Map<number, Sighting>();

  function isAbandoned(lease: RunLease): boolean {
    const worker = lease.workerId === null ? undefined : getWorker(db, lease.workerId);
    if (worker === undefined || isCertainlyDead(worker)) return true;
    const since = sightings.get(lease.runId)!.ticks;
    return clock.ticks() - since >= leaseMs;
  }

  return {
    look() {
      const leases = listLeases(db).filter(({ runId }) => !own().has(runId));
      sightings = new Map(leases.map((lease) => [lease.runId, sight(lease, sightings, clock)]));
      const abandoned = leases.filter(isAbandoned);
      for (const lease of abandoned) rescue(db, lease, { clock, log });
      forgetDeadWorkers(db, clock.now());
      return abandoned.length;
    },
  };
}

function sight(lease: RunLease, before: ReadonlyMap<number, Sighting>, clock: Clock): Sighting {
  const mark = `${lease.fencingToken} ${lease.leaseUntil}`;
  const known = before.get(lease.runId);
  return known?.mark === mark ? known : { mark, ticks: clock.ticks() };
}

function rescue(db: Database, lease: RunLease, { clock, log }: Pick<RescueOptions, 'clock' | 'log'>): void {
  endOrphan(db, lease);
  try {
    settleFailure(db, lease, {
      code: 'worker-lost',
      message: 'The worker that trained it ended unexpectedly.',
      now: clock.now(),
      atOnce: true,
    });
    log.warn({ runId: lease.runId, attempt: lease.attempt }, 'A run had lost its worker');
  } catch (problem) {
    // Another worker was quicker.
    if (!(problem instanceof LeaseLostError)) throw problem;
  }
}

/** A trainer ends with its worker by itself, unless it hangs. */
function endOrphan(db: Database, { workerId, trainerPid }: RunLease): void {
  const worker = workerId === null ? undefined : getWorker(db, workerId);
  if (worker === undefined || trainerPid === null || !isCertainlyDead(worker)) return;
  if (!runsProgram(trainerPid, 'trainer')) return;
  try {
    process.kill(trainerPid, 'SIGKILL');
  } catch {
    // It has ended in the meantime.
  }
}

const day = 24 * 60 * 60_000;

function forgetDeadWorkers(db: Database, now: number): void {
  const busy = new Set(listLeases(db).map(({ workerId }) => workerId));
  for (const worker of listWorkers(db)) {
    if (busy.has(worker.id)) continue;
    if (isCertainlyDead(worker) || Math.abs(now - worker.heartbeatAt) > day) removeWorker(db, worker.id);
  }
}
