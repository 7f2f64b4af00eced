import { ForecastingError } from '../errors.ts';
import type { PanelCovariates } from '../evaluation/panel.ts';
import { calendarFeatures } from '../series/calendar-features.ts';
import { alignCovariate, type Covariates, lastKnownStamp } from '../series/covariates.ts';
import { formatStamp } from '../series/format-stamp.ts';
import { nextStamps } from '../series/next-stamps.ts';
import type { PreparedSeries } from './prepare-series.ts';

/** What is to stand beside a series. */
export interface CovariateRequest {
  readonly horizon: number;
  readonly covariates: Covariates | undefined;
  /** Whether the place in the day, the week and the year is told. */
  readonly calendar: boolean;
}

/**
 * Puts the covariates of a series on its grid; what is known in advance also on the steps of the forecast.
 *
 * @returns undefined where nothing stands beside the series.
 * @throws ForecastingError 'invalid-series' where what should be known in advance ends before the forecast does.
 *
 * @example
 * prepareCovariates(prepared, { horizon: 7, covariates: { past: [], future: [holiday] }, calendar: false })
 *   ?.future[0].length; // the series' length + 7
 */
export function prepareCovariates(
  { name, axis }: PreparedSeries,
  { horizon, covariates = { past: [], future: [] }, calendar }: CovariateRequest,
): PanelCovariates | undefined {
  const features = calendar ? calendarFeatures(axis) : [];
  const { past, future } = covariates;
  if (past.length + future.length + features.length === 0) return undefined;
  const ahead = nextStamps(axis, horizon);
  for (const covariate of future) {
    const known = lastKnownStamp(covariate);
    if (known >= ahead.at(-1)!) continue;
    const reached = ahead.filter((stamp) => stamp <= known).length;
    throw new ForecastingError(
      'invalid-series',
      `Cannot forecast series ${name}: ${covariate.name} has to be known for all ${horizon} steps to ${formatStamp(ahead.at(-1)!, axis)}, it is for ${reached}`,
    );
  }
  return {
    past: past.map((covariate) => alignCovariate(covariate, axis.stamps)),
    future: future.map((covariate) => alignCovariate(covariate, [...axis.stamps, ...ahead])),
    calendar: features,
  };
}
