import { eq } from 'drizzle-orm';
import type { Points } from '#forecasting/series/downsample.ts';
import { firstOffGrid } from '#forecasting/series/off-grid.ts';
import type { TimeAxis } from '#forecasting/series/series.ts';
import { type Database, writeTransaction } from '../client.ts';
import { series } from '../schema.ts';
import { createLookup, insertObservations, readPieces } from './observation-blocks.ts';
import { readObservationsBefore, recentValues } from './observations.ts';
import { type HistoryChange, rewriteHistory } from './vintages.ts';

/** So many of the latest observations say whether a series keeps to its grid. */
const gridEvidence = 60;

export type AppendResult =
  | {
      readonly outcome: 'appended';
      /** New rows after the last one. */
      readonly appended: number;
      /** Rows that were there already, with the same value. */
      readonly equal: number;
      /** Rows of the past that got another value, or were put in: 0 unless a revision was asked for. */
      readonly changed: number;
      readonly inserted: number;
      /** Rows of the series now. */
      readonly rows: number;
    }
  | {
      readonly outcome: 'history-changed';
      /** Rows that are there with another value. */
      readonly changed: number;
      /** Rows before the last one that are not there. */
      readonly inserted: number;
      /** The earliest of both. */
      readonly firstStamp: number;
      /** The first of them, for people. */
      readonly examples: readonly HistoryChange[];
    }
  /** A new row stands between the steps of the series. */
  | { readonly outcome: 'off-grid'; readonly stamp: number }
  | { readonly outcome: 'unknown-series' };

/** A change of the past that somebody wants: where it comes from, and when. */
export interface Revision {
  readonly source: string | null;
  readonly createdAt: number;
}

const examplesGiven = 3;

/**
 * Appends observations, or refuses all of them: what was once stored is never changed in silence. Rows that
 * are there already with the same value are counted and passed over, so a whole file may be sent again. With a
 * revision, rows of the past are changed too, and what stood there is kept as a vintage.
 *
 * @param points ascending stamps; NaN is a missing value, infinities are refused
 */
export function appendObservations(
  db: Database,
  seriesId: number,
  points: Points,
  revision?: Revision,
): AppendResult {
  assertStorable(points);
  return writeTransaction(db, () => {
    const row = db.select().from(series).where(eq(series.id, seriesId)).get();
    if (row === undefined) return { outcome: 'unknown-series' };
    const fresh = firstAfter(points.stamps, row.lastStamp);
    const changes = compareHistory(db, seriesId, points, fresh);
    if (changes.length > 0 && revision === undefined) return historyChanged(changes);
    const added = [...insertedStamps(changes), ...points.stamps.subarray(fresh)];
    const stray = firstOffGrid(recentAxis(db, row), Float64Array.from(added));
    if (stray !== undefined) return { outcome: 'off-grid', stamp: stray };
    if (changes.length > 0 && revision) rewriteHistory(db, { seriesId, ...revision }, changes);
    insertObservations(db, seriesId, points, fresh);
    if (changes.length > 0) summariseAnew(db, seriesId);
    else updateSummary(db, row, points, fresh);
    const { changed, inserted } = countChanges(changes);
    const appended = points.stamps.length - fresh;
    const equal = fresh - changed - inserted;
    return { outcome: 'appended', appended, equal, changed, inserted, rows: row.rows + appended + inserted };
  });
}

function historyChanged(changes: readonly HistoryChange[]): AppendResult {
  return {
    outcome: 'history-changed',
    ...countChanges(changes),
    firstStamp: changes[0]!.stamp,
    examples: changes.slice(0, examplesGiven),
  };
}

const insertedStamps = (changes: readonly HistoryChange[]) =>
  changes.flatMap(({ stamp, before }) => (before === undefined ? [stamp] : []));

function countChanges(changes: readonly HistoryChange[]): { changed: number; inserted: number } {
  const inserted = insertedStamps(changes).length;
  return { changed: changes.length - inserted, inserted };
}

