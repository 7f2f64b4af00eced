import { getSeries, type SeriesRow as StoredSeries } from '#db/queries/series.ts';
import type { SeriesRow } from './api-types.ts';
import type { Services } from './context.ts';
import { Refusal } from './refusal.ts';

/** A series as clients see it. */
export function toSeriesRow(series: StoredSeries): SeriesRow {
  const { ready: _ready, idempotencyKey: _key, ...row } = series;
  return row;
}

export function requireSeriesRow({ db }: Pick<Services, 'db'>, id: number): StoredSeries {
  const series = getSeries(db, id);
  if (series) return series;
  throw new Refusal('not-found', 'unknown-series', `There is no series ${id}.`);
}
