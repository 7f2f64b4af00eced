import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '#forecasting/random.ts';
import type { Cell } from '#forecasting/recurrent/kernels/cell.ts';
import {
  createRecurrentLayer,
  registerRecurrentLayers,
} from '#forecasting/recurrent/kernels/recurrent-layer.ts';
import type { RecurrentLayerConfig } from '#forecasting/recurrent/kernels/recurrent-layer-config.ts';
import { loadTestKernels } from '#tests/support/kernels.ts';
import { countTensors, withTensorBackend } from '#tests/support/tensor-backend.ts';

const kernels = loadTestKernels();
withTensorBackend();
beforeAll(() => registerRecurrentLayers(kernels));

const cells: Cell[] = ['rnn', 'lstm', 'gru'];
const sizes = [
  { units: 1, features: 1, batch: 1, steps: 3 },
  { units: 3, features: 2, batch: 3, steps: 5 },
  { units: 5, features: 5, batch: 3, steps: 4 },
  { units: 7, features: 1, batch: 18, steps: 9 },
  { units: 13, features: 2, batch: 5, steps: 21 },
];
const gates = ['sigmoid', 'hardSigmoid'] as const;
const cases = cells.flatMap((cell) =>
  sizes.flatMap((size) =>
    [true, false].flatMap((returnSequences) =>
      gates
        .filter((gate) => cell !== 'rnn' || gate === 'sigmoid')
        .map((recurrentActivation) => ({ cell, ...size, returnSequences, recurrentActivation })),
    ),
  ),
);

function stockLayer(cell: Cell, config: RecurrentLayerConfig): tf.layers.Layer {
  const stock = {
    kernelInitializer: 'glorotUniform',
    recurrentInitializer: 'glorotUniform',
    ...config,
  } as const;
  if (cell === 'rnn') return tf.layers.simpleRNN(stock as Parameters<typeof tf.layers.simpleRNN>[0]);
  if (cell === 'gru') return tf.layers.gru(stock as Parameters<typeof tf.layers.gru>[0]);
  return tf.layers.lstm(stock as Parameters<typeof tf.layers.lstm>[0]);
}

function draw(shape: number[], seed: number, range = 1): tf.Tensor {
  const random = createRandom(seed);
  const count = shape.reduce((product, size) => product * size, 1);
  return tf.tensor(
    Float32Array.from({ length: count }, () => (2 * random() - 1) * range),
    shape,
  );
}

/** Gives a layer its weights; one that was never used cannot be disposed of. */
function use(layer: tf.layers.Layer, steps: number, features: number): void {
  layer.apply(tf.input({ shape: [steps, features] }));
}

/** A layer's output, and the gradients of a weighted sum of it by the input and by every weight. */
function differentiate(layer: tf.layers.Layer, input: tf.Tensor, seed: number): Float32Array[] {
  return tf.tidy(() => {
    const variable = tf.variable(input);
    const weights = layer.trainableWeights.map((weight) => (weight as unknown as { val: tf.Variable }).val);
    const total = () => {
      const output = layer.apply(variable, { training: true }) as tf.Tensor;
      return tf.sum(tf.mul(output, draw(output.shape, seed))) as tf.Scalar;
    };
    const output = layer.apply(input) as tf.Tensor;
    const { grads } = tf.variableGrads(total, [variable, ...weights]);
    const gradients = [variable, ...weights].map((one) => grads[one.name]!);
    const found = [output, ...gradients].map((tensor) => tensor.dataSync() as Float32Array);
    variable.dispose();
    return found;
  });
}

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  const worst = Math.max(
    0,
    ...Array.from(actual, (value, i) => Math.abs(value - expected[i]!) / (1 + Math.abs(expected[i]!))),
  );
  expect(worst).toBeLessThan(tolerance);
}

