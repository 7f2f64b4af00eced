import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '#forecasting/random.ts';
import { gradientOfNetwork } from '#forecasting/recurrent/memory/network-gradient.ts';
import { headOf, nameWeights } from '#forecasting/recurrent/memory/network-head.ts';
import { buildNetwork, setMemory } from '#forecasting/recurrent/network.ts';
import { answer } from '#forecasting/recurrent/network-pass.ts';
import { type NetworkShape, shapeNetwork } from '#forecasting/recurrent/network-shape.ts';
import {
  gatherBatch,
  prepareTraining,
  spread,
  type TrainingBatch,
} from '#forecasting/recurrent/training-data.ts';
import { assign, readWeights, variablesOf } from '#forecasting/recurrent/weights.ts';
import { loadTestKernels } from '#tests/support/kernels.ts';
import { unrollNetwork } from '#tests/support/unrolled-network.ts';

const kernels = loadTestKernels();

/** A noisy season, long enough for a few dozen windows. */
const values = (() => {
  const random = createRandom(8);
  return Float64Array.from({ length: 400 }, (_, i) => 20 + 5 * Math.sin((2 * Math.PI * i) / 12) + random());
})();

const cases = (['rnn', 'lstm', 'gru'] as const).flatMap((kind) => [
  { kind, lookback: 18, what: 'one observation a step' },
  { kind, lookback: 96, what: 'segments of 6' },
]);

function shapeOf({ kind, lookback }: { kind: NetworkShape['kind']; lookback: number }): NetworkShape {
  return shapeNetwork({ kind, units: 7, lookback, horizon: 4, seasonLength: 12 });
}

function batchOf(shape: NetworkShape): TrainingBatch {
  const data = prepareTraining([{ values, seasonLength: 12 }], shape, { errorScales: [1], validate: false });
  return gatherBatch(data, data.training, spread(data.training.origins.length, 9), shape);
}

/** The network of a shape, as it starts or with every weight drawn. */
function networkOf(shape: NetworkShape, drawn: boolean): tf.LayersModel {
  const model = buildNetwork(shape, 3);
  const random = createRandom(4);
  if (!drawn) return model;
  for (const { variable } of variablesOf(model)) {
    assign(
      variable,
      Float32Array.from({ length: variable.size }, () => random() - 0.5),
    );
  }
  return model;
}

/** Geometric mean over the windows of the norm at each lag over that at lag 0. */
function sharesOf(byStep: readonly number[][][]): number[] {
  const norms = byStep.map((windows) => windows.map((units) => Math.hypot(...units))).reverse();
  return norms.map((own) => {
    const logs = own.map((norm, window) => Math.log(norm / norms[0]![window]!));
    return Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length);
  });
}

function expectShares(actual: readonly number[], expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  actual.forEach((share, lag) => {
    expect(Math.abs(share - expected[lag]!) / Math.max(1e-3, expected[lag]!), `lag ${lag}`).toBeLessThan(
      1e-3,
    );
  });
}

beforeAll(() => tf.setBackend('cpu'));

describe('gradientOfNetwork()', () => {
  it.each(cases)('equals a $kind unrolled in tfjs with zeros added to its states: $what', (one) => {
    const shape = shapeOf(one);
    const batch = batchOf(shape);
    const model = networkOf(shape, true);
    const weights = readWeights(model);
    const unrolled = unrollNetwork(shape, weights, batch);
    // The unrolled network is the network.
    answer(model, shape, batch.inputs).forEach((row, window) => {
      const { centre, scale } = batch.inputs.scales[window]!;
      row.forEach((value, step) => {
        expect((value - centre) / scale).toBeCloseTo(unrolled.answers[window]![step]!, 4);
      });
    });
    const ours = gradientOfNetwork(kernels, { shape, weights: nameWeights(weights) }, batch);
    expectShares(ours.hidden, sharesOf(unrolled.hidden));
    if (shape.kind === 'lstm') expectShares(ours.cell!, sharesOf(unrolled.cell));
    else expect(ours.cell).toBeNull();
    model.dispose();
  });

  it('reads an untrained network through a drawn head, for nothing passes one of zeros', () => {
    const shape = shapeOf({ kind: 'lstm', lookback: 18 });
    const model = networkOf(shape, false);
    const weights = nameWeights(readWeights(model));
    expect(headOf(shape, weights).isBlind).toBe(true);
    const { hidden } = gradientOfNetwork(kernels, { shape, weights }, batchOf(shape));
    expect(hidden[0]).toBe(1);
    expect(hidden[17]).toBeGreaterThan(0);
    expect(hidden[17]).toBeLessThan(1e-2);
    model.dispose();
  });

  it('keeps more of the cell state the longer the memory it starts with: σ(log T) a step', () => {
    const shape = shapeOf({ kind: 'lstm', lookback: 18 });
    const left = [4, 24, 400].map((memory) => {
      const model = networkOf(shape, false);
      setMemory(model, shape, memory);
      const weights = nameWeights(readWeights(model));
      model.dispose();
      return gradientOfNetwork(kernels, { shape, weights }, batchOf(shape)).cell![17]!;
    });
    expect(left[0]).toBeLessThan(left[1]!);
    expect(left[1]).toBeLessThan(left[2]!);
    expect(left[2]).toBeGreaterThan(0.5);
  });
});
