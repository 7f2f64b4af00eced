import type { History } from '../forecaster.ts';
import { naive } from './naive.ts';

/**
 * Seasonal naive forecast: each step repeats the observation one season earlier.
 *
 * Definition: Hyndman & Athanasopoulos, "Forecasting: Principles and Practice" (3rd ed.), section 5.2; R's
 * `forecast::snaive`. Where that value is missing, whole seasons are gone back until one is there; a phase that
 * was never observed, or a history shorter than a season, falls back to the naive forecast.
 *
 * @throws ForecastingError 'invalid-series' where no value is there.
 *
 * @example
 * seasonalNaive({ values: Float64Array.of(1, 2, 3, 4), seasonLength: 2 }, 3); // [3, 4, 3]
 */
export function seasonalNaive(history: History, horizon: number): Float64Array {
  const { values, seasonLength } = history;
  const forecast = naive(history, horizon);
  if (seasonLength <= 1 || values.length < seasonLength) return forecast;
  for (let step = 0; step < horizon; step++) {
    let index = values.length - seasonLength + (step % seasonLength);
    while (index >= 0 && Number.isNaN(values[index])) index -= seasonLength;
    if (index >= 0) forecast[step] = values[index]!;
  }
  return forecast;
}
