import * as tf from '@tensorflow/tfjs';
import { ForecastingError } from '../../errors.ts';
import { deriveSeed } from '../../random.ts';
import type { Cell } from './cell.ts';

/** What `tf.layers.lstm`, `gru` and `simpleRNN` take. */
export type StockConfig = Parameters<typeof tf.layers.lstm>[0];

/**
 * The stock layers' configuration, with the literature's defaults instead of theirs: sigmoid gates, Glorot uniform
 * weights and an LSTM forget bias of 1.
 */
export interface RecurrentLayerConfig
  extends Omit<StockConfig, 'activation' | 'recurrentActivation' | 'cell' | 'implementation'> {
  readonly activation?: 'tanh';
  readonly recurrentActivation?: 'sigmoid' | 'hardSigmoid';
  /** LSTM: where the forget gate's bias starts instead of at 1; log(lookback) for a long memory. */
  readonly forgetBias?: number;
  /** GRU: the reset gate scales the product, as in PyTorch, and the bias is [2, 3 · units]. */
  readonly resetAfter?: boolean;
  /** Seeds the default initialisers and the dropout. */
  readonly seed?: number;
}

/** What a stock cell has made of its configuration. */
export type StockCell = Record<
  'kernelInitializer' | 'recurrentInitializer' | 'biasInitializer',
  ReturnType<typeof tf.initializers.zeros>
> &
  Record<
    'kernelRegularizer' | 'recurrentRegularizer' | 'biasRegularizer',
    ReturnType<typeof tf.regularizers.l2>
  > &
  Record<
    'kernelConstraint' | 'recurrentConstraint' | 'biasConstraint',
    ReturnType<typeof tf.constraints.nonNeg>
  >;

/** The configuration with every option of ours given. */
export function withDefaults(cell: Cell, config: RecurrentLayerConfig): RecurrentLayerConfig {
  const seeded = (purpose: string) =>
    tf.initializers.glorotUniform(
      config.seed === undefined ? {} : { seed: deriveSeed(config.seed, purpose) },
    );
  return {
    ...config,
    useBias: config.useBias ?? true,
    kernelInitializer: config.kernelInitializer ?? seeded('kernel'),
    recurrentInitializer: config.recurrentInitializer ?? seeded('recurrent-kernel'),
    ...(cell === 'rnn' ? {} : { recurrentActivation: config.recurrentActivation ?? 'sigmoid' }),
    ...(cell === 'lstm' ? { unitForgetBias: config.unitForgetBias ?? true } : {}),
  };
}

/** A stock layer that is never built: it parses and writes the configuration. */
export function createStockLayer(cell: Cell, config: RecurrentLayerConfig): tf.layers.Layer {
  const { resetAfter, forgetBias, seed, inputShape, batchInputShape, ...stock } = config;
  switch (cell) {
    case 'rnn':
      return tf.layers.simpleRNN(stock as Parameters<typeof tf.layers.simpleRNN>[0]);
    case 'lstm':
      return tf.layers.lstm(stock as StockConfig);
    case 'gru':
      return tf.layers.gru(stock as Parameters<typeof tf.layers.gru>[0]);
  }
}

/** The initialisers and the rest that a stock layer has parsed. */
export function cellOf(stock: tf.layers.Layer): StockCell {
  return (stock as unknown as { cell: StockCell }).cell;
}

/** @throws ForecastingError 'invalid-config' for what the kernels cannot do. */
export function requireSupported(config: RecurrentLayerConfig): void {
  const problems = [
    config.activation && config.activation !== 'tanh' && `activation ${config.activation}`,
    config.recurrentActivation &&
      !['sigmoid', 'hardSigmoid', 'hard_sigmoid'].includes(config.recurrentActivation) &&
      `gate activation ${config.recurrentActivation}`,
    config.recurrentDropout && 'recurrent dropout',
    config.returnState && 'returnState',
    config.stateful && 'stateful',
  ].filter(Boolean);
  if (problems.length === 0) return;
  throw new ForecastingError(
    'invalid-config',
    `Cannot create a fused recurrent layer: ${problems.join(' and ')} cannot be computed`,
  );
}
