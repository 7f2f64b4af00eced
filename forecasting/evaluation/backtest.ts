import type { FittedForecaster } from '../forecaster.ts';
import { clipTo, isBounded, type ValueBounds } from '../value-bounds.ts';
import { historyAt, type PanelSeries } from './panel.ts';

/** The part of the split whose origins are forecast from. */
export type JudgedPart = 'selection' | 'verdict';

/** What one forecaster said: for each series, for each of the part's origins, one value a step. */
export type OriginForecasts = readonly (readonly Float64Array[])[];

/** What a backtest needs besides the forecaster. */
export interface BacktestOptions {
  readonly part: JudgedPart;
  readonly horizon: number;
  /** What is shown of a series at an origin; the leak check shows a tampered one. */
  readonly show?: typeof historyAt;
  /** Lets other work through between batches; throws when the run is to be abandoned. */
  readonly pause: () => Promise<void>;
}

/** Histories asked for in one call. */
const batchSize = 64;

/**
 * Forecasts from every origin of one part. A fitted forecaster is only fed the newer rows, never fitted again.
 *
 * @returns For each series its forecasts, in the order of the origins; a step that is not finite is kept as it
 * is, to be refused by `isFiniteForecast`.
 *
 * @example
 * (await backtest(fitted, panel, { part: 'verdict', horizon: 12, pause }))[0].length; // 24 folds
 */
export async function backtest(
  fitted: FittedForecaster,
  panel: readonly PanelSeries[],
  options: BacktestOptions,
): Promise<OriginForecasts> {
  const asked = panel.flatMap((series) =>
    originsOf(series, options.part).map((origin) => ({ series, origin })),
  );
  const answers = await answerInBatches(fitted, asked, options);
  let next = 0;
  return panel.map((series) => {
    const from = next;
    next += originsOf(series, options.part).length;
    return answers.slice(from, next);
  });
}

/**
 * Forecasts from the last observation of every series.
 *
 * @example
 * (await forecastFromEnd(fitted, panel, { horizon: 12, pause }))[0].length; // 12
 */
export function forecastFromEnd(
  fitted: FittedForecaster,
  panel: readonly PanelSeries[],
  options: Pick<BacktestOptions, 'horizon' | 'pause'>,
): Promise<Float64Array[]> {
  const asked = panel.map((series) => ({ series, origin: series.values.length - 1 }));
  return answerInBatches(fitted, asked, options);
}

async function answerInBatches(
  fitted: FittedForecaster,
  asked: readonly { readonly series: PanelSeries; readonly origin: number }[],
  options: Omit<BacktestOptions, 'part'>,
): Promise<Float64Array[]> {
  const show = options.show ?? historyAt;
  const answers: Float64Array[] = [];
  for (let from = 0; from < asked.length; from += batchSize) {
    const histories = asked.slice(from, from + batchSize).map(({ series, origin }) => show(series, origin));
    const said = fitted.forecast(histories, options.horizon);
    answers.push(...said.map((forecast, i) => clipForecast(forecast, asked[from + i]!.series.bounds)));
    await options.pause();
  }
  return answers;
}

function clipForecast(forecast: Float64Array, bounds: ValueBounds | undefined): Float64Array {
  return bounds && isBounded(bounds) ? forecast.map((value) => clipTo(bounds, value)) : forecast;
}

/**
 * The origins of one part of a series.
 *
 * @example
 * originsOf(series, 'verdict').length; // 24
 */
export function originsOf(series: PanelSeries, part: JudgedPart): readonly number[] {
  return part === 'verdict' ? series.split.verdictOrigins : series.split.selectionOrigins;
}

/**
 * What came after an origin: the `horizon` observations, NaN where one is missing.
 *
 * @example
 * actualAfter({ ...series, values: Float64Array.of(1, 2, 3) }, 0, 2); // [2, 3]
 */
export function actualAfter(series: PanelSeries, origin: number, horizon: number): Float64Array {
  return series.values.subarray(origin + 1, origin + 1 + horizon);
}

/**
 * Whether every step of every forecast is a number that can be stored.
 *
 * @example
 * isFiniteForecast([[Float64Array.of(1, Number.NaN)]]); // false
 */
export function isFiniteForecast(forecasts: OriginForecasts): boolean {
  return forecasts.every((origins) => origins.every((steps) => steps.every(Number.isFinite)));
}
