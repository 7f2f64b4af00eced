import type { KeptParts, RecalledParts } from '#db/queries/run-checkpoints.ts';
import type { ForecastingErrorCode } from '#forecasting/errors.ts';
import type { Reforecast } from '#forecasting/reforecast.ts';
import type { RunProgress } from '#forecasting/run-progress.ts';
import type { RunResult } from '#forecasting/run-result.ts';
import type { TrainerJob } from '#forecasting/trainer-job.ts';

/** Messages to a trainer, by the structured clone of `serialization: 'advanced'`. */
export type ToTrainer =
  | TrainerJob
  /** Sent before a training: what earlier attempts have finished, and how often to keep where it is. */
  | { readonly type: 'recall'; readonly recalled: RecalledParts | undefined; readonly keepEveryMs: number }
  /** Keep the best so far and finish. */
  | { readonly type: 'stop' }
  /** Keep where you are, if there is anything to keep, and give up; the answer is `failed` with code `stopped`. */
  | { readonly type: 'pause' }
  /** Give up; the answer is `failed` with code `stopped`. */
  | { readonly type: 'cancel' };

/** Why a job failed: a contract problem by its own code, anything else is our fault. */
export type TrainerFailureCode = ForecastingErrorCode | 'internal';

/** Messages from a trainer: `ready` first, then progress, then exactly one of the last three. */
export type FromTrainer =
  | { readonly type: 'ready'; readonly pid: number }
  | { readonly type: 'heartbeat'; readonly rssBytes: number }
  | { readonly type: 'progress'; readonly progress: RunProgress }
  | ({ readonly type: 'checkpoint' } & KeptParts)
  /** `model` is null when no network was trained. */
  | { readonly type: 'done'; readonly result: RunResult; readonly model: Uint8Array | null }
  | { readonly type: 'reforecast-done'; readonly forecasts: readonly Reforecast[] }
  | { readonly type: 'failed'; readonly code: TrainerFailureCode; readonly message: string };
