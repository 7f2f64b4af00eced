import type { AttemptEnd } from '#db/queries/end-attempt.ts';
import { type Lease, LeaseLostError } from '#db/queries/run-leases.ts';
import type { RunProgress } from '#forecasting/run-progress.ts';
import { isDiskFull, isFatal } from './explain-failure.ts';
import type { RunStore } from './run-store.ts';
import { whenPossible } from './when-possible.ts';
import type { WorkerLog } from './worker-log.ts';

export interface EndOptions {
  readonly runStore: RunStore;
  readonly lease: Lease;
  readonly log: WorkerLog;
}

/**
 * Writes how an attempt has ended, and before it what the trainer told. A locked database is waited for; where
 * the end cannot be written, the reason is, and the run is tried again. Where not even this can be, the lease runs
 * out and the rescue finds it.
 */
export async function writeEnd(
  end: AttemptEnd,
  progress: readonly RunProgress[],
  options: EndOptions,
): Promise<void> {
  const { runStore, lease } = options;
  try {
    await whenPossible(async () => {
      if (progress.length > 0) await runStore.recordProgress(lease, progress);
      await runStore.endAttempt(lease, end);
    });
  } catch (problem) {
    report(problem, options);
    if (problem instanceof LeaseLostError) return;
    const unwritten = explainUnwritten(problem);
    await whenPossible(() => runStore.endAttempt(lease, unwritten)).catch((second) =>
      report(second, options),
    );
  }
}

function explainUnwritten(problem: unknown): AttemptEnd {
  return isDiskFull(problem)
    ? {
        kind: 'failed',
        code: 'disk-full',
        message: 'The disk is full: the result could not be stored. Free some space.',
      }
    : {
        kind: 'failed',
        code: 'internal',
        message: 'The result could not be stored; the log says why.',
      };
}

function report(problem: unknown, { lease, log }: EndOptions): void {
  if (isFatal(problem)) throw problem;
  if (problem instanceof LeaseLostError) log.info({ ...lease }, problem.message);
  else log.error({ ...lease, err: problem }, 'The end of an attempt could not be written');
}
