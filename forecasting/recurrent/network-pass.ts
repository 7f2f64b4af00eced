import * as tf from '@tensorflow/tfjs';
import type { NetworkShape } from './network-shape.ts';
import type { WindowScale } from './scaler.ts';
import type { TrainingBatch } from './training-data.ts';
import { contextSize, type WindowInputs } from './window-batch.ts';

/** Windows a network answers in one go. */
const forecastBatch = 256;

/** One forward and backward pass. */
export interface GradientPass {
  /** Mean absolute error of the batch in units of `unitWeight`. */
  readonly loss: number;
  readonly gradients: readonly Float32Array[];
}

/**
 * Computes the weighted mean absolute error of a batch and its gradient by every variable.
 *
 * @param unitWeight The weight that counts as one.
 */
export function gradientPass(
  model: tf.LayersModel,
  shape: NetworkShape,
  variables: readonly tf.Variable[],
  { inputs, targets, unitWeight }: TrainingBatch & { unitWeight: number },
): GradientPass {
  return tf.tidy(() => {
    const shares = targetShares(targets.weights, unitWeight);
    const weights = tf.tensor2d(shares, [inputs.size, shape.horizon]);
    const wanted = tf.tensor2d(targets.targets, [inputs.size, shape.horizon]);
    const fed = inputTensors(inputs, shape);
    const { value, grads } = tf.variableGrads(() => {
      const answer = model.apply(fed, { training: true }) as tf.Tensor;
      return tf.sum(tf.mul(tf.abs(tf.sub(answer, wanted)), weights)) as tf.Scalar;
    }, [...variables]);
    return {
      loss: value.dataSync()[0]!,
      gradients: variables.map((variable) => grads[variable.name]!.dataSync() as Float32Array),
    };
  });
}

/** Answers windows in data units: one row of `horizon` values a window, in order. */
export function answer(model: tf.LayersModel, shape: NetworkShape, inputs: WindowInputs): Float64Array[] {
  const normalised = tf.tidy(() => {
    const tensor = model.apply(inputTensors(inputs, shape)) as tf.Tensor;
    return tensor.dataSync() as Float32Array;
  });
  return inputs.scales.map((scale, row) => toDataUnits(normalised, row, shape.horizon, scale));
}

/** Splits a list into runs of at most the number of windows that are answered together. */
export function inForecastBatches<T>(items: readonly T[]): T[][] {
  const batches: T[][] = [];
  for (let from = 0; from < items.length; from += forecastBatch) {
    batches.push(items.slice(from, from + forecastBatch));
  }
  return batches;
}

function toDataUnits(
  normalised: Float32Array,
  row: number,
  horizon: number,
  { centre, scale }: WindowScale,
): Float64Array {
  return Float64Array.from(
    { length: horizon },
    (_, step) => centre + scale * normalised[row * horizon + step]!,
  );
}

function inputTensors(inputs: WindowInputs, shape: NetworkShape): tf.Tensor[] {
  const { size } = inputs;
  return [
    tf.tensor3d(inputs.segments, [size, shape.steps, shape.segment]),
    tf.tensor2d(inputs.context, [size, contextSize]),
    tf.tensor3d(inputs.copies, [size, shape.horizon, shape.copies.length]),
  ];
}

/** Each target's part of the loss: weights in units of `unitWeight`, over the number of targets. */
function targetShares(weights: Float64Array, unitWeight: number): Float32Array {
  let count = 0;
  for (const weight of weights) if (weight > 0) count++;
  return Float32Array.from(weights, (weight) => weight / unitWeight / Math.max(1, count));
}
