import type { FittedForecaster, Forecaster, History } from '../forecaster.ts';
import { asSeen } from './baseline-forecaster.ts';
import { chooseEts, estimateEts } from './choose-ets.ts';
import { type EtsEnd, filterEts } from './ets-filter.ts';
import type { EtsForm } from './ets-form.ts';
import type { EtsModel } from './ets-search.ts';
import { smoothExponentially } from './exponential-smoothing.ts';
import { lastObservedIndex } from './last-observed.ts';
import { type SeasonalIndices, seasonalIndices } from './seasonal-indices.ts';
import { isSeasonal } from './seasonality-test.ts';

/** The longest season that is smoothed; longer ones are adjusted for. */
const longestSeason = 24;
/** Shorter series are smoothed without any choice. */
const fewest = 7;

/** What was chosen for one series. */
export interface FittedEts {
  /** What the values are divided by. */
  readonly size: number;
  /** What longer seasons are adjusted by; phase 0 is the first observation's. */
  readonly indices: SeasonalIndices | undefined;
  readonly model: EtsModel;
}

/**
 * Exponential smoothing with automatic choice of error, trend and season.
 *
 * Definition: Hyndman, Koehler, Snyder & Grose, "A state space framework for automatic forecasting using exponential
 * smoothing methods" (2002), as R's `forecast::ets`: the form with the smallest AICc, by maximum likelihood. A season
 * longer than 24 is adjusted for by classical decomposition first, where it passes the M4 competition's test (R leaves
 * it out). A missing observation moves nothing. Series of fewer than seven observations, and those that no form fits,
 * are smoothed simply; a constant stays.
 *
 * Form and weights are chosen once a series, in `fit`; `refit` keeps the form; at later origins the newer observations
 * move the states. A history that does not say which series of the fitted panel it is gets a form of its own.
 *
 * @param pause Lets other work through between two series.
 *
 * @example
 * createEts(async () => {}).kind; // 'ets'
 */
export function createEts(pause: () => Promise<void>): Forecaster {
  return { kind: 'ets', fit: (panel) => fitPanel(panel, fitEts, pause) };
}

async function fitPanel(
  panel: readonly History[],
  fitOne: (history: History, index: number) => FittedEts | undefined,
  pause: () => Promise<void>,
): Promise<FittedForecaster> {
  const chosen: (FittedEts | undefined)[] = [];
  for (const [index, history] of panel.entries()) {
    chosen.push(fitOne(asSeen(history), index));
    await pause();
  }
  const answer = (history: History, horizon: number) => {
    const known = history.series === undefined ? undefined : chosen[history.series];
    return (
      forecastEts(known, history, horizon) ??
      forecastEts(fitEts(history), history, horizon) ??
      smoothExponentially(history.values, 'none', horizon)
    );
  };
  return {
    forecast: (histories, horizon) => histories.map((history) => answer(asSeen(history), horizon)),
    refit: (longer) => fitPanel(longer, (history, index) => refitEts(chosen[index], history), pause),
    dispose: () => undefined,
  };
}

/** The same form with weights and states estimated anew; a new choice where there was none or it breaks. */
function refitEts(chosen: FittedEts | undefined, history: History): FittedEts | undefined {
  const same = chosen && shapeOf(history, chosen.model.form);
  return same ?? fitEts(history);
}

/**
 * Chooses and estimates the form for one series.
 *
 * @returns undefined where there is nothing to choose: a constant, too few observations, or no form that fits.
 * @throws ForecastingError 'invalid-series' where no value is there.
 *
 * @example
 * fitEts({ values: Float64Array.of(3, 3, 3), seasonLength: 1 }); // undefined
 */
export function fitEts(history: History): FittedEts | undefined {
  return shapeOf(history, undefined);
}

function shapeOf({ values, seasonLength }: History, form: EtsForm | undefined): FittedEts | undefined {
  const last = values[lastObservedIndex(values)]!;
  const count = values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 1), 0);
  const size = sizeOf(values);
  if (count < fewest || !(size > 0) || values.every((value) => Number.isNaN(value) || value === last)) {
    return undefined;
  }
  const long = seasonLength > longestSeason && isSeasonal(values, seasonLength);
  const indices = long ? seasonalIndices(values, seasonLength) : undefined;
  const shown = adjust(values, size, indices);
  if (shown.some((value) => Math.abs(value) === Number.POSITIVE_INFINITY)) return undefined;
  const season = seasonLength > longestSeason ? 1 : seasonLength;
  const model = form ? estimateEts(form, shown, season) : chooseEts(shown, season);
  return model && { size, indices, model };
}

/**
 * Carries a chosen form through a history and on.
 *
 * @returns undefined where the form does not reach the end of the history, or what it says is no number.
 *
 * @example
 * forecastEts(fitted, history, 12)?.length; // 12
 */
export function forecastEts(
  fitted: FittedEts | undefined,
  { values }: History,
  horizon: number,
): Float64Array | undefined {
  if (fitted === undefined) return undefined;
  const { size, indices, model } = fitted;
  const end = filterEts(model.form, model.start, adjust(values, size, indices));
  if (end.deviance === Number.POSITIVE_INFINITY) return undefined;
  const forecast = goOn(model.form, end, { from: values.length, horizon }).map((value, step) => {
    if (indices === undefined) return value * size;
    const index = indices.byPhase[(values.length + step) % indices.byPhase.length]!;
    return indices.kind === 'multiplicative' ? value * index * size : value * size + index;
  });
  return forecast.every(Number.isFinite) ? forecast : undefined;
}

/** The mean size of the values that are there, summed so that it cannot overflow. */
function sizeOf(values: Float64Array): number {
  let mean = 0;
  let count = 0;
  for (const value of values) if (!Number.isNaN(value)) mean += (Math.abs(value) - mean) / ++count;
  return mean;
}

function adjust(values: Float64Array, size: number, indices: SeasonalIndices | undefined): Float64Array {
  if (indices === undefined) return values.map((value) => value / size);
  const { kind, byPhase } = indices;
  const m = byPhase.length;
  return values.map((value, t) =>
    kind === 'multiplicative' ? value / byPhase[t % m]! / size : (value - byPhase[t % m]!) / size,
  );
}

/** Point forecasts: the equations with all errors 0. */
function goOn(
  form: EtsForm,
  { level, slope, phi, season }: EtsEnd,
  { from, horizon }: { readonly from: number; readonly horizon: number },
): Float64Array {
  let reach = 0;
  return Float64Array.from({ length: horizon }, (_, step) => {
    reach += phi ** (step + 1);
    const base = level + reach * slope;
    if (form.season === 'none') return base;
    const index = season[(from + step) % season.length]!;
    return form.season === 'additive' ? base + index : base * index;
  });
}
