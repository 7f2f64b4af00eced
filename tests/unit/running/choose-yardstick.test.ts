import { expect, test } from 'vitest';
import { runConfigSchema } from '#forecasting/config.ts';
import { meanLosses } from '#forecasting/evaluation/loss-table.ts';
import type { PanelSeries } from '#forecasting/evaluation/panel.ts';
import { createRandom, drawNormal } from '#forecasting/random.ts';
import { makeBands } from '#forecasting/running/band-maker.ts';
import { chooseYardstick, crossFittedScores } from '#forecasting/running/choose-yardstick.ts';
import type { ForecasterRecord } from '#forecasting/running/forecaster-record.ts';
import type { RunContext } from '#forecasting/running/run-context.ts';

const horizon = 4;
const levels = [80, 95];
const quiet = 0.2;

/** Noise around 0 whose size at each value is drawn, and a forecaster that says 0 and expects what `expects` makes of it. */
function noise(expects: (size: number) => number, { origins = 60, verdict = 0 } = {}) {
  const random = createRandom(8);
  const length = (origins + verdict + 2) * horizon;
  const sizes = Array.from({ length }, () => (random() < 0.5 ? quiet : 2));
  const originsFrom = (first: number, count: number) =>
    Array.from({ length: count }, (_, i) => (first + i) * horizon - 1);
  const split = {
    trainingLength: horizon,
    selectionOrigins: originsFrom(1, origins),
    verdictOrigins: originsFrom(1 + origins, verdict),
  };
  const series: PanelSeries = {
    name: 'noise',
    values: Float64Array.from(sizes, (size) => size * drawNormal(random)),
    seasonLength: 1,
    split,
  };
  const offsetsAt = (origin: number) => {
    const at = (factor: number) =>
      Array.from({ length: horizon }, (_, step) => factor * expects(sizes[origin + 1 + step]!));
    const rows = Float32Array.from([...at(1.28), ...at(1.96)]);
    return { levels, below: rows, above: rows };
  };
  const zeros = (places: readonly number[]) => [places.map(() => new Float64Array(horizon))];
  const record: ForecasterRecord = {
    kind: 'gru',
    selection: zeros(split.selectionOrigins),
    verdict: zeros(split.verdictOrigins),
    issued: [],
    offsets: {
      selection: [split.selectionOrigins.map(offsetsAt)],
      verdict: [split.verdictOrigins.map(offsetsAt)],
      issued: [],
    },
    members: [],
    leak: { origins: 0, differing: 0 },
    fitSeconds: 0,
    predictSeconds: 0,
    parameters: 0,
  };
  const ones = (places: readonly number[]) => [places.map(() => 1)];
  const scales = {
    selection: ones(split.selectionOrigins),
    verdict: ones(split.verdictOrigins),
    issued: [1],
  };
  const config = runConfigSchema.parse({ horizon, levels });
  const context = { config, panel: [series], errorScales: [1] } as unknown as RunContext;
  return { context, record, scales, series };
}

test('chooseYardstick() takes offsets that know how large the noise will be', () => {
  const { context, record, scales } = noise((size) => size);
  expect(chooseYardstick(context, record, scales)).toBe('offsets');
  const [usual, own] = meanLosses(crossFittedScores(context, record, scales));
  expect(own! / usual!).toBeLessThan(0.85);
});

test('chooseYardstick() keeps the local scale where offsets know nothing, or the opposite', () => {
  const random = createRandom(9);
  for (const expects of [() => 1, () => Math.exp(drawNormal(random)), (size: number) => 1 / size]) {
    const { context, record, scales } = noise(expects);
    expect(chooseYardstick(context, record, scales)).toBe('local-scale');
  }
});

test('chooseYardstick() does not take what is better on few origins for better', () => {
  const { context, record, scales } = noise((size) => size, { origins: 2 });
  expect(chooseYardstick(context, record, scales)).toBe('local-scale');
});

test('chooseYardstick() keeps the local scale of a forecaster without offsets, and without origins', () => {
  const { context, record, scales } = noise((size) => size, { origins: 0 });
  expect(chooseYardstick(context, record, scales)).toBe('local-scale');
  const { offsets: _, ...plain } = record;
  expect(chooseYardstick(context, plain, scales)).toBe('local-scale');
});

test('bands by offsets are as sure as promised, in calm and in loud steps', () => {
  const { context, record, scales, series } = noise((size) => size / 3, { origins: 100, verdict: 200 });
  const maker = makeBands(context, record, { kind: 'offsets', scales, parts: ['selection'] });
  const caught = levels.map(() => 0);
  let count = 0;
  series.split.verdictOrigins.forEach((origin, slot) => {
    const bands = maker.bandsAt({ part: 'verdict', series: 0, slot });
    for (let step = 0; step < horizon; step++) {
      const value = series.values[origin + 1 + step]!;
      count++;
      bands.forEach(({ lower, upper }, k) => {
        if (lower[step]! <= value && value <= upper[step]!) caught[k] = caught[k]! + 1;
      });
    }
  });
  levels.forEach((level, k) => {
    const promised = level / 100;
    const error = Math.sqrt((promised * (1 - promised)) / count);
    // The bands, too, rest on 100 scores a step only, which adds up to as much again.
    expect(Math.abs(caught[k]! / count - promised)).toBeLessThan(1.96 * error * Math.sqrt(1 + 800 / 400));
  });
});
