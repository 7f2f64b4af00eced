import { describe, expect, test } from 'vitest';
import { createForecaster } from '#forecasting/create-forecaster.ts';
import { planFolds } from '#forecasting/evaluation/fold-plan.ts';
import { createLossTable, meanLosses } from '#forecasting/evaluation/loss-table.ts';
import { wordsFor } from '#forecasting/evaluation/naive-words.ts';
import { recommend } from '#forecasting/evaluation/recommend.ts';
import { estimateSkills } from '#forecasting/evaluation/skill-interval.ts';
import { intervalInWords, skillInWords } from '#forecasting/evaluation/skill-words.ts';
import { splitInTime } from '#forecasting/evaluation/time-split.ts';
import { type Judgement, judge, verdictSentence } from '#forecasting/evaluation/verdict.ts';
import { type ForecasterKind, naiveKinds, networkKinds } from '#forecasting/forecaster-kind.ts';
import { createRandom, drawNormal } from '#forecasting/random.ts';
import { createLinearNetworks } from '../running/linear-network.ts';

const kinds: ForecasterKind[] = [...naiveKinds, ...networkKinds];
const options = {
  seed: 1,
  seasonLength: 7,
  lookback: 10,
  horizon: 6,
  units: 1,
  epochs: 1,
  patience: 1,
  batchSize: 1,
  learningRate: 1,
  errorScales: [1],
  validate: true,
  signal: new AbortController().signal,
  now: () => 0,
  onEpoch: () => undefined,
};

/** Judges three autoregressions, fitted once, against the naive forecasts on 24 folds of one series. */
async function judgeSeries(values: Float64Array, seed: number): Promise<Judgement> {
  const { horizon } = options;
  const plan = planFolds(values.length, { horizon, folds: null, stride: null })!;
  const split = splitInTime(values.length, { horizon, plan, selectionCount: 30 });
  const histories = split.verdictOrigins.map((origin) => ({
    values: values.slice(0, origin + 1),
    seasonLength: 7,
  }));
  const training = [{ values: values.slice(0, split.trainingLength), seasonLength: 7 }];
  const forecasts: Float64Array[][] = [];
  for (const kind of naiveKinds)
    forecasts.push((await createForecaster(kind).fit([])).forecast(histories, horizon));
  for (const kind of networkKinds) {
    const fitted = await createForecaster(kind, { createNetwork: createLinearNetworks(), options }).fit(
      training,
    );
    forecasts.push(fitted.forecast(histories, horizon));
  }
  const actuals = split.verdictOrigins.map((origin) => values.subarray(origin + 1, origin + 1 + horizon));
  const table = createLossTable([{ actuals, forecasts, scale: 1 }]);
  return judge({ table, kinds, reach: Math.ceil(horizon / plan.stride), seed });
}

async function shareOf(
  outcome: string,
  count: number,
  draw: (seed: number) => Float64Array,
): Promise<number> {
  let found = 0;
  for (let seed = 0; seed < count; seed++) {
    if ((await judgeSeries(draw(seed), seed)).outcome === outcome) found++;
  }
  return found / count;
}

describe('judge() is calibrated', () => {
  test('on random walks a network beats the naive in at most 5 %', async () => {
    const share = await shareOf('beats', 200, (seed) => {
      const random = createRandom(seed);
      let level = 0;
      return Float64Array.from({ length: 500 }, () => {
        level += drawNormal(random);
        return level;
      });
    });
    expect(share).toBeLessThanOrEqual(0.05);
  });

  test('on white noise a network beats the naive in at most 5 %', async () => {
    const share = await shareOf('beats', 200, (seed) => {
      const random = createRandom(1000 + seed);
      return Float64Array.from({ length: 500 }, () => drawNormal(random));
    });
    expect(share).toBeLessThanOrEqual(0.05);
  });

  test('on learnable series a network beats the naive in at least 80 %', async () => {
    const share = await shareOf('beats', 100, (seed) => {
      const random = createRandom(2000 + seed);
      const values = [0.1, 0.2];
      while (values.length < 500) {
        const [before, last] = [values.at(-2)!, values.at(-1)!];
        values.push(2 * Math.tanh(0.9 * last - 0.85 * before) + 0.15 * drawNormal(random));
      }
      return Float64Array.from(values);
    });
    expect(share).toBeGreaterThanOrEqual(0.8);
  });
});

