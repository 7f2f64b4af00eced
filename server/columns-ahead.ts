import { loadCovariates } from '#db/load-covariates.ts';
import { loadSeries } from '#db/load-series.ts';
import type { RunConfig } from '#forecasting/config.ts';
import { ForecastingError } from '#forecasting/errors.ts';
import { prepareSeries } from '#forecasting/running/prepare-series.ts';
import { requireKnownAhead } from '#forecasting/running/require-known-ahead.ts';
import type { Services } from './context.ts';
import { Refusal } from './refusal.ts';
import { requireAllSeries } from './run-row.ts';

interface AheadRequest {
  readonly seriesIds: readonly number[];
  readonly config: RunConfig;
}

/** Why a column cannot be known in advance: it ends before the forecast does. null where all reach far enough. */
export function shortColumn(services: Pick<Services, 'db'>, request: AheadRequest): string | null {
  try {
    requireColumnsAhead(services, request);
    return null;
  } catch (error) {
    if (error instanceof ForecastingError && error.code === 'future-too-short') return error.message;
    throw error;
  }
}

/** Refuses a run whose columns known in advance end before its forecast does, before it is queued. */
export function refuseShortColumns(services: Pick<Services, 'db'>, request: AheadRequest): void {
  const message = shortColumn(services, request);
  if (message === null) return;
  throw new Refusal('bad-request', 'future-too-short', message, { field: 'config.future' });
}

/** A series without a value has no end to look ahead from; it is refused for that. */
function requireColumnsAhead({ db }: Pick<Services, 'db'>, { seriesIds, config }: AheadRequest): void {
  const { horizon, future = [] } = config;
  if (future.length === 0) return;
  const rows = requireAllSeries({ db }, [...new Set(seriesIds)]);
  const beside = loadCovariates(db, rows, {
    config: { ...config, past: [] },
    load: (row) => loadSeries(db, row),
  });
  for (const [index, row] of rows.entries()) {
    const series = loadSeries(db, row);
    if (series.values.every(Number.isNaN)) continue;
    // A person knows a column by the name it has in the file.
    const named = beside![index]!.future.map((one, place) => ({ ...one, name: future[place]! }));
    requireKnownAhead(prepareSeries(series, null), { horizon, future: named });
  }
}
