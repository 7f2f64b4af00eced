import { ForecastingError } from '../errors.ts';
import { lastKnownStamp } from '../series/covariates.ts';
import { formatStamp } from '../series/format-stamp.ts';
import { nextStamps } from '../series/next-stamps.ts';
import type { Series } from '../series/series.ts';
import type { PreparedSeries } from './prepare-series.ts';

/** What is to be known in advance, and how far. */
export interface AheadRequest {
  readonly horizon: number;
  readonly future: readonly Series[];
}

/**
 * Refuses covariates that should be known in advance and end before the forecast does.
 *
 * @returns The stamps of the forecast.
 * @throws ForecastingError 'future-too-short' naming the first such covariate, where it ends and how far it has to reach.
 *
 * @example
 * requireKnownAhead(series, { horizon: 7, future: [holiday] }).length; // 7
 */
export function requireKnownAhead(
  { name, axis }: Pick<PreparedSeries, 'name' | 'axis'>,
  { horizon, future }: AheadRequest,
): number[] {
  const ahead = nextStamps(axis, horizon);
  const end = ahead.at(-1)!;
  const say = (stamp: number) => formatStamp(stamp, axis).replace(/T00:00:00Z?$/, '');
  for (const covariate of future) {
    const known = lastKnownStamp(covariate);
    if (known >= end) continue;
    const reached = ahead.filter((stamp) => stamp <= known).length;
    const last = Number.isFinite(known) ? `its last value is of ${say(known)}` : 'it has no value';
    const shorter = reached === 0 ? '' : ` forecast at most ${countSteps(reached)},`;
    throw new ForecastingError(
      'future-too-short',
      `Cannot forecast ${name}: ${covariate.name} has to be known in advance for ${countSteps(horizon)}, to ${say(end)}, ${last}; add its rows up to there,${shorter} or use it as known up to now only`,
    );
  }
  return ahead;
}

function countSteps(count: number): string {
  return count === 1 ? '1 step' : `${count} steps`;
}
