import type { Series } from '#forecasting/series/series.ts';
import type { Database } from './client.ts';
import { readObservations } from './queries/observations.ts';
import type { StoredSeries } from './queries/series.ts';

/** Reads a stored series as the library knows it, whole or up to a stamp. */
export function loadSeries(db: Database, row: StoredSeries, to?: number): Series {
  const { stamps, values } = readObservations(db, row.id, { to });
  const axis = { kind: row.axisKind, stamps, frequency: row.frequency, zone: row.zone ?? undefined };
  return { name: row.name, axis, values };
}
