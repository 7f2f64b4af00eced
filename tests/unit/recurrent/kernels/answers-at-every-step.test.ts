import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { createRandom } from '#forecasting/random.ts';
import { gatherCrew } from '#forecasting/recurrent/kernels/kernel-crew.ts';
import type { StepLoss } from '#forecasting/recurrent/kernels/step-loss.ts';
import { type StepNetwork, targetsPerWindow } from '#forecasting/recurrent/kernels/step-network.ts';
import {
  createTrainingStep,
  type StepBatch,
  type TrainingStep,
} from '#forecasting/recurrent/kernels/training-step.ts';
import { loadTestKernels } from '#tests/support/kernels.ts';
import { loopStates } from '#tests/support/recurrent-loop.ts';
import { withTensorBackend } from '#tests/support/tensor-backend.ts';

const crew = gatherCrew(loadTestKernels());
withTensorBackend();

const base: StepNetwork = {
  steps: 6,
  features: 4,
  embedUnits: 0,
  layers: [{ name: 'cell', cell: 'lstm', units: 5 }],
  contextSize: 0,
  outputs: 7,
  copies: 0,
};
const networks: Record<string, StepNetwork> = {
  'an LSTM that answers at all six steps': { ...base, answerSteps: 6 },
  'a GRU below an RNN that answers at the last three, beside a context': {
    ...base,
    layers: [
      { name: 'first', cell: 'gru', units: 6 },
      { name: 'second', cell: 'rnn', units: 3 },
    ],
    contextSize: 2,
    outputs: 3,
    answerSteps: 3,
  },
  'a GRU that answers at the last step': {
    ...base,
    layers: [{ name: 'cell', cell: 'gru', units: 4 }],
    outputs: 5,
  },
};
const losses: StepLoss[] = [
  { kind: 'crossEntropy' },
  { kind: 'squared' },
  { kind: 'pinball', levels: [0.1, 0.5, 0.9, 0.2, 0.7, 0.3, 0.4] },
];
const cases = Object.entries(networks).flatMap(([name, network]) =>
  losses.flatMap((loss) => [1, 9, 21].map((size) => ({ name, network, loss, size }))),
);

function draws(seed: number) {
  const random = createRandom(seed);
  return (count: number, range = 1) => Float32Array.from({ length: count }, () => (2 * random() - 1) * range);
}

function randomBatch(network: StepNetwork, loss: StepLoss, size: number): StepBatch {
  const draw = draws(6);
  const { steps, features, contextSize, outputs } = network;
  const count = size * targetsPerWindow(network, loss);
  const classes = () => draw(count).map((value) => Math.floor(((value + 1) / 2) * outputs));
  return {
    size,
    inputs: draw(size * steps * features),
    contexts: draw(size * contextSize),
    targets: loss.kind === 'crossEntropy' ? classes() : draw(count, 2),
    weights: draw(count).map((value) => Math.max(0, value) / size),
  };
}

function randomWeights(step: TrainingStep, seed: number): Float32Array[] {
  const draw = draws(seed);
  return step.parameters.map(({ size }) => draw(size, 0.5));
}

/** Answers of a network over one window in float64, layer by layer as the textbooks write it: [answerSteps][outputs]. */
function loopAnswers(
  network: StepNetwork,
  weights: readonly Float32Array[],
  batch: StepBatch,
  window: number,
) {
  const { steps, features, layers, contextSize, outputs, answerSteps = 1 } = network;
  let rows: ArrayLike<number>[] = Array.from({ length: steps }, (_, step) => {
    const at = (window * steps + step) * features;
    return batch.inputs.subarray(at, at + features);
  });
  layers.forEach(({ cell, units }, i) => {
    const [kernel, recurrentKernel, bias] = weights.slice(3 * i, 3 * i + 3);
    rows = loopStates({ cell, units, kernel: kernel!, recurrentKernel: recurrentKernel!, bias: bias! }, rows);
  });
  const [kernel, bias] = weights.slice(-2);
  const context = batch.contexts!.subarray(window * contextSize, (window + 1) * contextSize);
  return rows.slice(-answerSteps).map((state) => {
    const read = [...Array.from(state), ...context];
    return Array.from({ length: outputs }, (_, k) =>
      read.reduce((sum, value, row) => sum + value * kernel![row * outputs + k]!, bias![k]!),
    );
  });
}

