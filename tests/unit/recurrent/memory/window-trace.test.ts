import { describe, expect, it } from 'vitest';
import { networkKinds } from '#forecasting/forecaster-kind.ts';
import { createRandom } from '#forecasting/random.ts';
import { forecastWithKernels } from '#forecasting/recurrent/kernel-forecaster.ts';
import { startingBias } from '#forecasting/recurrent/memory/gate-bias.ts';
import { nameWeights } from '#forecasting/recurrent/memory/network-head.ts';
import { drawNetwork } from '#forecasting/recurrent/memory/untrained-network.ts';
import { spreadWindows } from '#forecasting/recurrent/memory/watched-windows.ts';
import { traceWindow } from '#forecasting/recurrent/memory/window-trace.ts';
import { buildNetwork } from '#forecasting/recurrent/network.ts';
import { shapeNetwork } from '#forecasting/recurrent/network-shape.ts';
import { createRecurrentForecaster } from '#forecasting/recurrent/recurrent-forecaster.ts';
import { readSavedConfig } from '#forecasting/recurrent/saved-config.ts';
import { readWeights } from '#forecasting/recurrent/weights.ts';
import { networkOptions, twoSines } from '#tests/support/network-options.ts';
import { loopSteps } from '#tests/support/recurrent-loop.ts';
import { withTensorBackend } from '#tests/support/tensor-backend.ts';

const engine = withTensorBackend();

const values = (() => {
  const random = createRandom(2);
  return twoSines(260, { level: 40, size: 6 }).map((value) => value + random());
})();
const learning = { units: 10, epochs: 12, patience: 12, learningRate: 1e-2, seasonLength: 24 };

const cases = networkKinds.flatMap((kind) => [
  { kind, lookback: 20 },
  { kind, lookback: 72 },
]);

describe('traceWindow()', () => {
  it.each(cases)(
    'ends in the forecast of the $kind with lookback $lookback, to rounding',
    async ({ kind, lookback }) => {
      const options = networkOptions({ ...learning, lookback });
      const fitted = await createRecurrentForecaster(kind, options, engine().kernels).fit([
        { values, seasonLength: 24 },
      ]);
      expect(fitted.bestEpoch).toBeGreaterThan(0);
      const state = fitted.save();
      const { shape } = readSavedConfig(state);
      const origin = 200;
      const trace = traceWindow(
        engine().kernels!.kernels,
        { shape, weights: nameWeights(state.weights) },
        { history: { values: values.slice(0, origin + 1) }, origin, mostUnits: 4 },
      );
      const seen = { values: values.slice(0, origin + 1), seasonLength: 24 };
      const [forecast] = fitted.forecast([seen], 1);
      expect(trace.output.at(-1)).toBeCloseTo(forecast![0]!, 4);
      expect(trace.output).toHaveLength(shape.steps);
      expect(trace.came.at(-1)).toBeNull();
      expect(trace.came[0]).toBe(values[origin - (shape.steps - 1) * shape.segment + 1]);
      expect(trace.input).toEqual([...values.slice(origin - shape.steps * shape.segment + 1, origin + 1)]);
      expect(trace.hidden).toHaveLength(4);
      expect(trace.cell === null).toBe(kind !== 'lstm');
      fitted.dispose();
    },
  );

  it.each(networkKinds)('reads what stands beside the series as the %s does', async (kind) => {
    const options = networkOptions({ ...learning, lookback: 48 });
    const beside = (length: number) => Float64Array.from({ length }, (_, i) => Math.cos(i / 5));
    const upTo = (length: number) => ({
      values: values.slice(0, length),
      covariates: {
        past: [beside(length)],
        future: [beside(length + options.horizon)],
        calendar: [beside(length)],
      },
    });
    const fitted = await createRecurrentForecaster(kind, options, engine().kernels).fit([
      { ...upTo(values.length), seasonLength: 24 },
    ]);
    const state = fitted.save();
    const network = { shape: readSavedConfig(state).shape, weights: nameWeights(state.weights) };
    const history = upTo(201);
    const asked = { history, origin: 200, mostUnits: 4 };
    const { output } = traceWindow(engine().kernels!.kernels, network, asked);
    const [forecast] = fitted.forecast([{ ...history, seasonLength: 24 }], 1);
    expect(output.at(-1)).toBeCloseTo(forecast![0]!, 4);
    const alone = { ...asked, history: { values: history.values } };
    expect(traceWindow(engine().kernels!.kernels, network, alone).output.at(-1)).not.toBeCloseTo(
      forecast![0]!,
      4,
    );
    fitted.dispose();
  });

  it('tells the values themselves where the network reads logarithms', () => {
    const shape = shapeNetwork({
      kind: 'gru',
      units: 3,
      lookback: 20,
      horizon: 2,
      seasonLength: 1,
      normalisation: 'log',
    });
    const asked = { history: { values }, origin: 100, mostUnits: 3 };
    const { input } = traceWindow(engine().kernels!.kernels, drawNetwork(shape, { seed: 1 }), asked);
    for (const [i, value] of input.entries()) expect(value).toBeCloseTo(values[81 + i]!, 10);
  });

  it('holds the gates and states of a float64 loop over the normalised window', () => {
    const shape = shapeNetwork({ kind: 'lstm', units: 5, lookback: 20, horizon: 4, seasonLength: 24 });
    const { weights } = drawNetwork(shape, { seed: 4, memory: 12 });
    const trace = traceWindow(
      engine().kernels!.kernels,
      { shape, weights },
      { history: { values }, origin: 100, mostUnits: 5 },
    );
    const mean = trace.input.reduce((sum, value) => sum + value, 0) / 20;
    const scale = trace.input.reduce((sum, value) => sum + Math.abs(value - mean), 0) / 20;
    const steps = loopSteps(
      {
        cell: 'lstm',
        units: 5,
        kernel: weights.get('cell/kernel')!,
        recurrentKernel: weights.get('cell/recurrent_kernel')!,
        bias: weights.get('cell/bias')!,
      },
      trace.input.map((value) => [(value - mean) / scale]),
    );
    trace.shown.forEach((unit, row) => {
      steps.forEach((step, t) => {
        expect(trace.hidden[row]![t]).toBeCloseTo(step.hidden[unit]!, 5);
        expect(trace.cell![row]![t]).toBeCloseTo(step.cell[unit]!, 5);
        expect(trace.gates.forget![row]![t]).toBeCloseTo(step.gates.forget![unit]!, 5);
      });
    });
    expect(trace.weights).toBe(4 * 5 * (1 + 5 + 1));
  });

  it('fills holes of the input and says nothing of what came where nothing came', () => {
    const shape = shapeNetwork({ kind: 'gru', units: 3, lookback: 20, horizon: 2, seasonLength: 1 });
    const holed = values.slice();
    holed[95] = Number.NaN;
    const { input, came } = traceWindow(engine().kernels!.kernels, drawNetwork(shape, { seed: 1 }), {
      history: { values: holed },
      origin: 100,
      mostUnits: 3,
    });
    expect(input[14]).toBe(holed[94]);
    expect(came[13]).toBeNull();
  });
});