describe('createRecurrentLayer()', () => {
  it.each(cases)(
    'equals the stock $cell in value and gradients: $units units, $features features, batch $batch, $recurrentActivation, sequences $returnSequences',
    ({ cell, units, features, batch, steps, returnSequences, recurrentActivation }) => {
      const config = { units, returnSequences, recurrentActivation, inputShape: [steps, features] };
      const fused = createRecurrentLayer(kernels, cell, config);
      const stock = stockLayer(cell, config);
      for (const layer of [fused, stock]) use(layer, steps, features);
      tf.tidy(() => {
        const weights = stock.getWeights().map((weight, i) => draw(weight.shape, i + 1, 0.7));
        fused.setWeights(weights);
        stock.setWeights(weights);
        const input = draw([batch, steps, features], 9, 2);
        const ours = differentiate(fused, input, 3);
        differentiate(stock, input, 3).forEach((expected, i) => {
          expectClose(ours[i]!, expected, 1e-5);
        });
      });
      for (const layer of [fused, stock]) layer.dispose();
    },
  );

  it.each(cells)('names and shapes the weights of %s as the stock layer does', (cell) => {
    const fused = createRecurrentLayer(kernels, cell, { units: 3, name: 'cell' });
    const stock = stockLayer(cell, { units: 3, name: 'cell' });
    for (const layer of [fused, stock]) use(layer, 4, 2);
    const describeWeights = (layer: tf.layers.Layer) =>
      layer.weights.map((weight) => [weight.originalName, weight.shape]);
    expect(describeWeights(fused)).toEqual(describeWeights(stock));
    for (const layer of [fused, stock]) layer.dispose();
  });

  it.each(cells)(
    'a model of two %s layers trained here predicts the same after loading into stock layers, and back',
    async (cell) => {
      const fused = twoLayers((config) => createRecurrentLayer(kernels, cell, config));
      const stock = twoLayers((config) => stockLayer(cell, { ...config, recurrentActivation: 'sigmoid' }));
      fused.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
      const input = draw([20, 6, 2], 1);
      const target = draw([20, 2], 2);
      const history = await fused.fit(input, target, { epochs: 12, shuffle: false, verbose: 0 });
      const losses = history.history.loss as number[];
      expect(losses.at(-1)).toBeLessThan(losses[0]! * 0.98);
      stock.setWeights(fused.getWeights());
      const expected = values(fused.predict(input) as tf.Tensor);
      expectClose(values(stock.predict(input) as tf.Tensor), expected, 1e-5);
      const back = twoLayers((config) => createRecurrentLayer(kernels, cell, config));
      back.setWeights(stock.getWeights());
      expectClose(values(back.predict(input) as tf.Tensor), expected, 1e-6);
      tf.dispose([input, target]);
      for (const model of [fused, stock, back]) model.dispose();
      fused.optimizer.dispose();
    },
  );

  it.each(cells)('a model with %s comes back from its file with equal predictions', async (cell) => {
    const model = twoLayers((config) => createRecurrentLayer(kernels, cell, { ...config, seed: 4 }));
    let saved: tf.io.ModelArtifacts | undefined;
    await model.save(
      tf.io.withSaveHandler(async (artifacts) => {
        saved = artifacts;
        return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
      }),
    );
    const loaded = await tf.loadLayersModel(tf.io.fromMemory(saved!));
    const input = draw([3, 6, 2], 1);
    expect(values(loaded.predict(input) as tf.Tensor)).toEqual(values(model.predict(input) as tf.Tensor));
    input.dispose();
    for (const one of [model, loaded]) one.dispose();
  });

  it('a saved file loads into stock layers once its class names are the stock ones', async () => {
    const model = twoLayers((config) => createRecurrentLayer(kernels, 'lstm', config));
    const artifacts = await new Promise<tf.io.ModelArtifacts>((resolve) => {
      void model.save(
        tf.io.withSaveHandler(async (saved) => {
          resolve(saved);
          return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
        }),
      );
    });
    const modelTopology = JSON.parse(
      JSON.stringify(artifacts.modelTopology).replaceAll('"FusedLSTM"', '"LSTM"'),
    );
    const stock = await tf.loadLayersModel(tf.io.fromMemory({ ...artifacts, modelTopology }));
    expect(stock.layers[0]!.getClassName()).toBe('LSTM');
    const input = draw([3, 6, 2], 1);
    expectClose(values(stock.predict(input) as tf.Tensor), values(model.predict(input) as tf.Tensor), 1e-5);
    input.dispose();
    for (const one of [model, stock]) one.dispose();
  });

  it('starts the forget bias at 1, or where it is told to', () => {
    const biasOf = (config: Partial<RecurrentLayerConfig>) => {
      const layer = createRecurrentLayer(kernels, 'lstm', { units: 2, ...config });
      use(layer, 3, 1);
      const bias = layer.getWeights()[2]!.arraySync();
      layer.dispose();
      return bias;
    };
    expect(biasOf({})).toEqual([0, 0, 1, 1, 0, 0, 0, 0]);
    expect(biasOf({ forgetBias: 5 })).toEqual([0, 0, 5, 5, 0, 0, 0, 0]);
    expect(biasOf({ unitForgetBias: false })).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('draws the same weights from the same seed', () => {
    const weightsOf = (seed: number) => {
      const layer = createRecurrentLayer(kernels, 'gru', { units: 4, seed });
      use(layer, 3, 2);
      const weights = layer.getWeights().map((weight) => [...weight.dataSync()]);
      layer.dispose();
      return weights;
    };
    expect(weightsOf(1)).toEqual(weightsOf(1));
    expect(weightsOf(1)).not.toEqual(weightsOf(2));
  });

  it('goes backwards as the stock layer does', () => {
    const fused = createRecurrentLayer(kernels, 'gru', {
      units: 3,
      goBackwards: true,
      returnSequences: true,
    });
    const stock = stockLayer('gru', {
      units: 3,
      goBackwards: true,
      returnSequences: true,
      recurrentActivation: 'sigmoid',
    });
    const input = draw([2, 5, 2], 1);
    for (const layer of [fused, stock]) use(layer, 5, 2);
    stock.setWeights(fused.getWeights());
    expectClose(values(fused.apply(input) as tf.Tensor), values(stock.apply(input) as tf.Tensor), 1e-5);
    input.dispose();
    for (const layer of [fused, stock]) layer.dispose();
  });

  it('leaves no tensor behind after training and predicting', async () => {
    const before = await countTensors();
    const model = twoLayers((config) =>
      createRecurrentLayer(kernels, 'lstm', { ...config, dropout: 0.2, seed: 3 }),
    );
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    const input = draw([20, 6, 2], 1);
    const target = draw([20, 2], 2);
    await model.trainOnBatch(input, target);
    const during = await countTensors();
    for (let step = 0; step < 3; step++) await model.trainOnBatch(input, target);
    tf.dispose(model.predict(input));
    expect(await countTensors()).toBe(during);
    tf.dispose([input, target]);
    model.dispose();
    model.optimizer.dispose();
    expect(await countTensors()).toBe(before);
    expect(kernels.memory.used).toBe(0);
  });

  it.each([
    [{ activation: 'relu' }, 'activation relu'],
    [{ recurrentDropout: 0.5 }, 'recurrent dropout'],
    [{ stateful: true }, 'stateful'],
    [{ returnState: true }, 'returnState'],
    [{ recurrentActivation: 'softsign' }, 'gate activation softsign'],
  ])('refuses %o', (config, named) => {
    const create = () =>
      createRecurrentLayer(kernels, 'lstm', { units: 2, ...config } as RecurrentLayerConfig);
    expect(create).toThrow(expect.objectContaining({ code: 'invalid-config' }));
    expect(create).toThrow(named);
  });
});

function values(tensor: tf.Tensor): number[] {
  const read = [...tensor.dataSync()];
  tensor.dispose();
  return read;
}

function twoLayers(create: (config: RecurrentLayerConfig) => tf.layers.Layer): tf.LayersModel {
  return tf.sequential({
    layers: [
      create({ units: 5, returnSequences: true, inputShape: [6, 2] }),
      create({ units: 3 }),
      tf.layers.dense({ units: 2 }),
    ],
  });
}