describe('estimateSkills() of two equally good forecasters', () => {
  // One says half a step too much, the other too little: on a random walk neither is better.
  test.each([
    [600, 6],
    [300, 12],
  ])(
    'on %d rows at horizon %d, folds overlapping or not, finds one better in at most 8 %%',
    (length, horizon) => {
      const plan = planFolds(length, { horizon, folds: null, stride: null })!;
      const { verdictOrigins } = splitInTime(length, { horizon, plan, selectionCount: 30 });
      const reach = Math.ceil(horizon / plan.stride);
      let found = 0;
      for (let seed = 0; seed < 200; seed++) {
        const random = createRandom(seed);
        let level = 0;
        const values = Float64Array.from({ length }, () => {
          level += drawNormal(random);
          return level;
        });
        const forecasts = [1, -1].map((side) =>
          verdictOrigins.map((origin) => new Float64Array(horizon).fill(values[origin]! + side)),
        );
        const actuals = verdictOrigins.map((origin) => values.subarray(origin + 1, origin + 1 + horizon));
        const table = createLossTable([{ actuals, forecasts, scale: 1 }]);
        const [estimate] = estimateSkills(table, { candidates: [1], reference: 0, reach, seed });
        if (estimate!.interval![0] > 0) found++;
      }
      expect(found / 200).toBeLessThanOrEqual(0.08);
    },
  );
});

/** Losses of two forecasters at some origins of one series, one step each. */
function tableOf(reference: readonly number[], ...candidates: (readonly number[])[]) {
  const forecasts = [reference, ...candidates].map((losses) => losses.map((loss) => [loss]));
  return createLossTable([{ actuals: reference.map(() => [0]), forecasts, scale: 1 }]);
}

describe('estimateSkills()', () => {
  const request = { candidates: [1], reference: 0, reach: 1, seed: 1 };

  test('estimateSkills() is 1 − error / error of the reference', () => {
    const [estimate] = estimateSkills(tableOf([2, 2, 4], [1, 2, 3]), request);
    expect(estimate!.skill).toBe(0.25);
  });

  test('estimateSkills() gives no interval for a single origin', () => {
    expect(estimateSkills(tableOf([2], [1]), request)).toEqual([{ skill: 0.5, interval: null }]);
  });

  test('estimateSkills() is undefined against a reference without error', () => {
    expect(estimateSkills(tableOf([0, 0, 0], [1, 2, 1]), request)).toEqual([{ skill: null, interval: null }]);
  });

  test('estimateSkills() has intervals that hold the truth about as often as they promise', () => {
    let held = 0;
    const trials = 300;
    for (let trial = 0; trial < trials; trial++) {
      const random = createRandom(trial);
      const hardness = Array.from({ length: 24 }, () => Math.exp(0.5 * drawNormal(random)));
      const reference = hardness.map((size) => size * Math.exp(0.3 * drawNormal(random)));
      const candidate = hardness.map((size) => 0.8 * size * Math.exp(0.3 * drawNormal(random)));
      const [estimate] = estimateSkills(tableOf(reference, candidate), { ...request, seed: trial });
      const [low, high] = estimate!.interval!;
      if (low <= 0.2 && 0.2 <= high) held++;
    }
    expect(held / trials).toBeGreaterThan(0.91);
    expect(held / trials).toBeLessThan(0.995);
  });

  test('estimateSkills() is wider for the best of several candidates than for one alone', () => {
    const random = createRandom(8);
    const draw = () => Array.from({ length: 24 }, () => 1 + random());
    const losses = [draw(), draw(), draw(), draw(), draw()];
    const forecasts = losses.map((row) => row.map((loss) => [loss]));
    const table = createLossTable([{ actuals: losses[0]!.map(() => [0]), forecasts, scale: 1 }]);
    const width = (candidates: number[]) => {
      const [low, high] = estimateSkills(table, { ...request, candidates })[0]!.interval!;
      return high - low;
    };
    expect(width([1, 2, 3, 4])).toBeGreaterThan(width([1]));
  });

  test('estimateSkills() trusts twenty series more than one', () => {
    const random = createRandom(6);
    const one = () => {
      const actuals = Array.from({ length: 6 }, () => [0]);
      const reference = actuals.map(() => [1 + random()]);
      return {
        actuals,
        forecasts: [reference, reference.map(([loss]) => [loss! * (0.7 + 0.4 * random())])],
        scale: 1,
      };
    };
    const width = (count: number) => {
      const table = createLossTable(Array.from({ length: count }, one));
      const [low, high] = estimateSkills(table, request)[0]!.interval!;
      return high - low;
    };
    expect(width(20)).toBeLessThan(width(1));
  });
});

