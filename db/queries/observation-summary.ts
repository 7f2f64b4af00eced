import type { Database } from '../client.ts';

/** Figures over all observations of a series; null where there is no value at all. */
export interface ObservationSummary {
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  readonly zeros: number;
  readonly negatives: number;
}

export function summariseObservations(db: Database, seriesId: number): ObservationSummary {
  return db.$client
    .prepare(
      `select min(value) as min, max(value) as max, avg(value) as mean,
        count(*) filter (where value = 0) as zeros, count(*) filter (where value < 0) as negatives
      from observations where series_id = ?`,
    )
    .get(seriesId) as ObservationSummary;
}