/** The loss of given answers as tfjs has it: its softmax and logarithm, or the definition of the others. */
function stockLoss(network: StepNetwork, loss: StepLoss, answers: tf.Tensor2D, batch: StepBatch): tf.Scalar {
  const { outputs } = network;
  const weights = tf.tensor1d(batch.weights);
  if (loss.kind === 'crossEntropy') {
    const classes = tf.oneHot(tf.tensor1d(Array.from(batch.targets), 'int32'), outputs);
    return tf.neg(tf.sum(tf.mul(weights, tf.sum(tf.mul(classes, tf.logSoftmax(answers)), 1)))) as tf.Scalar;
  }
  const error = tf.sub(tf.tensor2d(batch.targets, answers.shape), answers);
  const cost = () => {
    if (loss.kind !== 'pinball') return tf.square(error);
    const levels = tf.tensor1d(loss.levels.slice(0, outputs));
    return tf.maximum(tf.mul(levels, error), tf.mul(tf.sub(levels, 1), error));
  };
  return tf.sum(tf.mul(tf.reshape(weights, answers.shape), cost())) as tf.Scalar;
}

function levelsFor(loss: StepLoss, outputs: number): StepLoss {
  return loss.kind === 'pinball' ? { ...loss, levels: loss.levels.slice(0, outputs) } : loss;
}

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  const gaps = Array.from(actual, (v, i) => Math.abs(v - expected[i]!) / (1 + Math.abs(expected[i]!)));
  expect(Math.max(0, ...gaps)).toBeLessThan(tolerance);
}

