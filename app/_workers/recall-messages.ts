import type { RecallPlan, RecallResult } from '#forecasting/memory-tasks/recall-study.ts';

/** What the recall figure asks of its worker: one study a worker; to stop it, end the worker. */
export type RecallRequest = RecallPlan;

export type RecallReply =
  | {
      readonly kind: 'result';
      readonly result: RecallResult;
      readonly share: number;
      readonly seconds: number;
    }
  | { readonly kind: 'done'; readonly seconds: number }
  | { readonly kind: 'failed'; readonly message: string };
