import { getForecast, readActual, type StoredForecast } from '#db/queries/forecasts.ts';
import { countObservations, readObservationsBefore } from '#db/queries/observations.ts';
import { getSeries } from '#db/queries/series.ts';
import type { ForecastView } from './api-types.ts';
import { toNullable } from './chart-points.ts';
import type { Services } from './context.ts';
import { Refusal } from './refusal.ts';

const leastHistory = 60;
const mostHistory = 1500;

/** A forecast with the stretch of history before it and what has come since; null before there is one. */
export function viewForecast(
  { db }: Pick<Services, 'db'>,
  runId: number,
  seriesId: number,
): ForecastView | null {
  const series = getSeries(db, seriesId);
  if (series === undefined)
    throw new Refusal('not-found', 'unknown-series', `There is no series ${seriesId}.`);
  const forecast = getForecast(db, runId, seriesId);
  if (forecast === undefined) return null;
  const length = historyLength(forecast, series.seasonLength);
  const { axisKind, frequency, zone, seasonLength, unit } = series;
  return {
    forecast,
    seriesId,
    seriesName: series.name,
    ...{ unit, axisKind, frequency, zone, seasonLength },
    history: toNullable(readObservationsBefore(db, seriesId, forecast.originStamp, length)),
    actual: readActual(db, seriesId, forecast.stamps),
    newRows: countObservations(db, seriesId, { from: forecast.originStamp + 1 }),
  };
}

/** Three horizons and two seasons, within what a chart shows well. */
function historyLength({ stamps }: StoredForecast, seasonLength: number): number {
  const wanted = Math.max(leastHistory, 3 * stamps.length, 2 * seasonLength);
  return Math.min(mostHistory, wanted);
}
