// Stock tfjs: argument "wasm" or "cpu".
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { serveSteps } from './serve-steps.mjs';

const layers = { rnn: tf.layers.simpleRNN, lstm: tf.layers.lstm, gru: tf.layers.gru };

await serveSteps(async ({ cell, lookback, features, units, batch, outputs }) => {
  tf.enableProdMode();
  const wanted = process.argv[2];
  await tf.setBackend(wanted);
  await tf.ready();
  if (tf.getBackend() !== wanted) throw new Error(`The ${wanted} backend does not load.`);
  const recurrent = layers[cell]({
    units,
    inputShape: [lookback, features],
    kernelInitializer: 'glorotUniform',
    recurrentInitializer: 'glorotUniform',
    ...(cell === 'rnn' ? {} : { recurrentActivation: 'sigmoid' }),
  });
  const model = tf.sequential({ layers: [recurrent, tf.layers.dense({ units: outputs })] });
  model.compile({ optimizer: tf.train.adam(1e-3), loss: 'meanSquaredError' });
  const x = tf.randomNormal([batch, lookback, features], 0, 1, 'float32', 1);
  const y = tf.randomNormal([batch, outputs], 0, 1, 'float32', 2);
  return { step: () => model.trainOnBatch(x, y), about: { version: tf.version['tfjs-core'] } };
});
