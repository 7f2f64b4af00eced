import type { Checkpoint } from '../checkpoint.ts';
import { ForecastingError } from '../errors.ts';
import type { CreateNetwork, EncodeModel } from '../network-forecaster.ts';
import type { ReportProgress } from '../run-progress.ts';
import type { EngineRecord } from '../run-result.ts';

/** What a run needs from the world: it has no clock, no threads and no tfjs of its own. */
export interface RunSurroundings {
  readonly report: ReportProgress;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  /** Reason `'stop'`: keep the best so far and finish. Any other reason: abandon the run. */
  readonly signal: AbortSignal;
  /** Lets messages of other processes through. */
  readonly pause: () => Promise<void>;
  readonly createNetwork: CreateNetwork;
  readonly encodeModel: EncodeModel;
  readonly engine: EngineRecord;
  /** What earlier attempts at the same run have finished; nothing is kept when left out. */
  readonly checkpoint?: Checkpoint | undefined;
}

/**
 * Whether a person asked to stop and keep the best so far.
 *
 * @example
 * isStopped(AbortSignal.abort('stop')); // true
 */
export function isStopped(signal: AbortSignal): boolean {
  return signal.aborted && signal.reason === 'stop';
}

/**
 * Gives up a run that was canceled.
 *
 * @throws ForecastingError 'stopped' where the signal is aborted for any reason but `'stop'`.
 *
 * @example
 * refuseAbandoned(AbortSignal.abort('stop')); // undefined
 */
export function refuseAbandoned(signal: AbortSignal): void {
  if (signal.aborted && !isStopped(signal)) {
    throw new ForecastingError('stopped', 'Cannot finish run: it was canceled');
  }
}

/**
 * Pauses, and gives up where the run was canceled meanwhile.
 *
 * @example
 * await breathe(surroundings); // undefined
 */
export async function breathe(surroundings: Pick<RunSurroundings, 'pause' | 'signal'>): Promise<void> {
  await surroundings.pause();
  refuseAbandoned(surroundings.signal);
}
