import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from '#db/client.ts';
import { type Lease, LeaseLostError } from '#db/queries/run-leases.ts';
import type { Clock } from './clock.ts';
import { isDiskFull, isFatal, isPassing } from './explain-failure.ts';
import { settleFailure } from './settle-failure.ts';
import type { WorkerLog } from './worker-log.ts';

export interface EndOptions {
  readonly db: Database;
  readonly lease: Lease;
  readonly clock: Clock;
  readonly log: WorkerLog;
}

/** A write that met a locked database is tried again after so long. */
const retryMs = 500;

/**
 * Writes how an attempt has ended. A locked database is waited for; where the end cannot be written, the
 * reason is, and the run is tried again. Where not even this can be, the lease runs out and the rescue finds it.
 */
export async function writeEnd(write: () => void, options: EndOptions): Promise<void> {
  try {
    await writeWhenFree(write);
  } catch (problem) {
    report(problem, options);
    if (problem instanceof LeaseLostError) return;
    await writeWhenFree(() => settleUnwritten(problem, options)).catch((second) => report(second, options));
  }
}

async function writeWhenFree(write: () => void): Promise<void> {
  for (;;) {
    try {
      write();
      return;
    } catch (problem) {
      if (!isPassing(problem)) throw problem;
    }
    await wait(retryMs);
  }
}

function settleUnwritten(problem: unknown, { db, lease, clock }: EndOptions): void {
  const failure = isDiskFull(problem)
    ? { code: 'disk-full', message: 'The disk is full: the result could not be stored. Free some space.' }
    : { code: 'internal', message: 'The result could not be stored; the log says why.' };
  settleFailure(db, lease, { ...failure, now: clock.now() });
}

function report(problem: unknown, { lease, log }: EndOptions): void {
  if (isFatal(problem)) throw problem;
  if (problem instanceof LeaseLostError) log.info({ ...lease }, problem.message);
  else log.error({ ...lease, err: problem }, 'The end of an attempt could not be written');
}
