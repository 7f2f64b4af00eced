import type { SeriesRow } from '#server/api-types.ts';

/** A share of missing values above which a person should look before the next run. */
const manyMissing = 0.05;

/** Whether a series waits for a person: its last run failed, or much of it is missing. */
export function needsAttention(row: SeriesRow): boolean {
  return row.lastRun?.state === 'failed' || hasManyGaps(row);
}

export function hasManyGaps(row: Pick<SeriesRow, 'rows' | 'missing'>): boolean {
  return row.rows > 0 && row.missing / row.rows > manyMissing;
}
