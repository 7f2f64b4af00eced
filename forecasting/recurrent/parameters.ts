import type * as tf from '@tensorflow/tfjs';
import { assign } from './weights.ts';

/** The trainable numbers of a model, kept beside it as plain arrays. */
export interface Parameters {
  readonly variables: readonly tf.Variable[];
  /** What the optimiser moves. */
  readonly current: readonly Float32Array[];
  /** Their running mean over the latest batches (B. Polyak, A. Juditsky, 1992, with exponential forgetting). */
  readonly averaged: readonly Float32Array[];
}

export function readParameters(variables: readonly tf.Variable[]): Parameters {
  const current = variables.map((variable) => (variable.dataSync() as Float32Array).slice());
  return { variables, current, averaged: current.map((values) => values.slice()) };
}

/** Moves the running mean towards the current numbers by a share of the distance. */
export function average({ current, averaged }: Parameters, share: number): void {
  current.forEach((values, p) => {
    const means = averaged[p]!;
    for (let i = 0; i < values.length; i++) means[i] = means[i]! + share * (values[i]! - means[i]!);
  });
}

/** Gives the model the numbers. */
export function load({ variables }: Parameters, values: readonly Float32Array[]): void {
  variables.forEach((variable, v) => {
    assign(variable, values[v]!);
  });
}
