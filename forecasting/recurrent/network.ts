import * as tf from '@tensorflow/tfjs';
import { deriveSeed } from '../random.ts';
import { CopyMix } from './copy-mix.ts';
import type { NetworkShape } from './network-shape.ts';
import { contextSize } from './window-batch.ts';

/**
 * Builds the network of one shape.
 *
 * Inputs: segments [batch, steps, segment], context [batch, 3], copies [batch, horizon, copies]; output
 * [batch, horizon], all normalised by window. Segments longer than one value pass a small dense layer; the cell's
 * last state, beside the context, is read by a dense layer that starts at zero, so that an untrained network
 * forecasts a mixture of naive copies. Every initialiser has its own seed.
 *
 * @example buildNetwork(shapeNetwork({ kind: 'gru', units: 32, lookback: 24, horizon: 12, seasonLength: 12 }), 1)
 */
export function buildNetwork(shape: NetworkShape, seed: number): tf.LayersModel {
  const segments = tf.input({ shape: [shape.steps, shape.segment] });
  const context = tf.input({ shape: [contextSize] });
  const copies = tf.input({ shape: [shape.horizon, shape.copies.length] });
  const state = cellOf(shape, seed).apply(embed(segments, shape, seed)) as tf.SymbolicTensor;
  const read = tf.layers.concatenate().apply([state, context]) as tf.SymbolicTensor;
  const correction = tf.layers
    .dense({ name: 'head', units: shape.horizon, kernelInitializer: 'zeros', biasInitializer: 'zeros' })
    .apply(read) as tf.SymbolicTensor;
  const forecast = new CopyMix({ name: 'mix' }).apply([copies, correction]) as tf.SymbolicTensor;
  return tf.model({ inputs: [segments, context, copies], outputs: forecast });
}

function embed(segments: tf.SymbolicTensor, shape: NetworkShape, seed: number): tf.SymbolicTensor {
  if (shape.segment === 1) return segments;
  return tf.layers
    .dense({
      name: 'embed',
      units: shape.units,
      activation: 'relu',
      kernelInitializer: glorotUniform(seed, 'embed'),
      biasInitializer: 'zeros',
    })
    .apply(segments) as tf.SymbolicTensor;
}

/** Every option is given: the library's defaults differ from the literature's (hard gates, no forget bias). */
function cellOf(shape: NetworkShape, seed: number): tf.layers.Layer {
  const options = {
    name: 'cell',
    units: shape.units,
    activation: 'tanh' as const,
    kernelInitializer: glorotUniform(seed, 'kernel'),
    recurrentInitializer: glorotUniform(seed, 'recurrent-kernel'),
    biasInitializer: 'zeros' as const,
    returnSequences: false,
  };
  switch (shape.kind) {
    case 'rnn':
      return tf.layers.simpleRNN(options);
    case 'lstm':
      return tf.layers.lstm({ ...options, recurrentActivation: 'sigmoid', unitForgetBias: true });
    case 'gru':
      return tf.layers.gru({ ...options, recurrentActivation: 'sigmoid' });
  }
}

function glorotUniform(seed: number, purpose: string): ReturnType<typeof tf.initializers.glorotUniform> {
  return tf.initializers.glorotUniform({ seed: deriveSeed(seed, purpose) });
}