export function assertStorable({ stamps, values }: Points): void {
  if (stamps.length !== values.length)
    throw new Error('Cannot store observations: stamps and values differ in number');
  for (let i = 0; i < stamps.length; i++) {
    if (!Number.isSafeInteger(stamps[i]))
      throw new Error(`Cannot store observations: stamp ${stamps[i]} is no integer`);
    if (i > 0 && stamps[i]! <= stamps[i - 1]!)
      throw new Error('Cannot store observations: stamps must ascend');
    if (Math.abs(values[i]!) === Number.POSITIVE_INFINITY)
      throw new Error('Cannot store observations: a value is infinite');
  }
}

/** Stamps, counts and the last value of some points, as the summary columns of a series hold them. */
export function summarise({ stamps, values }: Points) {
  const last = values.findLastIndex((value) => !Number.isNaN(value));
  return {
    rows: stamps.length,
    missing: values.reduce((missing, value) => missing + (Number.isNaN(value) ? 1 : 0), 0),
    firstStamp: stamps[0] ?? null,
    lastStamp: stamps.at(-1) ?? null,
    lastValue: last < 0 ? null : values[last]!,
  };
}

/** The latest stretch of a series' axis: it shows by itself whether it keeps to a grid. */
function recentAxis(db: Database, row: typeof series.$inferSelect): TimeAxis {
  const stamps =
    row.lastStamp === null
      ? new Float64Array(0)
      : readObservationsBefore(db, row.id, row.lastStamp, gridEvidence).stamps;
  return { kind: row.axisKind, stamps, frequency: row.frequency, zone: row.zone ?? undefined };
}

function firstAfter(stamps: Float64Array, lastStamp: number | null): number {
  if (lastStamp === null) return 0;
  const first = stamps.findIndex((stamp) => stamp > lastStamp);
  return first < 0 ? stamps.length : first;
}

/** Rows of the past that differ from what is stored, in the order of time. */
function compareHistory(
  db: Database,
  seriesId: number,
  { stamps, values }: Points,
  fresh: number,
): HistoryChange[] {
  const find = createLookup(db, seriesId);
  const changes: HistoryChange[] = [];
  for (let i = 0; i < fresh; i++) {
    const before = find(stamps[i]!);
    const value = withoutSign(values[i]!);
    if (before !== undefined && Object.is(before, value)) continue;
    changes.push({ stamp: stamps[i]!, before: toNullable(before), after: toNullable(value) });
  }
  return changes;
}

function toNullable<T extends number | undefined>(value: T): T | null {
  return Number.isNaN(value) ? null : value;
}

/** −0 is stored as 0. */
function withoutSign(value: number): number {
  return value === 0 ? 0 : value;
}

function updateSummary(db: Database, row: typeof series.$inferSelect, points: Points, fresh: number): void {
  const added = summarise({ stamps: points.stamps.subarray(fresh), values: points.values.subarray(fresh) });
  if (added.rows === 0) return;
  db.update(series)
    .set({
      rows: row.rows + added.rows,
      missing: row.missing + added.missing,
      firstStamp: row.firstStamp ?? added.firstStamp,
      lastStamp: added.lastStamp,
      lastValue: added.lastValue ?? row.lastValue,
    })
    .where(eq(series.id, row.id))
    .run();
}

type Totals = Pick<typeof series.$inferSelect, 'rows' | 'missing' | 'firstStamp' | 'lastStamp'>;

/** After a change of the past the summary is taken from all observations. */
function summariseAnew(db: Database, seriesId: number): void {
  const all = { rows: 0, missing: 0, firstStamp: null, lastStamp: null } as Totals;
  for (const { stamps, values } of readPieces(db, seriesId, {})) {
    all.firstStamp ??= stamps[0]!;
    all.lastStamp = stamps.at(-1)!;
    all.rows += stamps.length;
    for (const value of values) if (Number.isNaN(value)) all.missing += 1;
  }
  const [lastValue = null] = recentValues(db, seriesId, 1);
  db.update(series)
    .set({ ...all, lastValue })
    .where(eq(series.id, seriesId))
    .run();
}
