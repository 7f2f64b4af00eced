import type { Reforecast } from '#forecasting/reforecast.ts';
import type { RunResult } from '#forecasting/run-result.ts';
import type { Database } from '../client.ts';
import type { DataFolder } from '../data-folder.ts';
import { storeModel } from '../store-model.ts';
import { finishReforecast, finishRun } from './results.ts';
import { cancelRun, failRun, type Lease, requeueRun } from './run-leases.ts';
import { settleFailure } from './settle-failure.ts';

/** How an attempt of a run has ended. Ids of series stand in the order of the answer. */
export type AttemptEnd =
  | {
      readonly kind: 'trained';
      readonly result: RunResult;
      /** null when no network was trained. */
      readonly model: Uint8Array | null;
      readonly seriesIds: readonly number[];
    }
  | {
      readonly kind: 'reforecast';
      readonly forecasts: readonly Reforecast[];
      readonly modelHash: string | null;
      readonly seriesIds: readonly number[];
    }
  /** The job itself is at fault: another attempt would end the same way. */
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  /** The attempt is at fault: the run is tried again, if it may. */
  | { readonly kind: 'failed'; readonly code: string; readonly message: string }
  | { readonly kind: 'canceled' }
  /** The worker stops in good order: the run waits for the next one, and no attempt is counted. */
  | { readonly kind: 'interrupted' };

export interface EndAttemptOptions {
  readonly folder: DataFolder;
  readonly end: AttemptEnd;
  readonly now: number;
}

/**
 * Writes how an attempt has ended, with all that it found out.
 *
 * @throws LeaseLostError
 */
export function endAttempt(db: Database, lease: Lease, { folder, end, now }: EndAttemptOptions): void {
  switch (end.kind) {
    case 'trained': {
      const model = end.model ? storeModel(folder, end.model) : undefined;
      finishRun(db, lease, { result: end.result, seriesIds: end.seriesIds, model, now });
      break;
    }
    case 'reforecast':
      finishReforecast(db, lease, { ...end, now });
      break;
    case 'refused':
      failRun(db, lease, { code: end.code, message: end.message, now });
      break;
    case 'failed':
      settleFailure(db, lease, { code: end.code, message: end.message, now });
      break;
    case 'canceled':
      cancelRun(db, lease, now);
      break;
    case 'interrupted':
      requeueRun(db, lease, { now, availableAt: now, failed: false, message: interruptedMessage });
      break;
  }
}

const interruptedMessage = 'Hindcast was stopped; the training goes on with it.';
