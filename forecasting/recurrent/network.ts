import * as tf from '@tensorflow/tfjs';
import { deriveSeed } from '../random.ts';
import { CopyMix } from './copy-mix.ts';
import { contextSizeOf, featuresOf } from './covariate-inputs.ts';
import { createRecurrentLayer } from './kernels/recurrent-layer.ts';
import type { Kernels } from './learner.ts';
import { startingBias } from './memory/gate-bias.ts';
import type { NetworkShape } from './network-shape.ts';
import { assign, variablesOf } from './weights.ts';

/**
 * Builds the network of one shape.
 *
 * Inputs: segments [batch, steps, features], context [batch, 3 and what is known beside the series], copies [batch, horizon, copies]; output
 * [batch, horizon], all normalised by window. Segments longer than one value pass a small dense layer; the cell's
 * last state, beside the context, is read by a dense layer that corrects the forecast and says how much each naive copy
 * counts; it starts at zero, so that an untrained network forecasts one mixture of copies for all windows. Every initialiser has its own seed.
 *
 * @param kernels The fused kernels; without them the cell is the library's own layer, with the same weights.
 *
 * @example buildNetwork(shapeNetwork({ kind: 'gru', units: 32, lookback: 24, horizon: 12, seasonLength: 12 }), 1)
 */
export function buildNetwork(shape: NetworkShape, seed: number, kernels?: Kernels): tf.LayersModel {
  const segments = tf.input({ shape: [shape.steps, featuresOf(shape)] });
  const context = tf.input({ shape: [contextSizeOf(shape)] });
  const copies = tf.input({ shape: [shape.horizon, shape.copies.length] });
  const state = cellOf(shape, seed, kernels).apply(embed(segments, shape, seed)) as tf.SymbolicTensor;
  const read = tf.layers.concatenate({ name: 'read' }).apply([state, context]) as tf.SymbolicTensor;
  const said = tf.layers
    .dense({
      name: 'head',
      units: shape.horizon + shape.copies.length,
      kernelInitializer: 'zeros',
      biasInitializer: 'zeros',
    })
    .apply(read) as tf.SymbolicTensor;
  const forecast = new CopyMix({ name: 'mix' }).apply([copies, said]) as tf.SymbolicTensor;
  const model = tf.model({ inputs: [segments, context, copies], outputs: forecast });
  setMemory(model, shape);
  return model;
}

/**
 * Lets a cell start with gates that remember for about so many observations; see `startingBias()`. The library's own
 * option for a forget gate leaves tensors behind.
 */
export function setMemory(model: tf.LayersModel, shape: NetworkShape, memory?: number): void {
  const { variable } = variablesOf(model).find(({ name }) => name === 'cell/bias')!;
  assign(variable, startingBias(shape, memory));
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
function cellOf(shape: NetworkShape, seed: number, kernels: Kernels | undefined): tf.layers.Layer {
  const options = {
    name: 'cell',
    units: shape.units,
    activation: 'tanh' as const,
    recurrentActivation: 'sigmoid' as const,
    kernelInitializer: glorotUniform(seed, 'kernel'),
    recurrentInitializer: glorotUniform(seed, 'recurrent-kernel'),
    biasInitializer: 'zeros' as const,
    unitForgetBias: false,
    returnSequences: false,
  };
  return kernels
    ? createRecurrentLayer(kernels.kernels, shape.kind, options)
    : stockLayers[shape.kind](options);
}

const stockLayers = { rnn: tf.layers.simpleRNN, lstm: tf.layers.lstm, gru: tf.layers.gru };

function glorotUniform(seed: number, purpose: string): ReturnType<typeof tf.initializers.glorotUniform> {
  return tf.initializers.glorotUniform({ seed: deriveSeed(seed, purpose) });
}
