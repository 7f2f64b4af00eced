import { type Database, writeTransaction } from '../client.ts';
import { cancelRun, failRun, type Lease, LeaseLostError, requeueRun } from './run-leases.ts';
import { getRun } from './runs.ts';

/** An attempt that came to nothing. */
export interface AttemptFailure {
  readonly code: string;
  /** One sentence that helps. */
  readonly message: string;
  readonly now: number;
  /** The run is hardly to blame: it need not wait before it is tried again. */
  readonly atOnce?: boolean;
}

const mostAttempts = 3;
/** After the first attempt, and after the second. */
const backoffMs = [5000, 30_000];

/**
 * Queues a run again after an attempt that ended badly, with a growing pause; the third one is the last.
 * A run whose cancellation was asked for in the meantime is canceled.
 *
 * @throws LeaseLostError
 */
export function settleFailure(db: Database, lease: Lease, failure: AttemptFailure): void {
  writeTransaction(db, () => {
    const run = getRun(db, lease.runId);
    if (run === undefined) throw new LeaseLostError(lease);
    if (run.request === 'cancel') return cancelRun(db, lease, failure.now);
    const failedAttempts = run.failedAttempts + 1;
    if (failedAttempts >= mostAttempts) {
      const message = `${failure.message} It was tried ${mostAttempts} times.`;
      return failRun(db, lease, { ...failure, message, failedAttempts });
    }
    const availableAt = failure.now + (failure.atOnce ? 0 : backoffMs[failedAttempts - 1]!);
    requeueRun(db, lease, { now: failure.now, availableAt, failed: true, message: failure.message });
  });
}
