import { loadSeries } from '#db/load-series.ts';
import type { RunConfig } from '#forecasting/config.ts';
import { ForecastingError } from '#forecasting/errors.ts';
import { prepareSeries, refuseMissing } from '#forecasting/running/prepare-series.ts';
import type { Services } from './context.ts';
import { Refusal } from './refusal.ts';
import { requireAllSeries } from './run-row.ts';

interface CompleteRequest {
  readonly seriesIds: readonly number[];
  readonly config: Pick<RunConfig, 'missing'>;
}

/** Why a run that refuses series with missing values would be left with none; null where one is complete, or none need be. */
export function incompleteSeries(services: Pick<Services, 'db'>, request: CompleteRequest): string | null {
  if (request.config.missing !== 'refuse') return null;
  const reasons: string[] = [];
  for (const row of requireAllSeries(services, [...new Set(request.seriesIds)])) {
    try {
      refuseMissing(prepareSeries(loadSeries(services.db, row), null));
      return null;
    } catch (error) {
      if (!(error instanceof ForecastingError)) throw error;
      reasons.push(error.message);
    }
  }
  return reasons[0] ?? null;
}

/** Refuses a run that would leave out every one of its series, before it is queued. */
export function refuseIncomplete(services: Pick<Services, 'db'>, request: CompleteRequest): void {
  const message = incompleteSeries(services, request);
  if (message === null) return;
  throw new Refusal('bad-request', 'invalid-series', message, { field: 'config.missing' });
}