describe('forecastWithKernels()', () => {
  it.each(cases)(
    'says what the $kind with lookback $lookback says, to rounding',
    async ({ kind, lookback }) => {
      const options = networkOptions({ ...learning, lookback });
      const crew = engine().kernels!;
      const fitted = await createRecurrentForecaster(kind, options, crew).fit([{ values, seasonLength: 24 }]);
      const histories = [260, 90, 30].map((length) => ({
        values: values.slice(0, length),
        seasonLength: 24,
      }));
      const before = crew.kernels.memory.used;
      const said = forecastWithKernels(crew, fitted.save(), histories);
      expect(crew.kernels.memory.used).toBe(before);
      fitted.forecast(histories, 4).forEach((expected, i) => {
        expected.forEach((value, step) => {
          expect(said[i]![step]).toBeCloseTo(value, 4);
        });
      });
      fitted.dispose();
    },
  );
});

describe('drawNetwork()', () => {
  it.each(cases)(
    'draws the weights that a training of a $kind with lookback $lookback has, by name and size',
    (one) => {
      const shape = shapeNetwork({ ...one, units: 6, horizon: 3, seasonLength: 24 });
      const model = buildNetwork(shape, 1);
      const { weights } = drawNetwork(shape, { seed: 1 });
      for (const { name, values: trained } of readWeights(model)) {
        const drawn = weights.get(name)!;
        expect(drawn.length, name).toBe(trained.length);
        // Uniform draws of the same width: their largest are close.
        const most = (numbers: Float32Array) => Math.max(...numbers.map(Math.abs));
        if (name.endsWith('kernel')) {
          expect(most(drawn) - most(trained), name).toBeCloseTo(0, 0);
          expect(most(drawn) > 0).toBe(most(trained) > 0);
        } else expect(drawn, name).toEqual(trained);
      }
      expect(weights.size).toBe(readWeights(model).length);
      model.dispose();
    },
  );
});

describe('startingBias()', () => {
  it('keeps T / (T + 1) of a unit a step: 24 / 25 for a day of hours', () => {
    const bias = startingBias({ kind: 'lstm', units: 1, segment: 1 }, 24);
    expect(1 / (1 + Math.exp(-bias[1]!))).toBeCloseTo(24 / 25, 6);
    expect(1 / (1 + Math.exp(-bias[0]!))).toBeCloseTo(1 / 25, 6);
  });

  it('never asks for less than one step', () => {
    expect([...startingBias({ kind: 'gru', units: 1, segment: 24 }, 2)]).toEqual([0, 0, 0]);
  });
});

describe('spreadWindows()', () => {
  it('ends with the newest window whose targets are all known, and takes what a short series has', () => {
    const shape = shapeNetwork({ kind: 'rnn', units: 2, lookback: 20, horizon: 4, seasonLength: 1 });
    const { inputs, targets } = spreadWindows({ values }, shape, 8);
    expect(inputs.size).toBe(8);
    expect([...targets.weights].every((weight) => weight > 0)).toBe(true);
    expect(spreadWindows({ values: values.slice(0, 6) }, shape, 8).inputs.size).toBe(1);
  });
});
