import type { FittedForecaster, History } from '../forecaster.ts';
import { createRandom, deriveSeed, drawNormal } from '../random.ts';
import { backtest, type OriginForecasts } from './backtest.ts';
import { localScale } from './local-scale.ts';
import { historyAt, type PanelSeries, type SeenSeries } from './panel.ts';

/** What a leak check needs besides the forecaster and what it had said. */
export interface LeakCheckOptions {
  readonly horizon: number;
  readonly seed: number;
  readonly pause: () => Promise<void>;
}

/** How many forecasts were compared, and how many of them differed. */
export interface LeakReading {
  readonly origins: number;
  readonly differing: number;
}

/**
 * Looks for leaks: for each verdict origin replaces all that came after it by noise, forecasts again, and compares
 * with what was said before. A forecaster that saw nothing past its origin says the same, bit for bit.
 *
 * The forecasts are asked for in the same batches as before, since sums over other batches may round differently.
 *
 * @example
 * await checkLeak(fitted, panel, said, { horizon: 12, seed: 1, pause }); // { origins: 24, differing: 0 }
 */
export async function checkLeak(
  fitted: FittedForecaster,
  panel: readonly PanelSeries[],
  said: OriginForecasts,
  options: LeakCheckOptions,
): Promise<LeakReading> {
  const random = createRandom(deriveSeed(options.seed, 'leak-check'));
  const show = (series: SeenSeries, origin: number): History =>
    historyAt(tamperSeries(series, origin, random), origin);
  const again = await backtest(fitted, panel, { ...options, part: 'verdict', show });
  const compared = said.flatMap((origins, index) =>
    origins.map((forecast, slot) => sameBits(forecast, again[index]![slot]!)),
  );
  return { origins: compared.length, differing: compared.filter((same) => !same).length };
}

/**
 * The reading of several checks together.
 *
 * @example
 * addLeakReadings([{ origins: 8, differing: 0 }, { origins: 16, differing: 1 }]); // { origins: 24, differing: 1 }
 */
export function addLeakReadings(readings: readonly LeakReading[]): LeakReading {
  return {
    origins: readings.reduce((sum, { origins }) => sum + origins, 0),
    differing: readings.reduce((sum, { differing }) => sum + differing, 0),
  };
}

/** Past covariates too: what is known in advance may be seen. */
function tamperSeries(series: SeenSeries, origin: number, random: () => number): SeenSeries {
  const { covariates, seasonLength } = series;
  const values = tamperAfter(series, origin, random);
  if (covariates === undefined) return { ...series, values };
  const past = covariates.past.map((one) => tamperAfter({ values: one, seasonLength }, origin, random));
  return { ...series, values, covariates: { ...covariates, past } };
}

function tamperAfter(
  series: Pick<PanelSeries, 'values' | 'seasonLength'>,
  origin: number,
  random: () => number,
): Float64Array {
  const values = series.values.slice();
  const scale = localScale({ ...series, values: values.subarray(0, origin + 1) }, 1);
  for (let i = origin + 1; i < values.length; i++) values[i] = drawNormal(random) * scale * 10;
  return values;
}

function sameBits(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((value, i) => Object.is(value, b[i]));
}
