import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { createRandom } from '#forecasting/random.ts';
import { gatherCrew } from '#forecasting/recurrent/kernels/kernel-crew.ts';
import type { StepLoss } from '#forecasting/recurrent/kernels/step-loss.ts';
import type { StepNetwork } from '#forecasting/recurrent/kernels/step-network.ts';
import {
  createTrainingStep,
  type StepBatch,
  type TrainingStep,
} from '#forecasting/recurrent/kernels/training-step.ts';
import { loadTestKernels } from '#tests/support/kernels.ts';
import { withTensorBackend } from '#tests/support/tensor-backend.ts';
import { startKernelThread } from '#workers/kernel-threads.ts';

const kernels = loadTestKernels();
const crew = gatherCrew(kernels);
withTensorBackend();

const networks: Record<string, StepNetwork> = {
  'a bare LSTM': {
    steps: 5,
    features: 1,
    embedUnits: 0,
    layers: [{ name: 'cell', cell: 'lstm', units: 3 }],
    contextSize: 0,
    outputs: 2,
    copies: 0,
  },
  'segments, context and copies around a GRU': {
    steps: 4,
    features: 6,
    embedUnits: 5,
    layers: [{ name: 'cell', cell: 'gru', units: 7 }],
    contextSize: 3,
    outputs: 3,
    copies: 4,
  },
  'three layers of different cells': {
    steps: 6,
    features: 2,
    embedUnits: 0,
    layers: [
      { name: 'first', cell: 'gru', units: 4 },
      { name: 'second', cell: 'lstm', units: 5 },
      { name: 'third', cell: 'rnn', units: 3 },
    ],
    contextSize: 1,
    outputs: 5,
    copies: 0,
  },
};
const thinned: StepNetwork = {
  ...networks['three layers of different cells']!,
  layers: networks['three layers of different cells']!.layers.map((layer, i) => ({
    ...layer,
    dropout: i < 2 ? 0.3 : 0,
  })),
};
const losses: StepLoss[] = [
  { kind: 'squared' },
  { kind: 'absolute' },
  { kind: 'pinball', levels: [0.1, 0.5, 0.9, 0.2, 0.7] },
];
const cases = Object.entries(networks).flatMap(([name, network]) =>
  losses.flatMap((loss) => [1, 3, 8, 21, 40].map((size) => ({ name, network, loss, size }))),
);

function levelsFor(loss: StepLoss, outputs: number): StepLoss {
  return loss.kind === 'pinball' ? { ...loss, levels: loss.levels.slice(0, outputs) } : loss;
}

function draws(seed: number) {
  const random = createRandom(seed);
  return (count: number, range = 1) => Float32Array.from({ length: count }, () => (2 * random() - 1) * range);
}

function randomBatch(network: StepNetwork, size: number, seed: number): StepBatch {
  const draw = draws(seed);
  const { steps, features, contextSize, outputs, copies } = network;
  return {
    size,
    inputs: draw(size * steps * features),
    contexts: draw(size * contextSize),
    copies: draw(size * outputs * copies),
    targets: draw(size * outputs, 2),
    weights: draw(size * outputs).map((value) => Math.max(0, value) / size),
  };
}

function randomWeights(step: TrainingStep, seed: number): Float32Array[] {
  const draw = draws(seed);
  return step.parameters.map(({ size }) => draw(size, 0.5));
}

