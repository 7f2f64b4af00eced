import * as tf from '@tensorflow/tfjs';
import { contextSizeOf, featuresOf } from './covariate-inputs.ts';
import type { NetworkShape } from './network-shape.ts';
import { toDataUnits, type WindowInputs } from './window-batch.ts';

/** Answers windows in data units: one row of `horizon` values a window, in order. */
export function answer(model: tf.LayersModel, shape: NetworkShape, inputs: WindowInputs): Float64Array[] {
  const normalised = tf.tidy(() => {
    const tensor = model.apply(inputTensors(inputs, shape)) as tf.Tensor;
    return tensor.dataSync() as Float32Array;
  });
  return toDataUnits(normalised, inputs.scales, shape.horizon);
}

/** The inputs of a model made by `buildNetwork()`, in its order. */
export function inputTensors(inputs: WindowInputs, shape: NetworkShape): tf.Tensor[] {
  const { size } = inputs;
  return [
    tf.tensor3d(inputs.segments, [size, shape.steps, featuresOf(shape)]),
    tf.tensor2d(inputs.context, [size, contextSizeOf(shape)]),
    tf.tensor3d(inputs.copies, [size, shape.horizon, shape.copies.length]),
  ];
}
