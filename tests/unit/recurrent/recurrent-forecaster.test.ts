import { describe, expect, it } from 'vitest';
import { networkKinds } from '#forecasting/forecaster-kind.ts';
import {
  type CreateNetwork,
  type EpochGradient,
  type NetworkEpoch,
  type NetworkOptions,
  normalisations,
} from '#forecasting/network-forecaster.ts';
import { createRandom, drawNormal } from '#forecasting/random.ts';
import { decodeModel, encodeModel } from '#forecasting/recurrent/model-file.ts';
import { createRecurrentForecaster } from '#forecasting/recurrent/recurrent-forecaster.ts';
import { restoreForecaster } from '#forecasting/recurrent/restore-forecaster.ts';
import { networkOptions, twoSines } from '../../support/network-options.ts';
import { countTensors, withTensorBackend } from '../../support/tensor-backend.ts';

const engine = withTensorBackend();

const createNetwork: CreateNetwork = (kind, options) =>
  createRecurrentForecaster(kind, options, engine().kernels);

const history = (values: Float64Array, seasonLength = 1) => ({ values, seasonLength });

async function forecastOf(values: Float64Array, changes: Partial<NetworkOptions> = {}): Promise<number[]> {
  const options = networkOptions(changes);
  const fitted = await createNetwork('gru', options).fit([history(values)]);
  const [forecast] = fitted.forecast([history(values)], options.horizon);
  fitted.dispose();
  return [...forecast!];
}

describe.each(networkKinds)('createRecurrentForecaster(%s)', (kind) => {
  it('sees what the run says stands where a value is missing', async () => {
    const values = twoSines(120).map((value, t) => (t % 9 === 4 ? Number.NaN : value));
    const shown = (filler: number) => values.map((value) => (Number.isNaN(value) ? filler : value));
    const fitted = await createNetwork(kind, networkOptions()).fit([{ values, seasonLength: 1 }]);
    const say = (filler: number) =>
      fitted.forecast([{ values, filled: shown(filler), seasonLength: 1 }], 4)[0];
    expect(say(0)).not.toEqual(say(1));
    expect(say(0)).toEqual(fitted.forecast([{ values: shown(0), seasonLength: 1 }], 4)[0]);
    fitted.dispose();
  });

  it('learns to continue two sines far better than it starts', async () => {
    const values = twoSines(240);
    const epochs: NetworkEpoch[] = [];
    const onEpoch = (epoch: NetworkEpoch) => void epochs.push(epoch);
    const options = networkOptions({ units: 16, epochs: 40, patience: 40, learningRate: 1e-2, onEpoch });
    const fitted = await createNetwork(kind, options).fit([history(values.slice(0, 200))]);
    expect(fitted.validationError).toBeLessThan(0.4 * epochs[0]!.validationError);
    expect(fitted.validationError).toBe(Math.min(...epochs.map((epoch) => epoch.validationError)));
    fitted.dispose();
  });

  it('forecasts the same bits after saving, encoding, decoding and restoring', async () => {
    const values = twoSines(120, { level: 50, size: 7 });
    const fitted = await createNetwork(kind, networkOptions({ lookback: 30 })).fit([history(values)]);
    const bytes = encodeModel([fitted.save()]);
    const restored = restoreForecaster(decodeModel(bytes)[0]!, engine().kernels);
    const histories = [history(values), history(values.slice(0, 70)), history(values.slice(0, 9))];
    expect(restored.forecast(histories, 4)).toEqual(fitted.forecast(histories, 4));
    expect(restored.parameters).toBe(fitted.parameters);
    expect(encodeModel([restored.save()])).toEqual(bytes);
    fitted.dispose();
    restored.dispose();
  });

  it("forecasts with the library's own layers what it forecasts with the fused kernels", async () => {
    const values = twoSines(150, { level: 3 });
    const fitted = await createNetwork(kind, networkOptions({ lookback: 40 })).fit([history(values)]);
    const stock = restoreForecaster(fitted.save());
    const [fused] = fitted.forecast([history(values)], 4);
    stock.forecast([history(values)], 4)[0]!.forEach((value, step) => {
      expect(value).toBeCloseTo(fused![step]!, 5);
    });
    fitted.dispose();
    stock.dispose();
  });
});

