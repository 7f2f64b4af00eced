import * as tf from '@tensorflow/tfjs';
import { inputTensors } from './network-pass.ts';
import type { NetworkShape } from './network-shape.ts';
import type { WindowReading } from './quantile-features.ts';
import type { WindowInputs } from './window-batch.ts';

/** Answers windows and tells what the layer before the forecast was given. */
export type ReadWindows = (inputs: WindowInputs) => WindowReading;

/**
 * Makes a model of `buildNetwork()` tell, beside its forecast, what its head reads; the forecast's bits are those of the
 * model alone. It holds nothing of its own and is gone with the model.
 */
export function readingOf(model: tf.LayersModel, shape: NetworkShape): ReadWindows {
  const { output } = model.getLayer('read');
  const both = tf.model({ inputs: model.inputs, outputs: [model.outputs[0]!, output as tf.SymbolicTensor] });
  return (inputs) =>
    tf.tidy(() => {
      const [forecasts, read] = both.apply(inputTensors(inputs, shape)) as [tf.Tensor, tf.Tensor];
      return { forecasts: forecasts.dataSync() as Float32Array, read: read.dataSync() as Float32Array };
    });
}
