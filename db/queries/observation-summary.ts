import type { Database } from '../client.ts';
import { readPieces } from './observation-blocks.ts';

/** Figures over all observations of a series; null where there is no value at all. */
export interface ObservationSummary {
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  readonly zeros: number;
  readonly negatives: number;
}

export function summariseObservations(db: Database, seriesId: number): ObservationSummary {
  const sum = { total: 0, lost: 0 };
  const found = { min: Infinity, max: -Infinity, zeros: 0, negatives: 0 };
  let count = 0;
  for (const { values } of readPieces(db, seriesId, {})) {
    for (const value of values) {
      if (Number.isNaN(value)) continue;
      count += 1;
      add(sum, value);
      found.min = Math.min(found.min, value);
      found.max = Math.max(found.max, value);
      if (value === 0) found.zeros += 1;
      if (value < 0) found.negatives += 1;
    }
  }
  if (count === 0) return { ...found, min: null, max: null, mean: null };
  return { ...found, mean: (sum.total + sum.lost) / count };
}

/** What the total is too coarse to hold is summed beside it (A. Neumaier, 1974). */
function add(sum: { total: number; lost: number }, value: number): void {
  const total = sum.total + value;
  const [large, small] = Math.abs(sum.total) >= Math.abs(value) ? [sum.total, value] : [value, sum.total];
  sum.lost += large - total + small;
  sum.total = total;
}
