import { describe, expect, it } from 'vitest';
import type { ForecastOffsets } from '#forecasting/forecaster.ts';
import { networkKinds } from '#forecasting/forecaster-kind.ts';
import type { FittedNetwork, NetworkOptions } from '#forecasting/network-forecaster.ts';
import { decodeModel, encodeModel } from '#forecasting/recurrent/model-file.ts';
import { createRecurrentForecaster } from '#forecasting/recurrent/recurrent-forecaster.ts';
import { restoreForecaster } from '#forecasting/recurrent/restore-forecaster.ts';
import { networkOptions } from '../../support/network-options.ts';
import { noiseAt, noisySeason, noisySeasonLength } from '../../support/noisy-season.ts';
import { withTensorBackend } from '../../support/tensor-backend.ts';

const engine = withTensorBackend();
const quantiles = { levels: [80, 95] };

const history = (values: Float64Array) => ({ values, seasonLength: noisySeasonLength });

function train(
  values: Float64Array,
  changes: Partial<NetworkOptions> = {},
  kind: (typeof networkKinds)[number] = 'gru',
): Promise<FittedNetwork> {
  const options = networkOptions({
    seasonLength: noisySeasonLength,
    lookback: 36,
    horizon: 6,
    quantiles,
    ...changes,
  });
  return createRecurrentForecaster(kind, options, engine().kernels).fit([history(values)]);
}

/** Fits, asks once, and lets go. */
async function offsetsOnce(values: Float64Array, changes: Partial<NetworkOptions> = {}) {
  const fitted = await train(values, changes);
  const [said] = fitted.forecastWithOffsets!([history(values)], 6);
  fitted.dispose();
  return said!.offsets!;
}

describe.each(networkKinds)('a quantile head of a %s', (kind) => {
  it('changes no bit of the weights and of the forecasts', async () => {
    const values = noisySeason(240);
    const plain = await train(values, { quantiles: undefined }, kind);
    const learned = await train(values, {}, kind);
    const histories = [history(values), history(values.slice(0, 100)), history(values.slice(0, 20))];
    const { quantiles: head, ...state } = learned.save();
    expect(head!.weights.length).toBeGreaterThan(0);
    expect(state).toEqual(plain.save());
    expect(learned.forecast(histories, 6)).toEqual(plain.forecast(histories, 6));
    expect(learned.forecastWithOffsets!(histories, 6).map((said) => said.values)).toEqual(
      plain.forecast(histories, 6),
    );
    plain.dispose();
    learned.dispose();
  });

  it('tells the same bits after saving, encoding, decoding and restoring', async () => {
    const values = noisySeason(240);
    const fitted = await train(values, {}, kind);
    const bytes = encodeModel([fitted.save()]);
    const restored = restoreForecaster(decodeModel(bytes)[0]!, engine().kernels);
    const histories = [history(values), history(values.slice(0, 70))];
    expect(restored.forecastWithOffsets!(histories, 4)).toEqual(fitted.forecastWithOffsets!(histories, 4));
    expect(encodeModel([restored.save()])).toEqual(bytes);
    fitted.dispose();
    restored.dispose();
  });
});

