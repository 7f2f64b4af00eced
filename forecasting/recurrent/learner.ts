import type { AdamState } from './adam.ts';
import type { KernelCrew } from './kernels/kernel-crew.ts';
import type { NetworkShape } from './network-shape.ts';
import type { TrainingData } from './training-data.ts';
import type { WindowInputs } from './window-batch.ts';

/** How far one step goes. */
export interface LearningStep {
  readonly learningRate: number;
  /** How far the running mean of the weights moves towards them. */
  readonly averageShare: number;
}

/** What a step found before it moved. */
export interface LearningOutcome {
  /** Mean absolute error of the batch, in units of the weight that counts as one. */
  readonly loss: number;
  /** Norm of the gradient; the weights stay as they are when it is not finite. */
  readonly gradientNorm: number;
}

/** Answers windows in data units, a row of `horizon` values each. */
export type AnswerWindows = (inputs: WindowInputs) => Float64Array[];

/**
 * A network while it learns: its weights and their running mean (B. Polyak, A. Juditsky, 1992, with exponential
 * forgetting), moved by Adam along gradients clipped to norm 1.
 */
export interface Learner {
  /** @param picks Places in the list of training windows: the batch. */
  learn(picks: Uint32Array, step: LearningStep): LearningOutcome;
  /** Lets the network answer with the running mean of its weights. */
  withAverages<T>(use: (answer: AnswerWindows) => T): T;
  /** A copy of the running mean, in the order of the model's variables. */
  readAverages(): Float32Array[];
  /** A copy of everything that decides, with the batches to come, what it will be. */
  save(): LearnerState;
  restore(state: LearnerState): void;
  dispose(): void;
}

/** A learner between two batches; arrays in the order of the model's variables. */
export interface LearnerState extends AdamState {
  readonly weights: readonly Float32Array[];
  readonly averages: readonly Float32Array[];
  /** Batches learned so far, those that moved nothing included. */
  readonly batches: number;
}

/** What every learner starts from. */
export interface LearnerOptions {
  readonly shape: NetworkShape;
  /** In the order of the model's variables. */
  readonly weights: readonly Float32Array[];
  readonly batchSize: number;
  readonly data: TrainingData;
}

/** What computes: the fused kernels and their threads, where the runtime has them. */
export type Kernels = KernelCrew;

/** Gradients longer than this are shortened to it. */
export const clipNorm = 1;

/** Each target's part of a batch's loss: its weight in units of `unitWeight`, over the number of targets. */
export function targetShares(weights: Float64Array, unitWeight: number): Float32Array {
  let count = 0;
  for (const weight of weights) if (weight > 0) count++;
  const divisor = unitWeight * Math.max(1, count);
  const shares = new Float32Array(weights.length);
  for (let i = 0; i < weights.length; i++) shares[i] = weights[i]! / divisor;
  return shares;
}
