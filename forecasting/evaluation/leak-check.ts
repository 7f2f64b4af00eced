import type { FittedForecaster, ForecastOffsets, History } from '../forecaster.ts';
import { createRandom, deriveSeed, drawNormal } from '../random.ts';
import { backtestWithOffsets, type ForecastsWithOffsets } from './backtest.ts';
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
 * with what was said before. A forecaster that saw nothing past its origin says the same, bit for bit, and expects to be
 * as far off, if it says so.
 *
 * The forecasts are asked for in the same batches as before, since sums over other batches may round differently.
 *
 * @example
 * await checkLeak(fitted, panel, { values }, { horizon: 12, seed: 1, pause }); // { origins: 24, differing: 0 }
 */
export async function checkLeak(
  fitted: FittedForecaster,
  panel: readonly PanelSeries[],
  said: ForecastsWithOffsets,
  options: LeakCheckOptions,
): Promise<LeakReading> {
  const random = createRandom(deriveSeed(options.seed, 'leak-check'));
  const show = (series: SeenSeries, origin: number): History =>
    historyAt(tamperSeries(series, origin, random), origin);
  const again = await backtestWithOffsets(fitted, panel, { ...options, part: 'verdict', show });
  const compared = said.values.flatMap((origins, index) =>
    origins.map((_, slot) => {
      const [before, after] = [said, again].map(({ values, offsets }) => ({
        values: values[index]![slot]!,
        offsets: offsets === undefined ? undefined : offsets[index]![slot]!,
      }));
      return sameBits(before!.values, after!.values) && sameOffsets(before!.offsets, after!.offsets);
    }),
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

function sameOffsets(a: ForecastOffsets | undefined, b: ForecastOffsets | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return sameBits(a.below, b.below) && sameBits(a.above, b.above);
}

function sameBits(a: Float64Array | Float32Array, b: Float64Array | Float32Array): boolean {
  return a.length === b.length && a.every((value, i) => Object.is(value, b[i]));
}
