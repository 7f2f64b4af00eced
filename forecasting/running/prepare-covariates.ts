import type { PanelCovariates } from '../evaluation/panel.ts';
import { calendarFeatures } from '../series/calendar-features.ts';
import { alignCovariate, type Covariates } from '../series/covariates.ts';
import type { PreparedSeries } from './prepare-series.ts';
import { requireKnownAhead } from './require-known-ahead.ts';

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
 * @throws ForecastingError 'future-too-short' where what should be known in advance ends before the forecast does.
 *
 * @example
 * prepareCovariates(prepared, { horizon: 7, covariates: { past: [], future: [holiday] }, calendar: false })
 *   ?.future[0].length; // the series' length + 7
 */
export function prepareCovariates(
  series: PreparedSeries,
  { horizon, covariates = { past: [], future: [] }, calendar }: CovariateRequest,
): PanelCovariates | undefined {
  const { axis } = series;
  const features = calendar ? calendarFeatures(axis) : [];
  const { past, future } = covariates;
  if (past.length + future.length + features.length === 0) return undefined;
  const ahead = requireKnownAhead(series, { horizon, future });
  return {
    past: past.map((covariate) => alignCovariate(covariate, axis.stamps)),
    future: future.map((covariate) => alignCovariate(covariate, [...axis.stamps, ...ahead])),
    calendar: features,
  };
}
