import * as tf from '@tensorflow/tfjs';
import type { NetworkWeight } from '#forecasting/network-forecaster.ts';
import { ownContext as contextSize } from '#forecasting/recurrent/covariate-inputs.ts';
import type { NetworkShape } from '#forecasting/recurrent/network-shape.ts';
import type { TrainingBatch } from '#forecasting/recurrent/training-data.ts';

/** What the unrolled network says, and the gradient of its loss by every state. */
export interface Unrolled {
  /** [windows, horizon] */
  readonly answers: number[][];
  /** By step: [windows, units]. */
  readonly hidden: number[][][];
  /** By step: [windows, units]; only of an LSTM. */
  readonly cell: number[][][];
}

/**
 * A network written out step by step in plain tfjs operations, a tensor of zeros added to each state: the gradient by
 * the zeros is the gradient by the state.
 */
export function unrollNetwork(
  shape: NetworkShape,
  weights: readonly NetworkWeight[],
  { inputs, targets }: TrainingBatch,
): Unrolled {
  const { steps, units, segment, horizon, copies } = shape;
  const { size } = inputs;
  const weight = (name: string) => {
    const found = weights.find((one) => one.name === name)!;
    return tf.tensor(found.values, [...found.shape]);
  };
  const segments = tf.tensor3d(inputs.segments, [size, steps, segment]);
  const context = tf.tensor2d(inputs.context, [size, contextSize]);
  const mixed = tf.tensor3d(inputs.copies, [size, horizon, copies.length]);
  const feed = (step: number) => {
    const x = segments.slice([0, step, 0], [size, 1, segment]).reshape<tf.Tensor2D>([size, segment]);
    if (segment === 1) return x;
    return x.matMul(weight('embed/kernel')).add(weight('embed/bias')).relu<tf.Tensor2D>();
  };
  const forward = (zeros: tf.Tensor[]) => {
    let h = tf.zeros([size, units]);
    let c = tf.zeros([size, units]);
    for (let step = 0; step < steps; step++) {
      const next = stepOf(shape, { x: feed(step), h, c, zero: zeros[steps + step] }, weight);
      h = next.h.add(zeros[step]!);
      c = next.c;
    }
    const said = tf.concat([h, context], 1).matMul(weight('head/kernel')).add(weight('head/bias'));
    const [correction, gates] = tf.split(said, [horizon, copies.length], 1) as [tf.Tensor2D, tf.Tensor2D];
    const shares = weight('mix/logits').add(gates.expandDims(1)).softmax();
    return mixed.mul(shares).sum(2).add(correction);
  };
  const lossOf = (...zeros: tf.Tensor[]) => {
    const wanted = tf.tensor2d(targets.targets, [size, horizon]);
    const weighed = tf.tensor2d(Float32Array.from(targets.weights), [size, horizon]);
    return forward(zeros).sub(wanted).abs().mul(weighed).sum() as tf.Scalar;
  };
  const states = steps * (shape.kind === 'lstm' ? 2 : 1);
  const zeros = Array.from({ length: states }, () => tf.zeros([size, units]));
  const gradients = tf
    .grads(lossOf)(zeros)
    .map((gradient) => gradient.arraySync() as number[][]);
  return {
    answers: forward(zeros).arraySync() as number[][],
    hidden: gradients.slice(0, steps),
    cell: gradients.slice(steps),
  };
}

interface StepState {
  readonly x: tf.Tensor;
  readonly h: tf.Tensor;
  readonly c: tf.Tensor;
  /** Added to the cell state of an LSTM. */
  readonly zero: tf.Tensor | undefined;
}

function stepOf(
  { kind, units }: NetworkShape,
  { x, h, c, zero }: StepState,
  weight: (name: string) => tf.Tensor,
): { h: tf.Tensor; c: tf.Tensor } {
  const own = x.matMul(weight('cell/kernel')).add(weight('cell/bias'));
  const recurrent = weight('cell/recurrent_kernel') as tf.Tensor2D;
  const part = (tensor: tf.Tensor, gate: number) => tensor.slice([0, gate * units], [-1, units]);
  if (kind === 'rnn') return { h: own.add(h.matMul(recurrent)).tanh(), c };
  const sums = own.add(h.matMul(recurrent));
  if (kind === 'lstm') {
    const [input, forget, output] = [0, 1, 3].map((gate) => part(sums, gate).sigmoid());
    const next = forget!
      .mul(c)
      .add(input!.mul(part(sums, 2).tanh()))
      .add(zero!);
    return { h: output!.mul(next.tanh()), c: next };
  }
  const [update, reset] = [0, 1].map((gate) => part(sums, gate).sigmoid());
  const candidate = part(own, 2)
    .add(reset!.mul(h).matMul(part(recurrent, 2)))
    .tanh();
  return { h: update!.mul(h).add(tf.onesLike(update!).sub(update!).mul(candidate)), c };
}
