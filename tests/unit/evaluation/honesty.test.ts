import { describe, expect, test } from 'vitest';
import { createForecaster } from '#forecasting/create-forecaster.ts';
import { backtest } from '#forecasting/evaluation/backtest.ts';
import { detectEcho } from '#forecasting/evaluation/echo.ts';
import { readForecastability } from '#forecasting/evaluation/forecastability.ts';
import { checkLeak } from '#forecasting/evaluation/leak-check.ts';
import type { PanelSeries } from '#forecasting/evaluation/panel.ts';
import { createRandom, drawNormal } from '#forecasting/random.ts';

const pause = () => Promise.resolve();

function walk(length: number, seed: number): Float64Array {
  const random = createRandom(seed);
  let level = 0;
  return Float64Array.from({ length }, () => {
    level += drawNormal(random);
    return level;
  });
}

describe('checkLeak()', () => {
  const values = walk(60, 1);
  const panel: PanelSeries[] = [
    {
      name: 'walk',
      values,
      seasonLength: 7,
      split: { trainingLength: 30, selectionOrigins: [], verdictOrigins: [40, 45, 50, 55] },
    },
  ];

  test.each(['naive', 'seasonal-naive', 'drift', 'mean'] as const)('%s passes', async (kind) => {
    const fitted = await createForecaster(kind).fit([]);
    const said = await backtest(fitted, panel, { part: 'verdict', horizon: 4, pause });
    expect(await checkLeak(fitted, panel, { values: said }, { horizon: 4, seed: 1, pause })).toEqual({
      origins: 4,
      differing: 0,
    });
  });

  test('what was said with the future in view does not pass', async () => {
    const fitted = await createForecaster('naive').fit([]);
    const said = [[41, 46, 51, 55].map((seen) => new Float64Array(4).fill(values[seen]!))];
    expect(await checkLeak(fitted, panel, { values: said }, { horizon: 4, seed: 1, pause })).toEqual({
      origins: 4,
      differing: 3,
    });
  });

  test('a history holds nothing past its origin, not even out of sight', async () => {
    let longest = 0;
    const fitted = {
      forecast: (histories: readonly { values: Float64Array }[], horizon: number) =>
        histories.map(({ values: seen }) => {
          longest = Math.max(longest, seen.buffer.byteLength / 8);
          return new Float64Array(horizon);
        }),
      dispose: () => undefined,
    };
    await backtest(fitted, panel, { part: 'verdict', horizon: 4, pause });
    expect(longest).toBe(56);
  });
});

describe('detectEcho()', () => {
  const levels = [...walk(200, 2)];

  test('detectEcho() finds a forecaster that repeats the last value of a random walk', () => {
    const points = levels
      .slice(1)
      .map((actual, i) => ({ last: levels[i]!, forecast: levels[i]! * 0.98, actual }));
    const reading = detectEcho(points)!;
    expect(reading.echoes).toBe(true);
    expect(reading.weight).toBeCloseTo(0.98, 6);
  });

  test('detectEcho() does not blame a forecaster that knows what comes', () => {
    const points = levels.slice(1).map((actual, i) => ({ last: levels[i]!, forecast: actual, actual }));
    expect(detectEcho(points)!.echoes).toBe(false);
  });

  test('detectEcho() does not blame the mean, and says nothing of a constant', () => {
    const random = createRandom(9);
    const noise = Array.from({ length: 60 }, () => drawNormal(random));
    const flat = noise.slice(1).map((actual, i) => ({ last: noise[i]!, forecast: 0.1 * noise[i]!, actual }));
    expect(detectEcho(flat)!.echoes).toBe(false);
    expect(detectEcho(flat.map((point) => ({ ...point, last: 4 })))).toBeUndefined();
    expect(detectEcho(flat.slice(0, 5))).toBeUndefined();
  });
});

describe('readForecastability()', () => {
  test('readForecastability() takes at most one in ten random walks for something else', () => {
    const readings = Array.from({ length: 100 }, (_, i) => readForecastability(walk(500, 100 + i)).reading);
    expect(readings.filter((reading) => reading !== 'random-walk').length).toBeLessThanOrEqual(10);
  });

  test('readForecastability() tells noise and a season from a random walk', () => {
    const random = createRandom(4);
    const noise = Float64Array.from({ length: 400 }, () => drawNormal(random));
    const season = Float64Array.from({ length: 400 }, (_, t) => Math.sin(t / 3) + 0.1 * drawNormal(random));
    expect(readForecastability(noise).reading).toBe('structured');
    expect(readForecastability(season).reading).toBe('structured');
  });

  test('readForecastability() says nothing of short and of constant series', () => {
    expect(readForecastability(walk(40, 1)).reading).toBe('unknown');
    expect(readForecastability(new Float64Array(300).fill(3)).reading).toBe('unknown');
  });
});
