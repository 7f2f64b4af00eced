import { describe, expect, test } from 'vitest';
import { runConfigSchema } from '#forecasting/config.ts';
import { ForecastingError } from '#forecasting/errors.ts';
import type { History } from '#forecasting/forecaster.ts';
import type { FittedNetwork, NetworkState } from '#forecasting/network-forecaster.ts';
import { decidePromotion } from '#forecasting/promotion.ts';
import { createRandom, drawNormal } from '#forecasting/random.ts';
import { type Challenge, type ChampionSeries, judgeChallenge } from '#forecasting/referee.ts';
import { executeRun } from '#forecasting/run.ts';
import type { Series } from '#forecasting/series/series.ts';
import { runSurroundings } from '../../support/run-surroundings.ts';
import { createLinearNetworks } from './linear-network.ts';

const day = 86_400_000;

/** An oscillation that three lags explain and no naive forecast does. */
function oscillation(length: number): Series {
  const random = createRandom(1);
  const values = [0, 1];
  while (values.length < length) {
    values.push(1.6 * values.at(-1)! - 0.9 * values.at(-2)! + 0.3 * drawNormal(random));
  }
  const stamps = Float64Array.from(values, (_, i) => i * day);
  const axis = { kind: 'time', stamps, frequency: 'daily', zone: undefined } as const;
  return { name: 'sales', axis, values: Float64Array.from(values) };
}

const horizon = 4;
const rows = 400;
const series = oscillation(rows);
const { result } = await executeRun(
  { series: [series], config: runConfigSchema.parse({ horizon, folds: 24, forecasters: ['lstm'] }) },
  runSurroundings(createLinearNetworks()),
);

/** A champion whose network says what it is told to. */
function championSaying(say: (history: History, step: number) => number, seen: number[] = []) {
  return (state: NetworkState): FittedNetwork => ({
    parameters: 0,
    bestEpoch: 1,
    validationError: 0,
    forecast: (histories, steps) =>
      histories.map((history) => {
        seen.push(history.values.length);
        return Float64Array.from({ length: steps }, (_, step) => say(history, step));
      }),
    save: () => state,
    dispose: () => {},
  });
}

const stateOf: NetworkState = { kind: 'lstm', config: {}, weights: [] };
const inOffice = (change: Partial<ChampionSeries> = {}): ChampionSeries => ({
  origin: series.axis.stamps[rows - 41]!,
  recommended: 'lstm',
  seasonLength: 7,
  ...change,
});
const judge = (champion: ChampionSeries | null, restore = championSaying(() => 0), states = [stateOf]) =>
  judgeChallenge({ series: [series], result, champion: [champion] }, states, restore);

test('the challenger of these tests is the network', () => {
  expect(result.recommended).toBe('lstm');
});

describe('judgeChallenge()', () => {
  test('lets a network win against a naive champion, on the rows after its training alone', async () => {
    const challenge = await judge(inOffice({ recommended: 'naive' }), undefined, []);
    expect(challenge).toMatchObject({ outcome: 'wins', champion: 'naive', challenger: 'lstm', rows: 40 });
    expect(challenge.interval![0]).toBeGreaterThan(0);
    expect(challenge.origins).toBe(10);
  });

  test('lets it lose against a champion that knows what comes', async () => {
    const knowing = championSaying(({ values }, step) => series.values[values.length + step]! + 0.01);
    const challenge = await judge(inOffice(), knowing);
    expect(challenge.outcome).toBe('loses');
    expect(challenge.interval![1]).toBeLessThan(0);
  });

  test('calls it a tie between two that say the same', async () => {
    const folds = new Map(result.series[0]!.folds.map((fold) => [fold.originIndex + 1, fold]));
    const same = championSaying(({ values }, step) => folds.get(values.length)!.forecasts.lstm![step]!);
    expect(await judge(inOffice(), same)).toMatchObject({ outcome: 'ties', skill: 0 });
  });

  test('shows the champion each origin and nothing after it', async () => {
    const seen: number[] = [];
    await judge(
      inOffice(),
      championSaying(() => 0, seen),
    );
    const unseen = result.series[0]!.folds.filter(({ originStamp }) => originStamp >= inOffice().origin);
    expect(seen).toEqual(unseen.map(({ originIndex }) => originIndex + 1));
  });

  test('compares nothing where the champion has seen every row, or did not judge the series', async () => {
    const late = await judge(inOffice({ origin: series.axis.stamps[rows - 1]! }));
    expect(late).toMatchObject({ outcome: 'ties', skill: null, rows: 0, origins: 0 });
    expect(await judge(null)).toMatchObject({ outcome: 'ties', rows: 0, champion: null });
  });

  test('gives a few origins no certainty', async () => {
    const challenge = await judge(
      inOffice({ origin: series.axis.stamps[rows - 5]!, recommended: 'naive' }),
      undefined,
      [],
    );
    expect(challenge).toMatchObject({ outcome: 'ties', origins: 1, interval: null });
  });

  test('says so where the champion cannot forecast so far', async () => {
    const short = () => {
      throw new ForecastingError('model-mismatch', 'Cannot forecast 4 steps: the network was trained for 2');
    };
    const restore = championSaying(short);
    expect((await judge(inOffice(), restore)).outcome).toBe('unanswered');
  });
});

describe('decidePromotion()', () => {
  const evidence: Challenge = {
    outcome: 'wins',
    skill: 0.09,
    interval: [0.03, 0.15],
    origins: 10,
    rows: 168,
    champion: 'lstm',
    challenger: 'gru',
  };
  const rule = { tieDays: null, championAgeDays: 7 };
  const tie: Challenge = { ...evidence, outcome: 'ties', skill: 0.02, interval: [-0.02, 0.06] };

  test('promotes a winner and keeps a loser out', () => {
    expect(decidePromotion(evidence, rule)).toEqual({
      promoted: true,
      reason: 'Challenger 9 % better (+3 … +15 %) on 168 rows that neither had seen.',
    });
    const loser = { ...evidence, outcome: 'loses', skill: -0.06, interval: [-0.1, -0.01] } as const;
    expect(decidePromotion(loser, rule)).toEqual({
      promoted: false,
      reason: 'Challenger 6 % worse (−10 … −1 %) on 168 rows that neither had seen: the champion stays.',
    });
  });

  test('promotes on a tie only by the rule, from the day it names on', () => {
    expect(decidePromotion(tie, rule).promoted).toBe(false);
    expect(decidePromotion(tie, { tieDays: 30, championAgeDays: 29.9 }).promoted).toBe(false);
    expect(decidePromotion(tie, { tieDays: 30, championAgeDays: 30 })).toEqual({
      promoted: true,
      reason:
        'A tie: 2 % better (−2 … +6 %) on 168 rows that neither had seen. The champion is 30 days old, so the challenger takes over.',
    });
  });

  test('says when there is nothing to tell by', () => {
    const few = { ...tie, interval: null, origins: 2 };
    expect(decidePromotion(few, rule).reason).toBe(
      'A tie: 2 % better on 168 rows that neither had seen, 2 origins are too few to be sure. The champion stays.',
    );
    const none = { ...tie, skill: null, interval: null, origins: 0, rows: 0 };
    expect(decidePromotion(none, rule).reason).toBe(
      'There is no row yet that neither has seen. The champion stays.',
    );
  });
});
