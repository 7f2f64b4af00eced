import type { ColumnData } from './column-data.ts';
import type { Evidence, ReadingFlags, ReadingIssue } from './reading.ts';

/** The time of every row, and how it came about. */
export interface TimeChoice {
  readonly kind: 'time' | 'index';
  /** Indices of the columns that make up the time; none where it was counted from a start. */
  readonly columns: readonly number[];
  /** By row; NaN where the row has no time. */
  readonly stamps: Float64Array;
  readonly zone: string | undefined;
  readonly evidence: readonly Evidence[];
  readonly warnings: readonly ReadingIssue[];
  /** What the recipe must say to read the time the same way. */
  readonly recipe: ReadingFlags;
}

/** What the choice of a time is made from. */
export interface TimeContext {
  readonly columns: readonly ColumnData[];
  readonly rows: number;
  readonly flags: ReadingFlags;
  readonly lineOf: (row: number) => number;
}

/** Whether every stamp is a midnight, so that a time of day may stand in another column. */
export function areMidnights(stamps: Float64Array): boolean {
  return stamps.every((stamp) => Number.isNaN(stamp) || stamp % 86_400_000 === 0);
}

/** How many different values the first rows hold, as a share of them. */
export function distinctShare(values: Float64Array): number {
  const probe = values.subarray(0, 2000);
  const filled = probe.filter((value) => !Number.isNaN(value));
  return filled.length === 0 ? 0 : new Set(filled).size / filled.length;
}

/** Share of the steps that go in the direction in which most go, standing still included. */
export function orderShare(values: Float64Array): number {
  let up = 0;
  let down = 0;
  const length = Math.min(values.length, 5000);
  for (let i = 1; i < length; i++) {
    if (values[i]! > values[i - 1]!) up++;
    else if (values[i]! < values[i - 1]!) down++;
  }
  return up + down === 0 ? 0 : Math.max(up, down) / (up + down);
}
