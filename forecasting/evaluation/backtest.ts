import type { FittedForecaster, ForecastOffsets, ForecastWithOffsets, History } from '../forecaster.ts';
import { clipTo, isBounded, type ValueBounds } from '../value-bounds.ts';
import { historyAt, type PanelSeries } from './panel.ts';

/** The part of the split whose origins are forecast from. */
export type JudgedPart = 'selection' | 'verdict';

/** What one forecaster said: for each series, for each of the part's origins, one value a step. */
export type OriginForecasts = readonly (readonly Float64Array[])[];

/** How far off it expects to be, in the same order. */
export type OriginOffsets = readonly (readonly ForecastOffsets[])[];

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
  return backtestAnswers(pointsOf(fitted), panel, options);
}

/**
 * Forecasts from every origin of one part, and says how far off each step is expected to be.
 *
 * @returns Offsets are left out where the forecaster has learned none, or one of them is no number.
 *
 * @example
 * (await backtestWithOffsets(fitted, panel, { part: 'verdict', horizon: 12, pause })).values[0].length; // 24 folds
 */
export async function backtestWithOffsets(
  fitted: FittedForecaster,
  panel: readonly PanelSeries[],
  options: BacktestOptions,
): Promise<ForecastsWithOffsets> {
  if (fitted.forecastWithOffsets === undefined) return { values: await backtest(fitted, panel, options) };
  return separate(await backtestAnswers(fullAnswersOf(fitted), panel, options));
}

/** What one forecaster said, and how far off it expects to be. */
export interface ForecastsWithOffsets {
  readonly values: OriginForecasts;
  readonly offsets?: OriginOffsets;
}

function separate(answers: readonly (readonly ForecastWithOffsets[])[]): ForecastsWithOffsets {
  const values = answers.map((origins) => origins.map((answer) => answer.values));
  const offsets = answers.map((origins) => origins.flatMap((answer) => answer.offsets ?? []));
  const complete = offsets.every((origins, series) => origins.length === answers[series]!.length);
  return complete ? { values, offsets } : { values };
}

async function backtestAnswers<T>(
  ask: Ask<T>,
  panel: readonly PanelSeries[],
  options: BacktestOptions,
): Promise<T[][]> {
  const asked = panel.flatMap((series) =>
    originsOf(series, options.part).map((origin) => ({ series, origin })),
  );
  const answers = await answerInBatches(ask, asked, options);
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
  return answerInBatches(pointsOf(fitted), endsOf(panel), options);
}

/**
 * Forecasts from the last observation of every series, with offsets as `backtestWithOffsets()` tells them.
 *
 * @example
 * (await forecastFromEndWithOffsets(fitted, panel, { horizon: 12, pause })).values[0].length; // 1 origin
 */
export async function forecastFromEndWithOffsets(
  fitted: FittedForecaster,
  panel: readonly PanelSeries[],
  options: Pick<BacktestOptions, 'horizon' | 'pause'>,
): Promise<ForecastsWithOffsets> {
  if (fitted.forecastWithOffsets === undefined) {
    return { values: (await forecastFromEnd(fitted, panel, options)).map((values) => [values]) };
  }
  const answers = await answerInBatches(fullAnswersOf(fitted), endsOf(panel), options);
  return separate(answers.map((answer) => [answer]));
}

interface Asked {
  readonly series: PanelSeries;
  readonly origin: number;
}

function endsOf(panel: readonly PanelSeries[]): Asked[] {
  return panel.map((series) => ({ series, origin: series.values.length - 1 }));
}

/** What a forecaster is asked; what it says of a series is held within the bounds of that. */
type Ask<T> = (histories: readonly History[], horizon: number, asked: readonly Asked[]) => T[];

function pointsOf(fitted: FittedForecaster): Ask<Float64Array> {
  return (histories, horizon, asked) =>
    fitted.forecast(histories, horizon).map((forecast, i) => clipForecast(forecast, asked[i]!.series.bounds));
}

function fullAnswersOf(fitted: FittedForecaster): Ask<ForecastWithOffsets> {
  return (histories, horizon, asked) =>
    fitted.forecastWithOffsets!(histories, horizon).map((answer, i) => ({
      ...answer,
      values: clipForecast(answer.values, asked[i]!.series.bounds),
    }));
}

async function answerInBatches<T>(
  ask: Ask<T>,
  all: readonly Asked[],
  options: Omit<BacktestOptions, 'part'>,
): Promise<T[]> {
  const show = options.show ?? historyAt;
  const answers: T[] = [];
  for (let from = 0; from < all.length; from += batchSize) {
    const asked = all.slice(from, from + batchSize);
    const histories = asked.map(({ series, origin }) => show(series, origin));
    answers.push(...ask(histories, options.horizon, asked));
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
export function originsOf({ split }: Pick<PanelSeries, 'split'>, part: JudgedPart): readonly number[] {
  return part === 'verdict' ? split.verdictOrigins : split.selectionOrigins;
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
