import type { AnsweringStudy } from '#forecasting/lessons/answers-every-step.ts';
import type { BackwardsResult } from '#forecasting/lessons/backwards-through-time.ts';
import type { Fading } from '#forecasting/lessons/fading-curve.ts';
import type { WaitingCurve } from '#forecasting/lessons/learning-to-wait.ts';
import type { PulseFading } from '#forecasting/lessons/one-number-memory.ts';
import type { SharingResult } from '#forecasting/lessons/shared-weights.ts';
import type { Cell } from '#forecasting/recurrent/kernels/cell.ts';

/** What the tour has computed: what each task takes, and what it gives. Series are in standard deviations. */
export interface TourTasks {
  /** Hidden states of the memory of one number. */
  readonly memory: { readonly takes: { readonly keep: number }; readonly gives: readonly number[] };
  readonly pulse: { readonly takes: { readonly keep: number }; readonly gives: PulseFading };
  readonly sharing: { readonly takes: object; readonly gives: readonly SharingResult[] };
  readonly answers: { readonly takes: object; readonly gives: AnsweringStudy };
  readonly backwards: { readonly takes: object; readonly gives: readonly BackwardsResult[] };
  readonly fading: {
    readonly takes: { readonly cells: readonly { readonly cell: Cell; readonly memorySteps?: number }[] };
    readonly gives: readonly Fading[];
  };
  /** Cell states while the forget gate is held. */
  readonly held: { readonly takes: { readonly keep: number }; readonly gives: readonly number[] };
  readonly waiting: { readonly takes: object; readonly gives: readonly WaitingCurve[] };
}

export type TourTask = keyof TourTasks;

export interface TourRequest<Task extends TourTask = TourTask> {
  readonly id: number;
  readonly task: Task;
  readonly values: Float32Array;
  readonly takes: TourTasks[Task]['takes'];
}

export type TourReply =
  | { readonly id: number; readonly kind: 'progress'; readonly share: number }
  | { readonly id: number; readonly kind: 'done'; readonly gives: unknown; readonly seconds: number }
  | { readonly id: number; readonly kind: 'failed'; readonly message: string };
