import type { History } from '../forecaster.ts';
import { smoothExponentially } from './exponential-smoothing.ts';
import { lastObservedIndex } from './last-observed.ts';
import { seasonallyAdjusted } from './seasonally-adjusted.ts';

/**
 * Theta: halfway between the line through the series and simple exponential smoothing of the series with its
 * curvature doubled, seasonally adjusted where there is a season.
 *
 * Definition: Assimakopoulos & Nikolopoulos, "The theta model" (2000), as `Theta.classic` of the M4 competition's
 * benchmark code, but that a forecast below 0 stays below 0.
 *
 * @throws ForecastingError 'invalid-series' where no value is there.
 *
 * @example
 * theta({ values: Float64Array.of(5, 5, 5), seasonLength: 1 }, 2); // [5, 5]
 */
export const theta = seasonallyAdjusted(({ values }: History, horizon: number) => {
  const line = fitLine(values);
  const doubled = values.map((value, t) => 2 * value - line(t));
  const level = smoothExponentially(doubled, 'none', horizon);
  return level.map((value, step) => (value + line(values.length + step)) / 2);
});

/** The least-squares line through the values that are there. */
function fitLine(values: Float64Array): (t: number) => number {
  const last = lastObservedIndex(values);
  let [count, meanT, mean, spread, slopeSum] = [0, 0, 0, 0, 0];
  for (let t = 0; t <= last; t++) {
    const value = values[t]!;
    if (Number.isNaN(value)) continue;
    count++;
    const fromT = t - meanT;
    meanT += fromT / count;
    mean += (value - mean) / count;
    spread += fromT * (t - meanT);
    slopeSum += fromT * (value - mean);
  }
  const slope = spread > 0 ? slopeSum / spread : 0;
  return (t) => mean + slope * (t - meanT);
}
