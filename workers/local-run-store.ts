import type { Database } from '#db/client.ts';
import type { DataFolder } from '#db/data-folder.ts';
import { loadJob } from '#db/load-job.ts';
import { endAttempt } from '#db/queries/end-attempt.ts';
import { keepParts, recallParts } from '#db/queries/run-checkpoints.ts';
import {
  claimNextRun,
  claimRun,
  noteTrainer,
  readRequest,
  recordProgress,
  renewLease,
} from '#db/queries/run-leases.ts';
import type { Clock } from './clock.ts';
import type { RunStore } from './run-store.ts';

export interface LocalRunStoreOptions {
  readonly db: Database;
  readonly folder: DataFolder;
  readonly clock: Clock;
  readonly workerId: number;
  readonly leaseMs: number;
}

/** The runs of the database beside this worker. Every call has done its work when it returns. */
export function createLocalRunStore(options: LocalRunStoreOptions): RunStore {
  const { db, folder, clock, workerId, leaseMs } = options;
  return {
    async claim(runId) {
      const options = { workerId, leaseMs, now: clock.now() };
      const run = runId === undefined ? claimNextRun(db, options) : claimRun(db, runId, options);
      return run && { runId: run.id, attempt: run.attempt, fencingToken: run.fencingToken };
    },
    loadJob: async (lease) => loadJob(db, folder, lease),
    noteTrainer: async (lease, trainerPid) => noteTrainer(db, lease, trainerPid),
    recordProgress: async (lease, progress) => recordProgress(db, lease, { progress, at: clock.now() }),
    recallParts: async (lease, fingerprint) => recallParts(db, lease, { fingerprint, now: clock.now() }),
    keepParts: async (lease, kept, fingerprint) =>
      keepParts(db, lease, { ...kept, fingerprint, at: clock.now() }),
    renewLease: async (lease) => renewLease(db, lease, clock.now() + leaseMs),
    readRequest: async (lease) => readRequest(db, lease),
    endAttempt: async (lease, end) => endAttempt(db, lease, { folder, end, now: clock.now() }),
  };
}
