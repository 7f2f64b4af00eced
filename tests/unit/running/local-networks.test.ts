import { describe, expect, test } from 'vitest';
import { type RunConfigInput, runConfigSchema } from '#forecasting/config.ts';
import type { FittedNetwork, NetworkState } from '#forecasting/network-forecaster.ts';
import { createRandom, drawNormal } from '#forecasting/random.ts';
import { createRecurrentForecaster } from '#forecasting/recurrent/recurrent-forecaster.ts';
import { restoreForecaster } from '#forecasting/recurrent/restore-forecaster.ts';
import { reforecast } from '#forecasting/reforecast.ts';
import { executeRun } from '#forecasting/run.ts';
import type { MemberRecord } from '#forecasting/run-result.ts';
import type { Series } from '#forecasting/series/series.ts';
import { dailySeries } from '../../support/run-series.ts';
import { runSurroundings } from '../../support/run-surroundings.ts';
import { withTensorBackend } from '../../support/tensor-backend.ts';
import { createLinearNetworks } from './linear-network.ts';

const engine = withTensorBackend();

/** Each value is this share of the one before it, and noise. */
function follows(share: number, length = 300): Series {
  const random = createRandom(3);
  let value = 0;
  const values = Array.from({ length }, () => {
    value = share * value + drawNormal(random);
    return value;
  });
  return { ...dailySeries(values), name: `share ${share}` };
}

async function run(
  series: readonly Series[],
  config: Partial<RunConfigInput> = {},
  changes: { recipe?: readonly MemberRecord[]; real?: boolean; now?: () => number } = {},
) {
  const saved: NetworkState[] = [];
  const parsed = runConfigSchema.parse({ horizon: 2, forecasters: ['gru'], ...config });
  const { recipe, real, now = () => 0 } = changes;
  const { result } = await executeRun(
    { series, config: parsed, recipe },
    runSurroundings(
      real
        ? (kind, options) => createRecurrentForecaster(kind, options, engine().kernels)
        : createLinearNetworks(),
      {
        now,
        encodeModel: (states) => {
          saved.push(...states);
          return new Uint8Array();
        },
      },
    ),
  );
  return { result, saved };
}

const opposed = [follows(0.95), follows(-0.95)];
const usedBy = (members: readonly MemberRecord[] | undefined) =>
  members!.filter(({ used }) => used).map(({ series }) => series);

describe('a run over a few series', () => {
  test('lets one network a series answer where the series contradict each other', async () => {
    const { result, saved } = await run(opposed);
    expect(result.members!.map(({ member, series }) => [member, series])).toEqual([
      [0, undefined],
      [1, 0],
      [2, 1],
    ]);
    expect(usedBy(result.members)).toEqual([0, 1]);
    expect(saved.map(({ series }) => series)).toEqual([0, 1]);
    const skills = result.series.map(({ leaderboard }) => leaderboard.at(-1)!.scores.skill!);
    for (const skill of skills) expect(skill).toBeGreaterThan(0.05);
  });

  test('lets one network for all of them answer, too, where they follow one law', async () => {
    const { result } = await run([follows(0.7), follows(0.7), follows(0.7)]);
    expect(usedBy(result.members)).toContain(undefined);
  });

  test('trains none of their own for one series, for many, and for short ones', async () => {
    for (const series of [
      [follows(0.5)],
      Array.from({ length: 9 }, () => follows(0.5, 120)),
      [follows(0.5), follows(0.5, 30)],
    ]) {
      const { result } = await run(series);
      expect(result.members!.filter((member) => member.series !== undefined)).toEqual([]);
    }
  });

  test('spends a budget on more of what did best', async () => {
    let milliseconds = 0;
    const now = () => milliseconds++;
    const { result } = await run(opposed, { budgetSeconds: 4 }, { now });
    const seeds = result.members!.filter(({ seedNumber }) => seedNumber > 0);
    expect(new Set(seeds.map(({ series }) => series))).toEqual(new Set([0, 1]));
  });

  test('is done again bit for bit by its recipe, with networks for real', async () => {
    const config = { epochs: 2, units: 4, folds: 4 };
    const first = await run(opposed, config, { real: true });
    const again = await run(opposed, config, { real: true, recipe: first.result.members! });
    expect(first.result.members!.some(({ series }) => series === 1)).toBe(true);
    expect(again.result.members).toEqual(first.result.members);
    expect(again.result.series.map(({ forecasts }) => forecasts)).toEqual(
      first.result.series.map(({ forecasts }) => forecasts),
    );
    const request = {
      horizon: 2,
      series: opposed,
      previous: first.result.series,
      blend: undefined,
    };
    const told = await reforecast(request, first.saved, (state) =>
      restoreForecaster(state, engine().kernels),
    );
    told.forEach(({ forecasts }, index) => {
      const issued = first.result.series[index]!.forecasts.gru!.values;
      forecasts.gru!.values.forEach((value, step) => {
        expect(value).toBeCloseTo(issued[step]!, 5);
      });
    });
  });
});

test('reforecast() asks each network for its own series alone', async () => {
  const says = (state: NetworkState): FittedNetwork => ({
    parameters: 1,
    bestEpoch: 1,
    validationError: 0,
    forecast: (histories, horizon) =>
      histories.map(() => new Float64Array(horizon).fill(100 + (state.series ?? 50))),
    save: () => state,
    dispose: () => {},
  });
  const states = [0, 1].map((series): NetworkState => ({ kind: 'gru', series, config: {}, weights: [] }));
  const request = { horizon: 2, series: opposed, previous: [null, null] };
  const told = await reforecast(request, states, says);
  expect(told.map(({ forecasts }) => forecasts.gru!.values)).toEqual([
    [100, 100],
    [101, 101],
  ]);
});
