import type { Random } from '../random.ts';
import type { StepLoss } from '../recurrent/kernels/step-loss.ts';

/** Sequences with what is to be said after them. */
export interface TaskBatch {
  readonly size: number;
  /** [size, steps, features] */
  readonly inputs: Float32Array;
  /** As the loss has it: class numbers or values, [size, answers]. */
  readonly targets: Float32Array;
}

/** A task that can be solved only by remembering something for T steps. */
export interface MemoryTask {
  readonly name: 'copy' | 'adding';
  /** T: the steps that a memory has to last. */
  readonly wait: number;
  readonly steps: number;
  readonly features: number;
  readonly outputs: number;
  /** How many of the last steps are answered. */
  readonly answerSteps: number;
  readonly loss: StepLoss;
  /** The score of an answer that remembers nothing. */
  readonly guessing: number;
  /** Right answers do better when higher ('share') or lower ('error'). */
  readonly score: 'share' | 'error';
  draw(size: number, random: Random): TaskBatch;
  /** The score of answers, [size, answerSteps, outputs]: share of right signs, or mean squared error. */
  scoreOf(answers: Float32Array, batch: TaskBatch): number;
}