/** The same network out of stock parts: answers as a function of the weights and of a batch. */
function stockAnswers(network: StepNetwork, weights: readonly tf.Tensor[], batch: StepBatch): tf.Tensor2D {
  const { steps, features, embedUnits, layers, contextSize, outputs, copies } = network;
  const rest = [...weights];
  let x: tf.Tensor = tf.tensor3d(batch.inputs, [batch.size, steps, features]);
  if (embedUnits > 0) {
    const kernel = rest.shift()!;
    const flat = tf.reshape(x, [batch.size * steps, features]);
    x = tf.reshape(tf.relu(tf.add(tf.matMul(flat, kernel), rest.shift()!)), [batch.size, steps, embedUnits]);
  }
  for (const { cell, units } of layers) {
    const [kernel, recurrentKernel, bias] = rest.splice(0, 3) as [tf.Tensor, tf.Tensor, tf.Tensor];
    x = stockSequence(cell, units, x as tf.Tensor3D, { kernel, recurrentKernel, bias });
  }
  const last = tf.reshape(tf.slice(x, [0, steps - 1, 0], [-1, 1, -1]), [batch.size, layers.at(-1)!.units]);
  const read =
    contextSize > 0 ? tf.concat([last, tf.tensor2d(batch.contexts!, [batch.size, contextSize])], 1) : last;
  const said = tf.add(tf.matMul(read as tf.Tensor2D, rest.shift() as tf.Tensor2D), rest.shift()!);
  if (copies === 0) return said as tf.Tensor2D;
  const [answers, gates] = tf.split(said, [outputs, copies], 1) as [tf.Tensor2D, tf.Tensor2D];
  const given = tf.tensor3d(batch.copies!, [batch.size, outputs, copies]);
  return tf.add(
    answers,
    tf.sum(tf.mul(given, tf.softmax(tf.add(rest.shift()!, tf.expandDims(gates, 1)))), -1),
  ) as tf.Tensor2D;
}

interface StockWeights {
  readonly kernel: tf.Tensor;
  readonly recurrentKernel: tf.Tensor;
  readonly bias: tf.Tensor;
}

/** All states of a cell, written with tensor operations so that tfjs differentiates them. */
function stockSequence(cell: string, units: number, x: tf.Tensor3D, weights: StockWeights): tf.Tensor {
  const { kernel, recurrentKernel, bias } = weights;
  const [batch, steps, features] = x.shape;
  let h: tf.Tensor = tf.zeros([batch, units]);
  let c: tf.Tensor = tf.zeros([batch, units]);
  const states = Array.from({ length: steps }, (_, t) => {
    const xt = tf.reshape(tf.slice(x, [0, t, 0], [-1, 1, -1]), [batch, features]);
    const input = tf.add(tf.matMul(xt as tf.Tensor2D, kernel as tf.Tensor2D), bias);
    const part = (tensor: tf.Tensor, gate: number) => tf.slice(tensor, [0, gate * units], [-1, units]);
    const recurrent = (state: tf.Tensor, from: number, gates: number) =>
      tf.matMul(
        state as tf.Tensor2D,
        tf.slice(recurrentKernel, [0, from], [-1, gates * units]) as tf.Tensor2D,
      );
    if (cell === 'rnn') h = tf.tanh(tf.add(input, recurrent(h, 0, 1)));
    if (cell === 'lstm') {
      const sum = tf.add(input, recurrent(h, 0, 4));
      const [i, f, g, o] = [0, 1, 2, 3].map((gate) => part(sum, gate)) as [
        tf.Tensor,
        tf.Tensor,
        tf.Tensor,
        tf.Tensor,
      ];
      c = tf.add(tf.mul(tf.sigmoid(f), c), tf.mul(tf.sigmoid(i), tf.tanh(g)));
      h = tf.mul(tf.sigmoid(o), tf.tanh(c));
    }
    if (cell === 'gru') {
      const gates = tf.sigmoid(tf.add(tf.slice(input, [0, 0], [-1, 2 * units]), recurrent(h, 0, 2)));
      const update = part(gates, 0);
      const reset = part(gates, 1);
      const candidate = tf.tanh(tf.add(part(input, 2), recurrent(tf.mul(reset, h), 2 * units, 1)));
      h = tf.add(tf.mul(update, h), tf.mul(tf.sub(1, update), candidate));
    }
    return h;
  });
  return tf.stack(states, 1);
}

function stockLoss(loss: StepLoss, answers: tf.Tensor2D, batch: StepBatch): tf.Scalar {
  const outputs = answers.shape[1];
  const error = tf.sub(tf.tensor2d(batch.targets, [batch.size, outputs]), answers);
  const weights = tf.tensor2d(batch.weights, [batch.size, outputs]);
  const cost = () => {
    if (loss.kind === 'squared') return tf.square(error);
    if (loss.kind === 'absolute') return tf.abs(error);
    if (loss.kind !== 'pinball') throw new Error(`no loss of values: ${loss.kind}`);
    const levels = tf.tensor1d([...loss.levels]);
    return tf.maximum(tf.mul(levels, error), tf.mul(tf.sub(levels, 1), error));
  };
  return tf.sum(tf.mul(weights, cost())) as tf.Scalar;
}

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  const worst = Math.max(
    0,
    ...Array.from(actual, (value, i) => Math.abs(value - expected[i]!) / (1 + Math.abs(expected[i]!))),
  );
  expect(worst).toBeLessThan(tolerance);
}