describe('createRecurrentForecaster()', () => {
  it('gives the same bits for the same seed and others for another', async () => {
    const values = twoSines(100);
    const enough = { units: 16, epochs: 20, patience: 20, learningRate: 1e-2 };
    const first = await forecastOf(values, { ...enough, seed: 7 });
    expect(await forecastOf(values, { ...enough, seed: 7 })).toEqual(first);
    expect(await forecastOf(values, { ...enough, seed: 8 })).not.toEqual(first);
  });

  it.each(networkKinds)(
    'tells the gradient by lag before training and after epochs 1, 2, 4: %s',
    async (kind) => {
      const told: EpochGradient[] = [];
      const options = networkOptions({ lookback: 30, epochs: 7, patience: 7 });
      const watched = await createNetwork(kind, {
        ...options,
        onGradient: (gradient) => told.push(gradient),
      }).fit([history(twoSines(100))]);
      expect(told.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 4]);
      for (const { hidden, cell, segment } of told) {
        expect(hidden).toHaveLength(Math.floor(30 / segment));
        expect(hidden[0]).toBe(1);
        expect(cell?.[0]).toBe(kind === 'lstm' ? 1 : undefined);
      }
      const alone = await createNetwork(kind, options).fit([history(twoSines(100))]);
      expect(watched.save()).toEqual(alone.save());
      watched.dispose();
      alone.dispose();
    },
  );

  it('starts an LSTM with gates that keep log T and let in −log T, T in steps of its cell', async () => {
    const biasOf = async (kind: 'rnn' | 'lstm' | 'gru', lookback: number) => {
      // A walk is not learnable: the weights stay as they start.
      const random = createRandom(5);
      let level = 0;
      const walk = Float64Array.from({ length: 400 }, () => (level += drawNormal(random)));
      const options = networkOptions({ memory: 24, lookback, units: 2, epochs: 2 });
      const fitted = await createNetwork(kind, options).fit([history(walk)]);
      expect(fitted.bestEpoch).toBe(0);
      const { values } = fitted.save().weights.find(({ name }) => name === 'cell/bias')!;
      fitted.dispose();
      return [...values].map((value) => Number(value.toFixed(3)));
    };
    const log = Number(Math.log(24).toFixed(3));
    expect(await biasOf('lstm', 16)).toEqual([-log, -log, log, log, 0, 0, 0, 0]);
    expect(await biasOf('gru', 16)).toEqual([log, log, 0, 0, 0, 0]);
    expect(await biasOf('rnn', 16)).toEqual([0, 0]);
    // Lookback 32 is cut into 16 steps of two.
    expect((await biasOf('gru', 32))[0]).toBe(Number(Math.log(12).toFixed(3)));
  });

  it('continues growth by a share a step on logarithms, where plain values miss it', async () => {
    const values = Float64Array.from(
      { length: 160 },
      (_, i) => 10 * 1.03 ** i * (1 + 0.2 * Math.sin(i * 0.9)),
    );
    const missed = async (normalisation: 'additive' | 'log') => {
      const forecast = await forecastOf(values.slice(0, 156), {
        normalisation,
        units: 8,
        epochs: 30,
        patience: 30,
      });
      return forecast.reduce((sum, value, step) => sum + Math.abs(value / values[156 + step]! - 1), 0) / 4;
    };
    expect(await missed('log')).toBeLessThan(await missed('additive'));
    expect(await missed('log')).toBeLessThan(0.1);
  });

  it('leaves no tensor behind, neither when it is done nor when it fails', async () => {
    const before = await countTensors();
    await forecastOf(twoSines(100));
    await expect(forecastOf(twoSines(100), { learningRate: 1e6 })).rejects.toThrow();
    expect(await countTensors()).toBe(before);
  });

  it('names the epoch and the likely cause when it diverges', async () => {
    await expect(forecastOf(twoSines(100), { learningRate: 1e3 })).rejects.toMatchObject({
      code: 'diverged',
      message: expect.stringMatching(/epoch \d+.*learning rate 1000/),
    });
  });

  it('keeps the best epoch when it is told to stop', async () => {
    const controller = new AbortController();
    const epochs: NetworkEpoch[] = [];
    const options = networkOptions({
      epochs: 500,
      patience: 500,
      signal: controller.signal,
      onEpoch: (epoch) => {
        epochs.push(epoch);
        if (epoch.epoch === 4) controller.abort('stop');
      },
    });
    const fitted = await createNetwork('rnn', options).fit([history(twoSines(120))]);
    expect(epochs).toHaveLength(4);
    expect(fitted.bestEpoch).toBe(epochs.at(-1)!.bestEpoch);
    expect(fitted.validationError).toBe(epochs.at(-1)!.bestError);
    fitted.dispose();
  });

  it('stays at the copies it starts from where training gains nothing, as on a random walk', async () => {
    const random = createRandom(5);
    let level = 0;
    const walk = Float64Array.from({ length: 400 }, () => (level += drawNormal(random)));
    const fitted = await createNetwork('gru', networkOptions({ epochs: 10 })).fit([history(walk)]);
    expect(fitted.bestEpoch).toBe(0);
    const [forecast] = fitted.forecast([history(walk)], 4);
    for (const value of forecast!) expect(Math.abs(value - level)).toBeLessThan(0.5);
    fitted.dispose();
  });

  it('gives up without a result when it is canceled', async () => {
    const controller = new AbortController();
    const changes = { signal: controller.signal, onEpoch: () => controller.abort('cancel') };
    await expect(forecastOf(twoSines(100), changes)).rejects.toMatchObject({ code: 'stopped' });
  });

  it('ends at its deadline with what it has', async () => {
    let ticks = 0;
    const forecast = await forecastOf(twoSines(100), {
      epochs: 500,
      patience: 500,
      now: () => ticks++,
      deadlineMs: 60,
    });
    expect(forecast.every(Number.isFinite)).toBe(true);
    expect(ticks).toBeLessThan(200);
  });

  it.each([0, 1, 2])(
    'ends after epoch %d where an earlier training had ended there, with its bits',
    async (lastEpoch) => {
      const values = twoSines(120);
      const told: number[] = [];
      const cut = { epochs: 3, onEpoch: ({ epoch }: NetworkEpoch) => void told.push(epoch) };
      const signal = new AbortController();
      const stopped = await forecastOf(values, {
        ...cut,
        signal: signal.signal,
        now: () => {
          if (told.length >= lastEpoch) signal.abort('stop');
          return performance.now();
        },
      });
      const epochs = told.length;
      told.length = 0;
      expect(await forecastOf(values, { ...cut, lastEpoch: epochs })).toEqual(stopped);
      expect(told).toHaveLength(epochs);
    },
  );

  it('lets other work through while it trains', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    let ticks = 0;
    await forecastOf(twoSines(100), { epochs: 5, patience: 5, now: () => (ticks += 50) });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(0);
  });

  it('runs exactly the epochs asked for, on every row, when nothing is kept for validation', async () => {
    const epochs: NetworkEpoch[] = [];
    await forecastOf(twoSines(60), {
      validate: false,
      epochs: 6,
      patience: 1,
      onEpoch: (epoch) => epochs.push(epoch),
    });
    expect(epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(epochs.at(-1)!.bestEpoch).toBe(6);
  });

  it('forecasts a later origin from the newer rows without changing a weight', async () => {
    const values = twoSines(150);
    const fitted = await createNetwork('gru', networkOptions()).fit([history(values.slice(0, 100))]);
    const before = encodeModel([fitted.save()]);
    const [early, late] = fitted.forecast([history(values.slice(0, 100)), history(values)], 4);
    expect(late).not.toEqual(early);
    expect(encodeModel([fitted.save()])).toEqual(before);
    fitted.dispose();
  });

  it('trains one network on a panel of different lengths and levels', async () => {
    const panel = [history(twoSines(90)), history(twoSines(40, { level: 1e6, size: 1e5 }))];
    const options = networkOptions({ errorScales: [0.3, 3e4] });
    const fitted = await createNetwork('lstm', options).fit(panel);
    const [small, large] = fitted.forecast(panel, 4);
    expect(Math.max(...small!)).toBeLessThan(10);
    expect(Math.min(...large!)).toBeGreaterThan(5e5);
    expect(fitted.validationError).toBeLessThan(10);
    fitted.dispose();
  });

  it('refuses a history too short for one window', async () => {
    await expect(forecastOf(Float64Array.of(1))).rejects.toMatchObject({ code: 'too-short' });
  });

  it('refuses a horizon longer than it was trained for', async () => {
    const fitted = await createNetwork('rnn', networkOptions()).fit([history(twoSines(60))]);
    expect(() => fitted.forecast([history(twoSines(60))], 5)).toThrow(
      expect.objectContaining({ code: 'model-mismatch' }),
    );
    fitted.dispose();
  });
});