describe('meanLosses()', () => {
  test('meanLosses() averages steps within a series first, and leaves missing observations out', () => {
    const table = createLossTable([
      {
        actuals: [
          [0, Number.NaN],
          [0, 0],
        ],
        forecasts: [
          [
            [3, 9],
            [0, 3],
          ],
        ],
        scale: 1,
      },
      { actuals: [[0, 0]], forecasts: [[[8, 8]]], scale: 2 },
    ]);
    expect(meanLosses(table)).toEqual([(2 + 4) / 2]);
  });
});

describe('recommend()', () => {
  const judgement = (interval: readonly [number, number]): Judgement => ({
    outcome: interval[0] > 0 ? 'beats' : 'ties',
    best: 'gru',
    against: 'naive',
    skill: 0.1,
    interval,
    origins: 24,
    estimates: [
      { skill: 0, interval: [0, 0] },
      { skill: 0.1, interval },
    ],
  });
  const table = tableOf([2, 2, 2, 2], [1, 2, 2, 1]);
  const request = { table, kinds: ['naive', 'gru'] as const, reach: 1, seed: 1 };

  test('recommend() takes the naive on a tie, though the network has the smaller error', () => {
    expect(recommend({ ...request, judgement: judgement([-0.1, 0.4]) })).toBe('naive');
  });

  test('recommend() takes the network when its interval lies above zero', () => {
    expect(recommend({ ...request, judgement: judgement([0.1, 0.4]) })).toBe('gru');
  });

  test('recommend() never takes a network that the verdict does not name', () => {
    const other = { ...judgement([0.1, 0.4]), outcome: 'ties', best: 'lstm' } as const;
    expect(recommend({ ...request, judgement: other })).toBe('naive');
  });

  test('recommend() prefers a winning blend to a part of it that is better by less than 2 %', () => {
    const naive = [2, 2.1, 2, 1.9, 2, 2.1, 2, 1.9];
    const scaled = (share: number) => naive.map((error) => error * share);
    const judged = judgement([0.1, 0.4]);
    const won = {
      ...judged,
      estimates: [...judged.estimates, { skill: 0.4, interval: [0.1, 0.6] as const }],
    };
    const blended = { ...request, kinds: ['naive', 'gru', 'blend'] as const, judgement: won };
    expect(recommend({ ...blended, table: tableOf(naive, scaled(0.6), scaled(0.61)) })).toBe('blend');
    expect(recommend({ ...blended, table: tableOf(naive, scaled(0.6), scaled(0.63)) })).toBe('gru');
  });

  test('recommend() lets a blend win over all origins, also where the verdict’s alone are too few', () => {
    const tied = judgement([-0.1, 0.4]);
    const estimates = [...tied.estimates, { skill: 0.2, interval: [-0.1, 0.4] as const }];
    const blended = { ...request, kinds: ['naive', 'gru', 'blend'] as const };
    const naive = [2, 2.1, 2, 1.9, 2, 2.1, 2, 1.9];
    const said = (blend: number[]) => ({
      ...blended,
      table: tableOf(naive, naive, blend),
      judgement: { ...tied, estimates },
    });
    expect(recommend(said(naive.map((error) => error * 0.6)))).toBe('blend');
    expect(recommend(said([1, 3, 0.5, 3.5, 1, 3, 0.2, 2.8]))).toBe('naive');
  });

  test('recommend() leaves what won over all origins where it no longer holds at the verdict’s', () => {
    const tied = judgement([-0.1, 0.4]);
    const naive = [2, 2.1, 2, 1.9, 2, 2.1, 2, 1.9];
    const late = (skill: number) => ({
      ...request,
      kinds: ['naive', 'gru', 'ridge'] as const,
      table: tableOf(
        naive,
        naive,
        naive.map((error) => error * 0.6),
      ),
      judgement: { ...tied, estimates: [...tied.estimates, { skill, interval: [-0.2, 0.2] as const }] },
    });
    expect(recommend(late(0.05))).toBe('ridge');
    expect(recommend(late(-0.02))).toBe('naive');
  });

  test('recommend() prefers the simpler naive when another is better by less than 2 %', () => {
    const naives = { ...request, kinds: ['naive', 'drift'] as const, judgement: judgement([0, 0]) };
    expect(recommend({ ...naives, table: tableOf([2, 2], [1.98, 1.99]) })).toBe('naive');
    expect(recommend({ ...naives, table: tableOf([2, 2], [1.8, 1.9]) })).toBe('drift');
  });
});