describe('createTrainingStep()', () => {
  it.each(cases)(
    'answers, loses and differentiates as tensor operations do: $name, $loss.kind, $size windows',
    ({ network, loss: given, size }) => {
      const loss = levelsFor(given, network.outputs);
      const step = createTrainingStep(crew, network, { batchSize: 40, loss });
      const weights = randomWeights(step, 5);
      const batch = randomBatch(network, size, 6);
      step.write(weights);
      tf.tidy(() => {
        const tensors = weights.map((values, i) => tf.tensor(values, [...step.parameters[i]!.shape]));
        const answers = stockAnswers(network, tensors, batch);
        expectClose(step.answer(batch), answers.dataSync(), 1e-5);
        const slopes = tf.valueAndGrads((...given: tf.Tensor[]) =>
          stockLoss(loss, stockAnswers(network, given, batch), batch),
        );
        const { value, grads } = slopes(tensors);
        const outcome = step.train(batch, { learningRate: 0 });
        expectClose([outcome.loss], value.dataSync(), 1e-5);
        const gradients = step.read('gradients');
        grads.forEach((expected, i) => {
          expectClose(gradients[i]!, expected.dataSync(), 1e-5);
        });
        const norm = Math.hypot(...gradients.flatMap((values) => [...values]));
        expectClose([outcome.gradientNorm], [norm], 1e-5);
      });
      step.dispose();
    },
  );

  it('moves the weights as Adam does, written as the paper has it in float64', () => {
    const network = networks['segments, context and copies around a GRU']!;
    const step = createTrainingStep(crew, network, {
      batchSize: 16,
      loss: { kind: 'squared' },
      clipNorm: 0.05,
    });
    step.write(randomWeights(step, 1), { averages: true });
    const paper = paperAdam(
      step.read().map((values) => Float64Array.from(values)),
      0.05,
    );
    for (let seed = 0; seed < 5; seed++) {
      const { gradientNorm } = step.train(randomBatch(network, 16, seed), {
        learningRate: 0.01,
        averageShare: 0.25,
      });
      expect(gradientNorm).toBeGreaterThan(0.05);
      paper.step(step.read('gradients'), 0.01, 0.25);
    }
    step.read().forEach((values, i) => {
      expectClose(values, paper.weights[i]!, 2e-6);
    });
    step.read('averages').forEach((values, i) => {
      expectClose(values, paper.averages[i]!, 2e-6);
    });
    step.dispose();
  });

  it('learns: the loss of a batch falls to a tenth', () => {
    const network = networks['three layers of different cells']!;
    const step = createTrainingStep(crew, network, { batchSize: 8, loss: { kind: 'squared' } });
    step.write(randomWeights(step, 2));
    const batch = randomBatch(network, 8, 3);
    const first = step.train(batch, { learningRate: 0.02 }).loss;
    for (let i = 0; i < 400; i++) step.train(batch, { learningRate: 0.02 });
    expect(step.train(batch, { learningRate: 0.02 }).loss).toBeLessThan(first / 10);
    step.dispose();
  });

  it('says so by its norm, and keeps the weights, when a number is not finite', () => {
    const network = networks['a bare LSTM']!;
    for (const loss of losses.slice(0, 2)) {
      const step = createTrainingStep(crew, network, { batchSize: 8, loss });
      step.write(randomWeights(step, 2));
      const before = step.read();
      const batch = randomBatch(network, 8, 3);
      batch.inputs[2] = Number.NaN;
      batch.weights.fill(1);
      expect(step.train(batch, { learningRate: 0.02 }).gradientNorm).toBeNaN();
      expect(step.read()).toEqual(before);
      step.dispose();
    }
  });

  it('does not look at a target without weight', () => {
    const network = networks['a bare LSTM']!;
    const step = createTrainingStep(crew, network, { batchSize: 8, loss: { kind: 'absolute' } });
    step.write(randomWeights(step, 2));
    const batch = randomBatch(network, 8, 3);
    batch.weights[5] = 0;
    batch.targets[5] = 0;
    const expected = step.train(batch, { learningRate: 0 });
    batch.targets[5] = 1e6;
    expect(step.train(batch, { learningRate: 0 })).toEqual(expected);
    step.dispose();
  });

  it.each(Object.entries({ ...networks, 'three layers with dropout': thinned }))(
    'gives the same bits on one, two and three threads: %s',
    async (_, network) => {
      const bits = async (further: number) => {
        const threads = gatherCrew(kernels, further, startKernelThread);
        while (threads.threads() < 1 + further) await new Promise((resolve) => setTimeout(resolve, 5));
        const step = createTrainingStep(threads, network, { batchSize: 40, loss: { kind: 'absolute' } });
        step.write(randomWeights(step, 5));
        const outcomes = [];
        for (let seed = 0; seed < 50; seed++) {
          outcomes.push(
            step.train(randomBatch(network, 1 + ((seed * 7) % 40), seed), { learningRate: 0.01 }),
          );
        }
        const answers = step.answer(randomBatch(network, 33, 1));
        const weights = step.read();
        step.dispose();
        threads.dispose();
        return { outcomes, weights, answers };
      };
      const alone = await bits(0);
      expect(await bits(1)).toEqual(alone);
      expect(await bits(2)).toEqual(alone);
    },
  );

  describe('with dropout between layers', () => {
    const network: StepNetwork = {
      steps: 6,
      features: 2,
      embedUnits: 0,
      layers: [
        { name: 'first', cell: 'gru', units: 5, dropout: 0.4 },
        { name: 'second', cell: 'lstm', units: 4, dropout: 0.2 },
        { name: 'third', cell: 'rnn', units: 3 },
      ],
      contextSize: 0,
      outputs: 2,
      copies: 0,
    };
    const options = { batchSize: 40, loss: { kind: 'squared' }, seed: 3 } as const;
    const plain = { ...network, layers: network.layers.map(({ dropout, ...layer }) => layer) };

    it('answers as without', () => {
      const batch = randomBatch(network, 20, 1);
      const answers = [network, plain].map((one) => {
        const step = createTrainingStep(crew, one, options);
        step.write(randomWeights(step, 2));
        step.train(batch, { learningRate: 0 });
        const found = step.answer(batch);
        step.dispose();
        return found;
      });
      expect(answers[0]).toEqual(answers[1]);
    });

    it('gives the slopes of the thinned network: the loss moves as the gradient says', () => {
      const batch = randomBatch(network, 20, 1);
      // The first batch of every step has the same masks, so it can be repeated with other weights.
      const run = (weights: readonly Float32Array[]) => {
        const step = createTrainingStep(crew, network, options);
        step.write(weights);
        const { loss } = step.train(batch, { learningRate: 0 });
        const gradients = step.read('gradients');
        step.dispose();
        return { loss, gradients };
      };
      const probe = createTrainingStep(crew, network, options);
      const weights = randomWeights(probe, 2);
      const directions = randomWeights(probe, 9);
      probe.dispose();
      const moved = (by: number) =>
        weights.map((values, p) => values.map((value, i) => value + by * directions[p]![i]!));
      const { gradients } = run(weights);
      const slope = gradients.reduce(
        (sum, values, p) => values.reduce((s, g, i) => s + g * directions[p]![i]!, sum),
        0,
      );
      const difference = (run(moved(0.01)).loss - run(moved(-0.01)).loss) / 0.02;
      expect(Math.abs(difference / slope - 1)).toBeLessThan(0.005);
    });

    it('drops about the share it is told to, and keeps the mean', () => {
      // An RNN whose states are all tanh(1), read by one whose weights are so small that it adds its inputs up.
      const units = 64;
      const wide: StepNetwork = {
        ...plain,
        steps: 1,
        features: 1,
        layers: [
          { name: 'first', cell: 'rnn', units, dropout: 0.25 },
          { name: 'second', cell: 'rnn', units: 1 },
        ],
        outputs: 1,
      };
      const step = createTrainingStep(crew, wide, options);
      const weights = step.parameters.map(({ size }) => new Float32Array(size));
      weights[2]!.fill(1);
      weights[3]!.fill(1e-3 / units);
      weights[6]!.fill(1);
      step.write(weights);
      const size = 40;
      const batch = {
        ...randomBatch(wide, size, 1),
        targets: new Float32Array(size),
        weights: new Float32Array(size).fill(1),
      };
      const batches = 50;
      let shares = 0;
      for (let b = 0; b < batches; b++) {
        step.train(batch, { learningRate: 0 });
        // The gradient by the head's kernel is Σ 2 · state², by its bias Σ 2 · state.
        shares += step.read('gradients').at(-1)![0]! / (2 * size) / (1e-3 * Math.tanh(1)) / batches;
      }
      expect(shares).toBeGreaterThan(0.99);
      expect(shares).toBeLessThan(1.01);
      step.dispose();
    });

    it('draws other masks for other batches and other seeds, the same for the same', () => {
      const losses = (seed: number) => {
        const step = createTrainingStep(crew, network, { ...options, seed });
        step.write(randomWeights(step, 2));
        const batch = randomBatch(network, 20, 1);
        const found = [1, 2, 3].map(() => step.train(batch, { learningRate: 0 }).loss);
        step.dispose();
        return found;
      };
      const first = losses(1);
      expect(new Set([...first, ...losses(2)]).size).toBe(6);
      expect(losses(1)).toEqual(first);
    });

    it('is refused above the last layer and out of range', () => {
      const layers = (dropout: number) => [{ name: 'only', cell: 'rnn' as const, units: 2, dropout }];
      const create = (dropout: number) => () =>
        createTrainingStep(crew, { ...network, layers: layers(dropout) }, options);
      expect(create(0.5)).toThrow('dropout above only, the last layer');
      expect(create(1)).toThrow('dropout 1 of only');
    });
  });

  it('refuses sizes that are no counts', () => {
    const network = { ...networks['a bare LSTM']!, features: 0, outputs: 1.5 };
    const create = () => createTrainingStep(crew, network, { batchSize: 8, loss: { kind: 'squared' } });
    expect(create).toThrow(expect.objectContaining({ code: 'invalid-config' }));
    expect(create).toThrow('features 0, outputs 1.5');
  });

  it('gives its memory back', () => {
    const used = kernels.memory.used;
    const step = createTrainingStep(crew, networks['a bare LSTM']!, {
      batchSize: 8,
      loss: { kind: 'squared' },
    });
    expect(kernels.memory.used).toBeGreaterThan(used);
    step.dispose();
    expect(kernels.memory.used).toBe(used);
  });

  it('refuses a batch that is too large, and one that lacks a part', () => {
    const network = networks['three layers of different cells']!;
    const step = createTrainingStep(crew, network, { batchSize: 8, loss: { kind: 'squared' } });
    expect(() => step.answer(randomBatch(network, 9, 1))).toThrow('at most 8 windows fit, there are 9');
    const { contexts, ...batch } = randomBatch(network, 8, 1);
    expect(() => step.answer(batch)).toThrow('8 contexts are needed, there are 0');
    step.dispose();
  });
});