describe('a forecast is finite for', () => {
  const random = createRandom(3);
  const noise = Float64Array.from({ length: 80 }, () => drawNormal(random));
  const cases: Record<string, Float64Array> = {
    'a constant series': new Float64Array(80).fill(3.7),
    'an all-zero series': new Float64Array(80),
    'values around 1e12': noise.map((value) => 1e12 * (5 + value)),
    'values around 1e-12': noise.map((value) => 1e-12 * (5 + value)),
    'values around 1e300': noise.map((value) => 1e300 * value),
    'a huge level with a tiny movement': noise.map((value) => 1e9 + 1e-3 * value),
    'spikes a million times the usual': noise.map((value, i) => (i % 17 === 0 ? 1e6 : value)),
    'negative values': noise.map((value) => value - 1e3),
    'an intermittent series': noise.map((_, i) => (i % 9 === 0 ? 4 : 0)),
    'a step': noise.map((_, i) => (i < 40 ? 0 : 1)),
    'a series with holes': noise.map((value, i) => (i % 5 === 2 ? Number.NaN : value)),
    'a series that ends in holes': noise.map((value, i) => (i > 70 ? Number.NaN : value)),
  };

  it.each(Object.entries(cases))('%s', async (_, values) => {
    for (const normalisation of normalisations) {
      const forecast = await forecastOf(values, { seasonLength: 7, normalisation });
      expect(forecast).toHaveLength(4);
      expect(forecast.every(Number.isFinite)).toBe(true);
    }
  });

  it('a constant series, and is that constant', async () => {
    const forecast = await forecastOf(new Float64Array(80).fill(3.7));
    for (const value of forecast) expect(value).toBeCloseTo(3.7, 2);
  });
});