describe('a quantile head', () => {
  it('learns that errors depend on the place in the season, wherever a window ends', async () => {
    const fitted = await train(noisySeason(1500), { units: 16, epochs: 15, horizon: 12 });
    const fresh = noisySeason(1200, 2);
    const ends = Array.from({ length: 200 }, (_, i) => 100 + 5 * i);
    const said = fitted.forecastWithOffsets!(
      ends.map((end) => history(fresh.slice(0, end))),
      12,
    );
    const sizes: Record<'calm' | 'loud', number[]> = { calm: [], loud: [] };
    const beyond = { calm: 0, loud: 0 };
    said.forEach(({ values, offsets }, i) => {
      for (let step = 0; step < 12; step++) {
        const at = ends[i]! + step;
        const half = noiseAt(at) < 1 ? 'calm' : 'loud';
        sizes[half].push(offsets!.above[step]!);
        const error = fresh[at]! - values[step]!;
        if (error > offsets!.above[step]! || -error > offsets!.below[step]!) beyond[half]++;
      }
    });
    const mean = (numbers: readonly number[]) =>
      numbers.reduce((sum, size) => sum + size, 0) / numbers.length;
    expect(mean(sizes.loud) / mean(sizes.calm)).toBeGreaterThan(3);
    // A fifth lies beyond the 80 % offsets; with the same offsets everywhere it would be near 0 and near 40 %.
    for (const half of ['calm', 'loud'] as const) {
      expect(beyond[half] / sizes[half].length).toBeGreaterThan(0.1);
      expect(beyond[half] / sizes[half].length).toBeLessThan(0.3);
    }
    fitted.dispose();
  });

  it('gives the same bits for the same seed and others for another', async () => {
    const values = noisySeason(240);
    const first = await offsetsOnce(values);
    expect(await offsetsOnce(values)).toEqual(first);
    expect(await offsetsOnce(values, { seed: 2 })).not.toEqual(first);
  });

  it('expects shares on logarithms, more above than below in the data’s units', async () => {
    const values = noisySeason(300).map((value) => Math.exp(value / 10));
    const fitted = await train(values, { normalisation: 'log' });
    const state = fitted.save();
    const alike = state.quantiles!.weights.map((weight) => ({
      ...weight,
      values: weight.values.map(() => 0.5),
    }));
    const even = restoreForecaster(
      { ...state, quantiles: { ...state.quantiles!, weights: alike } },
      engine().kernels,
    );
    const [said] = even.forecastWithOffsets!([history(values)], 6);
    // Of m, the ends m·e^x and m·e^−x: 1 / (m − m·e^−x) − 1 / (m·e^x − m) is 1 / m, whatever x is.
    said!.values.forEach((value, step) => {
      const { below, above } = said!.offsets!;
      expect((1 / below[step]! - 1 / above[step]!) * value).toBeCloseTo(1, 4);
    });
    fitted.dispose();
    even.dispose();
  });

  it('learns from what was observed alone', async () => {
    const values = noisySeason(400).map((value, t) => (t % 11 === 4 ? Number.NaN : value));
    const { below, above } = await offsetsOnce(values);
    for (const sizes of [below, above]) {
      expect(sizes.every((size) => size > 0 && size < 50)).toBe(true);
    }
  });

  it.each([1e-12, 1, 1e12])('is of the size of the data: times %d', async (size) => {
    const { above } = await offsetsOnce(noisySeason(300).map((value) => value * size));
    expect(above[0]! / size).toBeGreaterThan(0.01);
    expect(above[0]! / size).toBeLessThan(50);
  });

  it('goes on telling the same where its network is trained again on more rows', async () => {
    const first = await train(noisySeason(240));
    const { quantiles: head, weights } = first.save();
    const learned = { ...head!, reader: weights };
    const again = await train(noisySeason(300), { validate: false, quantiles: { ...quantiles, learned } });
    const histories = [history(noisySeason(300)), history(noisySeason(270))];
    const [before, after] = [first, again].map((fitted) => fitted.forecastWithOffsets!(histories, 6));
    expect(after!.map(({ offsets }) => offsets)).toEqual(before!.map(({ offsets }) => offsets));
    expect(after!.map(({ values }) => values)).toEqual(again.forecast(histories, 6));
    expect(after!.map(({ values }) => values)).not.toEqual(before!.map(({ values }) => values));
    const bytes = encodeModel([again.save()]);
    const restored = restoreForecaster(decodeModel(bytes)[0]!, engine().kernels);
    expect(restored.forecastWithOffsets!(histories, 6)).toEqual(after);
    expect(encodeModel([restored.save()])).toEqual(bytes);
    for (const fitted of [first, again, restored]) fitted.dispose();
  });

  it('tells nothing that cannot be stored', async () => {
    const fitted = await train(noisySeason(240));
    // Single precision ends before 1e39.
    const [said] = fitted.forecastWithOffsets!([history(noisySeason(100).map((value) => value * 1e39))], 6);
    expect(said!.offsets).toBeUndefined();
    expect(said!.values.every(Number.isFinite)).toBe(true);
    fitted.dispose();
  });
});

describe('a network saved without a quantile head', () => {
  it('still loads and forecasts, and expects nothing', async () => {
    const values = noisySeason(240);
    const fitted = await train(values);
    const { quantiles: _, ...state } = fitted.save();
    const restored = restoreForecaster(decodeModel(encodeModel([state]))[0]!, engine().kernels);
    expect(restored.forecastWithOffsets).toBeUndefined();
    expect(restored.forecast([history(values)], 6)).toEqual(fitted.forecast([history(values)], 6));
    fitted.dispose();
    restored.dispose();
  });

  it('is refused with a head of another shape', async () => {
    const fitted = await train(noisySeason(240));
    const state = fitted.save();
    const weights = state.quantiles!.weights.map((weight) => ({ ...weight, shape: [1, ...weight.shape] }));
    expect(() => restoreForecaster({ ...state, quantiles: { ...state.quantiles!, weights } })).toThrow(
      expect.objectContaining({ code: 'model-mismatch' }),
    );
    fitted.dispose();
  });
});

it('offsets of a higher level contain those of a lower one at every step', async () => {
  const { below, above }: ForecastOffsets = await offsetsOnce(noisySeason(240));
  for (const sizes of [below, above]) {
    for (let step = 0; step < 6; step++) expect(sizes[6 + step]!).toBeGreaterThanOrEqual(sizes[step]!);
  }
});