/** Algorithm 1 of the paper, after clipping to a global norm, and an exponential mean of the weights. */
function paperAdam(weights: Float64Array[], clipNorm: number) {
  const [first, second] = [0, 1].map(() => weights.map((values) => new Float64Array(values.length)));
  const averages = weights.map((values) => values.slice());
  let t = 0;
  return {
    weights,
    averages,
    step(gradients: readonly Float32Array[], rate: number, share: number) {
      t++;
      const norm = Math.sqrt(gradients.reduce((sum, values) => values.reduce((s, g) => s + g * g, sum), 0));
      weights.forEach((values, p) => {
        for (let i = 0; i < values.length; i++) {
          const g = gradients[p]![i]! * Math.min(1, clipNorm / norm);
          first![p]![i] = 0.9 * first![p]![i]! + 0.1 * g;
          second![p]![i] = 0.999 * second![p]![i]! + 0.001 * g * g;
          const mean = first![p]![i]! / (1 - 0.9 ** t);
          const square = second![p]![i]! / (1 - 0.999 ** t);
          values[i] = values[i]! - (rate * mean) / (Math.sqrt(square) + 1e-8);
          averages[p]![i] = averages[p]![i]! + share * (values[i]! - averages[p]![i]!);
        }
      });
    },
  };
}
