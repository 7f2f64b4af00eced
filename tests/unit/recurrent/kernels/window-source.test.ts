import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '#forecasting/random.ts';
import { ownContext as contextSize } from '#forecasting/recurrent/covariate-inputs.ts';
import { gatherCrew } from '#forecasting/recurrent/kernels/kernel-crew.ts';
import { createTrainingStep, type TrainingStep } from '#forecasting/recurrent/kernels/training-step.ts';
import { createWindowSource } from '#forecasting/recurrent/kernels/window-source.ts';
import { type NetworkShape, shapeNetwork } from '#forecasting/recurrent/network-shape.ts';
import { prepareSeries } from '#forecasting/recurrent/prepared-series.ts';
import { gatherInputs, gatherTargets } from '#forecasting/recurrent/window-batch.ts';
import { loadTestKernels } from '#tests/support/kernels.ts';
import { startKernelThread } from '#workers/kernel-threads.ts';

const kernels = loadTestKernels();
const crew = gatherCrew(kernels);

function stepFor(shape: NetworkShape, batchSize: number, threads = crew): TrainingStep {
  const step = createTrainingStep(
    threads,
    {
      steps: shape.steps,
      features: shape.segment,
      embedUnits: 0,
      layers: [{ name: 'cell', cell: shape.kind, units: shape.units }],
      contextSize,
      outputs: shape.horizon,
      copies: shape.copies.length,
    },
    { batchSize, loss: { kind: 'absolute' } },
  );
  const random = createRandom(1);
  step.write(step.parameters.map(({ size }) => Float32Array.from({ length: size }, () => random() - 0.5)));
  return step;
}

/** A season, a trend and noise; every tenth value missing where `holes`. */
function makeSeries(
  length: number,
  season: number,
  { seed, holes }: { seed: number; holes: boolean },
): Float64Array {
  const random = createRandom(seed);
  return Float64Array.from({ length }, (_, i) => {
    const value = 1e6 + i / 10 + 5 * Math.sin((2 * Math.PI * i) / season) + random();
    return holes && random() < 0.1 && i > 0 ? Number.NaN : value;
  });
}

const anyPanel = fc.record({
  lookback: fc.integer({ min: 2, max: 80 }),
  horizon: fc.integer({ min: 1, max: 30 }),
  seasonLength: fc.integer({ min: 1, max: 26 }),
  length: fc.integer({ min: 12, max: 300 }),
  holes: fc.boolean(),
  windows: fc.integer({ min: 1, max: 40 }),
  seed: fc.nat(1000),
});

describe('TrainingStep.trainOn()', () => {
  it('learns from the windows that gatherBatch() would hand over', () => {
    fc.assert(
      fc.property(anyPanel, ({ lookback, horizon, seasonLength, length, holes, windows, seed }) => {
        const shape = shapeNetwork({ kind: 'gru', units: 4, lookback, horizon, seasonLength });
        const panel = [0, 1].map((i) => {
          const values = makeSeries(length + 7 * i, Math.max(2, seasonLength), { seed: seed + i, holes });
          const series = prepareSeries({ values, seasonLength });
          return { series, targetEnd: length - 2, errorScale: 0.5 + i };
        });
        const random = createRandom(seed);
        const places = {
          series: Array.from({ length: windows }, () => (random() < 0.5 ? 0 : 1)),
          origins: Array.from({ length: windows }, () => Math.floor(random() * (length - 3))),
        };
        const handed = handOver(shape, panel, places);
        const [ours, others] = [stepFor(shape, 40), stepFor(shape, 40)];
        const source = createWindowSource(kernels, panel, { lookback, copies: shape.copies, batchSize: 40 });
        const outcome = ours.trainOn(source, places, { learningRate: 0 });
        const expected = others.train(handed, { learningRate: 0 });
        expect(Math.abs(outcome.loss - expected.loss)).toBeLessThan(1e-5 * (1 + expected.loss));
        const gradients = ours.read('gradients').flatMap((values) => [...values]);
        const wanted = others.read('gradients').flatMap((values) => [...values]);
        const scale = 1 + Math.max(...wanted.map(Math.abs));
        const worst = Math.max(...wanted.map((value, i) => Math.abs(value - gradients[i]!)));
        expect(worst / scale).toBeLessThan(2e-5);
        for (const one of [ours, others]) one.dispose();
        source.release();
      }),
      { numRuns: 120 },
    );
    expect(kernels.memory.used).toBeLessThan(1000);
  });

  it('gives the same bits on one thread and on two', async () => {
    const shape = shapeNetwork({ kind: 'lstm', units: 5, lookback: 30, horizon: 6, seasonLength: 7 });
    const series = prepareSeries({ values: makeSeries(400, 7, { seed: 3, holes: true }), seasonLength: 7 });
    const panel = [{ series, targetEnd: 390, errorScale: 1 }];
    const places = (batch: number) => ({
      series: new Uint32Array(32),
      origins: Uint32Array.from({ length: 32 }, (_, i) => 30 + ((batch * 53 + i * 11) % 350)),
    });
    const train = async (further: number) => {
      const threads = gatherCrew(kernels, further, startKernelThread);
      while (threads.threads() < 1 + further) await new Promise((resolve) => setTimeout(resolve, 5));
      const step = stepFor(shape, 32, threads);
      const source = createWindowSource(kernels, panel, {
        lookback: 30,
        copies: shape.copies,
        batchSize: 32,
      });
      for (let batch = 0; batch < 40; batch++) step.trainOn(source, places(batch), { learningRate: 0.01 });
      const weights = step.read();
      step.dispose();
      source.release();
      threads.dispose();
      return weights;
    };
    expect(await train(1)).toEqual(await train(0));
  });

  it('refuses a source of other copies and more windows than fit', () => {
    const shape = shapeNetwork({ kind: 'rnn', units: 2, lookback: 10, horizon: 3, seasonLength: 5 });
    const series = prepareSeries({ values: makeSeries(60, 5, { seed: 1, holes: false }), seasonLength: 5 });
    const panel = [{ series, targetEnd: 60, errorScale: 1 }];
    const step = stepFor(shape, 8);
    const source = createWindowSource(kernels, panel, {
      lookback: 10,
      copies: shape.copies.slice(1),
      batchSize: 4,
    });
    const places = (count: number) => ({
      series: new Uint32Array(count),
      origins: new Uint32Array(count).fill(20),
    });
    expect(() => step.trainOn(source, places(5), { learningRate: 0 })).toThrow('at most 4 windows fit');
    expect(() => step.trainOn(source, places(4), { learningRate: 0 })).toThrow('copies are gathered');
    step.dispose();
    source.release();
  });
});

/** The batch as the host gathers it, its weights shared out over the targets. */
function handOver(
  shape: NetworkShape,
  panel: readonly { series: ReturnType<typeof prepareSeries>; targetEnd: number; errorScale: number }[],
  { series, origins }: { series: number[]; origins: number[] },
) {
  const windows = series.map((s, i) => ({ series: panel[s]!.series, origin: origins[i]! }));
  const inputs = gatherInputs(windows, shape);
  const { targets, weights } = gatherTargets(windows, inputs.scales, {
    horizon: shape.horizon,
    ends: series.map((s) => panel[s]!.targetEnd),
    errorScales: series.map((s) => panel[s]!.errorScale),
  });
  const count = Math.max(1, weights.filter((weight) => weight > 0).length);
  return {
    size: windows.length,
    inputs: inputs.segments,
    contexts: inputs.context,
    copies: inputs.copies,
    targets,
    weights: Float32Array.from(weights, (weight) => weight / count),
  };
}
