import type { History } from '../forecaster.ts';
import type { Baseline } from './baseline-forecaster.ts';
import { seasonalIndices } from './seasonal-indices.ts';
import { isSeasonal } from './seasonality-test.ts';

/**
 * Makes a baseline that knows no season work on the seasonally adjusted series and puts the season back: only
 * where the series passes the test for one.
 *
 * Definition: the M4 competition's benchmark code, which treats Naive2, SES, Holt, Damped, Theta and Comb so.
 *
 * @example
 * seasonallyAdjusted(naive)({ values: Float64Array.of(1, 2), seasonLength: 1 }, 1); // [2]
 */
export function seasonallyAdjusted(flat: Baseline): Baseline {
  return (history: History, horizon: number) => {
    const { values, seasonLength } = history;
    const indices = isSeasonal(values, seasonLength) ? seasonalIndices(values, seasonLength) : undefined;
    if (indices === undefined) return flat(history, horizon);
    const { kind, byPhase } = indices;
    const at = (t: number) => byPhase[t % seasonLength]!;
    const adjusted = values.map((value, t) => (kind === 'multiplicative' ? value / at(t) : value - at(t)));
    const forecast = flat({ values: adjusted, seasonLength }, horizon).map((value, step) => {
      const index = at(values.length + step);
      return kind === 'multiplicative' ? value * index : value + index;
    });
    // Factors near 0, from values many powers of ten apart, adjust nothing that is finite.
    return forecast.every(Number.isFinite) ? forecast : flat(history, horizon);
  };
}
