import { and, desc, eq } from 'drizzle-orm';
import type { IssuedForecast } from '#forecasting/run-result.ts';
import { type Database, readTransaction } from '../client.ts';
import { forecasts } from '../schema.ts';

export type StoredForecast = typeof forecasts.$inferSelect;

/** A line of the ledger with what has come since. */
export interface IssuedRow
  extends Pick<StoredForecast, 'id' | 'runId' | 'issuedAt' | 'originStamp' | 'recommended' | 'stamps'> {
  /** The recommended forecaster's. */
  readonly values: readonly number[];
  /** At the forecast's stamps; null where nothing has come yet. */
  readonly actual: (number | null)[];
  /** Mean absolute errors over the steps that have come; null when none has. */
  readonly scored: {
    readonly mae: number;
    /** Of the naive forecast that was issued with it. */
    readonly naiveMae: number | null;
    readonly steps: number;
  } | null;
}

export function getForecast(db: Database, runId: number, seriesId: number): StoredForecast | undefined {
  return db
    .select()
    .from(forecasts)
    .where(and(eq(forecasts.runId, runId), eq(forecasts.seriesId, seriesId)))
    .get();
}

/** Everything ever said about a series, the newest first, each beside what came. */
export function listIssuedForecasts(db: Database, seriesId: number, limit: number): IssuedRow[] {
  return readTransaction(db, () =>
    db
      .select()
      .from(forecasts)
      .where(and(eq(forecasts.seriesId, seriesId), eq(forecasts.issued, true)))
      .orderBy(desc(forecasts.issuedAt), desc(forecasts.id))
      .limit(limit)
      .all()
      .map((row) => compare(row, readActual(db, seriesId, row.stamps))),
  );
}

/** The observations at some stamps; null where none has come, or a missing one. */
export function readActual(db: Database, seriesId: number, stamps: readonly number[]): (number | null)[] {
  const read = db.$client.prepare('select value from observations where series_id = ? and stamp = ?').pluck();
  return stamps.map((stamp) => (read.get(seriesId, stamp) as number | null | undefined) ?? null);
}

function compare(row: StoredForecast, actual: (number | null)[]): IssuedRow {
  const { id, runId, issuedAt, originStamp, recommended, stamps } = row;
  const chosen = row.forecasts[recommended];
  const mae = meanAbsoluteError(chosen, actual);
  return {
    id,
    runId,
    issuedAt,
    originStamp,
    recommended,
    stamps,
    values: chosen?.values ?? [],
    actual,
    scored:
      mae === null
        ? null
        : {
            mae,
            naiveMae: meanAbsoluteError(row.forecasts.naive, actual),
            steps: actual.filter((value) => value !== null).length,
          },
  };
}

function meanAbsoluteError(
  forecast: IssuedForecast | undefined,
  actual: readonly (number | null)[],
): number | null {
  const errors = actual.flatMap((value, step) => {
    const said = forecast?.values[step];
    return value === null || said === undefined ? [] : [Math.abs(value - said)];
  });
  return errors.length === 0 ? null : errors.reduce((sum, error) => sum + error, 0) / errors.length;
}