describe('createTrainingStep() with answers at several steps', () => {
  it.each(cases)(
    'answers as a float64 loop and loses as tfjs does: $name, $loss.kind, $size windows',
    ({ network, loss: given, size }) => {
      const loss = levelsFor(given, network.outputs);
      const step = createTrainingStep(crew, network, { batchSize: 21, loss });
      const weights = randomWeights(step, 5);
      const batch = randomBatch(network, loss, size);
      step.write(weights);
      const windows = Array.from({ length: size }, (_, w) => loopAnswers(network, weights, batch, w));
      expectClose(step.answer(batch), windows.flat(2), 1e-5);
      const stock = tf.tidy(
        () => stockLoss(network, loss, tf.tensor2d(windows.flat()), batch).dataSync()[0]!,
      );
      expectClose([step.train(batch, { learningRate: 0 }).loss], [stock], 1e-5);
      step.dispose();
    },
  );

  it.each(cases.filter(({ size }) => size === 9))(
    'has the gradient of every weight that finite differences of the float64 loop have: $name, $loss.kind',
    ({ network, loss: given, size }) => {
      const loss = levelsFor(given, network.outputs);
      const step = createTrainingStep(crew, network, { batchSize: 21, loss });
      const weights = randomWeights(step, 7);
      const batch = randomBatch(network, loss, size);
      step.write(weights);
      step.train(batch, { learningRate: 0 });
      const gradients = step.read('gradients');
      // Two weights of every part: differences of all of them would say no more and take long.
      weights.forEach((values, part) => {
        for (const at of [0, values.length - 1]) {
          const lossAt = (by: number) => {
            const moved = weights.map((own) => Float64Array.from(own) as unknown as Float32Array);
            moved[part]![at]! += by;
            const windows = Array.from({ length: size }, (_, w) => loopAnswers(network, moved, batch, w));
            return referenceLoss(network, loss, windows, batch);
          };
          const slope = (lossAt(1e-5) - lossAt(-1e-5)) / 2e-5;
          expectClose([gradients[part]![at]!], [slope], 1e-4);
        }
      });
      step.dispose();
    },
  );

  it('loses log K where all K answers are alike, and learns to name the class that an input shows', () => {
    const network: StepNetwork = { ...base, features: 3, outputs: 3, answerSteps: 6 };
    const step = createTrainingStep(crew, network, { batchSize: 16, loss: { kind: 'crossEntropy' } });
    const random = createRandom(4);
    const targets = Float32Array.from({ length: 16 * 6 }, () => Math.floor(random() * 3));
    const inputs = new Float32Array(16 * 6 * 3);
    targets.forEach((target, i) => {
      inputs[3 * i + target] = 1;
    });
    const batch = { size: 16, inputs, targets, weights: new Float32Array(96).fill(1 / 96) };
    expect(step.train(batch, { learningRate: 0 }).loss).toBeCloseTo(Math.log(3), 6);
    step.write(randomWeights(step, 2));
    for (let i = 0; i < 200; i++) step.train(batch, { learningRate: 0.05 });
    expect(step.train(batch, { learningRate: 0 }).loss).toBeLessThan(0.02);
    step.dispose();
  });

  it('stays finite where one answer stands a thousand above the others', () => {
    const network: StepNetwork = { ...base, outputs: 3, answerSteps: 1 };
    const step = createTrainingStep(crew, network, { batchSize: 8, loss: { kind: 'crossEntropy' } });
    const weights = step.parameters.map(({ size }) => new Float32Array(size));
    weights.at(-1)!.set([1000, 0, 0]);
    step.write(weights);
    const batch = {
      size: 1,
      inputs: new Float32Array(24),
      targets: Float32Array.of(1),
      weights: Float32Array.of(1),
    };
    expect(step.train(batch, { learningRate: 0 }).loss).toBeCloseTo(1000, 3);
    expect([...step.read('gradients').at(-1)!]).toEqual([1, -1, expect.closeTo(0, 6)]);
    step.dispose();
  });

  it('does not look at a step without weight, and shows NaN by the norm', () => {
    const network = networks['an LSTM that answers at all six steps']!;
    const loss = { kind: 'crossEntropy' } as const;
    const step = createTrainingStep(crew, network, { batchSize: 9, loss });
    step.write(randomWeights(step, 2));
    const batch = randomBatch(network, loss, 9);
    batch.weights[5] = 0;
    const expected = step.train(batch, { learningRate: 0 });
    batch.targets[5] = 99;
    expect(step.train(batch, { learningRate: 0 })).toEqual(expected);
    batch.weights.fill(1);
    batch.inputs[2] = Number.NaN;
    expect(step.train(batch, { learningRate: 0 }).gradientNorm).toBeNaN();
    step.dispose();
  });

  it('refuses more answers than steps, copies at several steps, and batches gathered from a source', () => {
    const create = (changes: Partial<StepNetwork>) => () =>
      createTrainingStep(crew, { ...base, ...changes }, { batchSize: 8, loss: { kind: 'squared' } });
    expect(create({ answerSteps: 7 })).toThrow('answerSteps 7 of 6 steps');
    expect(create({ answerSteps: 2, copies: 3 })).toThrow('copies 3 at more than one step');
    const step = create({ answerSteps: 2 })();
    const source = { capacity: 8, copies: 0, address: 64, place: () => {}, dispose: () => {} };
    const places = { series: [0], origins: [5] };
    expect(() => step.trainOn(source as never, places as never, { learningRate: 0 })).toThrow(
      'targets are gathered as values after the last step only',
    );
    step.dispose();
  });
});

/** The same losses in float64. */
function referenceLoss(
  network: StepNetwork,
  loss: StepLoss,
  windows: number[][][],
  batch: StepBatch,
): number {
  const answers = windows.flat();
  const { targets, weights } = batch;
  if (loss.kind === 'crossEntropy') {
    return answers.reduce((sum, row, i) => {
      const logTotal = Math.log(row.reduce((total, value) => total + Math.exp(value), 0));
      return sum + weights[i]! * (logTotal - row[targets[i]!]!);
    }, 0);
  }
  return answers.flat().reduce((sum, answer, i) => {
    const error = targets[i]! - answer;
    const level = loss.kind === 'pinball' ? loss.levels[i % network.outputs]! : 0;
    const cost = loss.kind === 'pinball' ? Math.max(level * error, (level - 1) * error) : error ** 2;
    return sum + weights[i]! * cost;
  }, 0);
}
