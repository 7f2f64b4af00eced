import type { LoadedJob } from '#db/load-job.ts';
import type { AttemptEnd } from '#db/queries/end-attempt.ts';
import type { KeptParts, RecalledParts } from '#db/queries/run-checkpoints.ts';
import type { Lease } from '#db/queries/run-leases.ts';
import type { StoredRun } from '#db/queries/runs.ts';
import type { RunProgress } from '#forecasting/run-progress.ts';

/** What a person has asked of a run while it works. */
export type EndRequest = StoredRun['request'];

/**
 * Where runs live, as a worker sees it: the database beside it, or a server elsewhere.
 *
 * Whatever names a lease throws LeaseLostError once the run has another owner, has ended or is gone.
 */
export interface RunStore {
  /** Takes the next run that waits, or the one that is named; undefined where it does not wait. */
  claim(runId?: number): Promise<Lease | undefined>;
  /**
   * Reads what the trainer is to do.
   *
   * @throws ForecastingError where it cannot be done, however often it is tried
   */
  loadJob(lease: Lease): Promise<LoadedJob>;
  noteTrainer(lease: Lease, trainerPid: number): Promise<void>;
  /** Writes what a trainer told; what was written before is not written twice. */
  recordProgress(lease: Lease, progress: readonly RunProgress[]): Promise<void>;
  /** What earlier attempts have finished, under the same fingerprint; undefined where nothing was kept. */
  recallParts(lease: Lease, fingerprint: string): Promise<RecalledParts | undefined>;
  /** Keeps what the trainer has finished, for the attempt after this one. */
  keepParts(lease: Lease, kept: KeptParts, fingerprint: string): Promise<void>;
  renewLease(lease: Lease): Promise<EndRequest>;
  readRequest(lease: Lease): Promise<EndRequest>;
  endAttempt(lease: Lease, end: AttemptEnd): Promise<void>;
}
