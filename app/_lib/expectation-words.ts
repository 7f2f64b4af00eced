import type { SeriesDescription } from '#server/api-types.ts';
import { formatPercent } from './format-number.ts';

/** A season from this strength on is what a forecast has to beat. */
const strong = 0.5;

type Described = Pick<SeriesDescription, 'seasonStrength' | 'forecastability'>;

/** What to expect of forecasts. A test of the changes from row to row alone does not see a season. */
export function expectationWords({ seasonStrength, forecastability }: Described): string {
  const { kind, reading } = forecastability;
  if (kind !== 'random-walk' || seasonStrength === null || seasonStrength < strong) return reading;
  return `Its season is strong (${formatPercent(seasonStrength)}): repeating the last one is the forecast to beat. Its changes from row to row alone are like those of a random walk.`;
}
