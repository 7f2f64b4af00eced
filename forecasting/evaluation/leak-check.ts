import type { FittedForecaster } from '../forecaster.ts';
import { createRandom, drawNormal } from '../random.ts';
import { backtest, type OriginForecasts } from './backtest.ts';
import { localScale } from './local-scale.ts';
import { historyAt, type PanelSeries } from './panel.ts';

/** What a leak check needs besides the forecaster and what it had said. */
export interface LeakCheckOptions {
  readonly horizon: number;
  readonly seed: number;
  readonly pause: () => Promise<void>;
}

/**
 * Looks for leaks: for each verdict origin replaces all that came after it by noise, forecasts again, and compares
 * with what was said before. A forecaster that saw nothing past its origin says the same, bit for bit.
 *
 * @returns How many origins were compared and how many of them differed.
 *
 * @example
 * await checkLeak(fitted, panel, said, { horizon: 12, seed: 1, pause }); // { origins: 24, differing: 0 }
 */
export async function checkLeak(
  fitted: FittedForecaster,
  panel: readonly PanelSeries[],
  said: OriginForecasts,
  options: LeakCheckOptions,
): Promise<{ origins: number; differing: number }> {
  let origins = 0;
  let differing = 0;
  const slots = Math.max(0, ...panel.map((series) => series.split.verdictOrigins.length));
  for (let slot = 0; slot < slots; slot++) {
    const judged = panel.flatMap((series, index) => {
      const origin = series.split.verdictOrigins[slot];
      return origin === undefined ? [] : [{ series, origin, said: said[index]![slot]! }];
    });
    const tampered = judged.map(({ series, origin }) => tamper(series, origin, options.seed + slot));
    const again = await backtest(fitted, tampered, { ...options, part: 'verdict' });
    origins += judged.length;
    differing += judged.filter((item, i) => !sameBits(item.said, again[i]![0]!)).length;
  }
  return { origins, differing };
}

/** The same series with noise after the origin, which becomes its only verdict origin. */
function tamper(series: PanelSeries, origin: number, seed: number): PanelSeries {
  const random = createRandom(seed);
  const values = series.values.slice();
  const scale = localScale(historyAt(series, origin), 1);
  for (let i = origin + 1; i < values.length; i++) values[i] = drawNormal(random) * scale * 10;
  return { ...series, values, split: { ...series.split, verdictOrigins: [origin] } };
}

function sameBits(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((value, i) => Object.is(value, b[i]));
}