describe('verdictSentence()', () => {
  const base: Judgement = {
    outcome: 'ties',
    best: 'lstm',
    against: 'naive',
    skill: -0.04,
    interval: [-0.1, 0.02],
    origins: 24,
    estimates: [],
  };
  const daily = { frequency: 'daily', seasonLength: 7 } as const;
  const words = (kind: ForecasterKind) => wordsFor(kind, daily);
  const say = (changes: Partial<Judgement>, recommended: ForecasterKind = 'naive') =>
    verdictSentence(
      { ...base, ...changes },
      { recommended, wordsFor: words, series: 1, networksFailed: false },
    );

  test('a tie names what came closest, the interval and the naive to use', () => {
    expect(say({})).toBe(
      'No network beats “same as yesterday”. LSTM came closest: 4 % worse, −10 … +2 % over 24 origins. A tie: use “same as yesterday”.',
    );
  });

  test('a win says by how much', () => {
    expect(say({ outcome: 'beats', skill: 0.25, interval: [0.11, 0.37] }, 'lstm')).toBe(
      'LSTM beats “same as yesterday”: 25 % better, +11 … +37 % over 24 origins. Use LSTM.',
    );
  });

  test('advice that is not the network named says what it rests on', () => {
    const won = { outcome: 'beats', skill: 0.25, interval: [0.11, 0.37] } as const;
    expect(say(won, 'blend')).toMatch(/\. Use the blend, which errs less over all origins\.$/);
    expect(say({}, 'nlinear')).toMatch(/A tie: use NLinear, which errs less over all origins\.$/);
  });

  test('a loss is no tie', () => {
    expect(say({ outcome: 'loses', skill: -0.16, interval: [-0.3, -0.05] })).toBe(
      'No network beats “same as yesterday”. LSTM came closest: 16 % worse, −30 … −5 % over 24 origins. Use “same as yesterday”.',
    );
  });

  test('one origin has no interval', () => {
    expect(say({ interval: null, origins: 1 })).toContain(
      '4 % worse, over 1 origin, too few for an interval. A tie',
    );
  });
});

describe('skillInWords(), intervalInWords() and wordsFor()', () => {
  test('skillInWords() turns large losses into a factor', () => {
    expect(skillInWords(-3)).toBe('4.0 times the error');
    expect(skillInWords(0)).toBe('no better');
    expect(skillInWords(0.004)).toBe('0.4 % better');
  });

  test('intervalInWords() never rounds an end across zero', () => {
    expect(intervalInWords([0.0002, 0.031])).toBe('+0.1 … +3 %');
    expect(intervalInWords([-0.0002, 0.031])).toBe('−0.1 … +3 %');
  });

  test('wordsFor() speaks of the season that the series has', () => {
    expect(wordsFor('seasonal-naive', { frequency: 'monthly', seasonLength: 12 })).toBe(
      '“same month last year”',
    );
    expect(wordsFor('seasonal-naive', { frequency: '30-minute', seasonLength: 48 })).toBe(
      '“same time yesterday”',
    );
    expect(wordsFor('seasonal-naive', { frequency: 'monthly', seasonLength: 5 })).toBe(
      '“same as 5 steps ago”',
    );
    expect(wordsFor('gru', undefined)).toBe('GRU');
  });
});
