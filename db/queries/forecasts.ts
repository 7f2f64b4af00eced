import { and, eq } from 'drizzle-orm';
import type { ForecasterKind } from '#forecasting/forecaster-kind.ts';
import { caughtBy, type ScoredForecast } from '#forecasting/ledger/live-record.ts';
import type { IssuedForecast } from '#forecasting/run-result.ts';
import { type Database, readTransaction } from '../client.ts';
import { forecasts } from '../schema.ts';
import { createLookup } from './observation-blocks.ts';
import { createRewrittenSince, type RewrittenSince } from './rewritten.ts';

export type StoredForecast = typeof forecasts.$inferSelect;

/** A forecast as it was issued, with what has come since. */
export interface LedgerForecast
  extends ScoredForecast,
    Pick<StoredForecast, 'id' | 'runId' | 'issuedAt' | 'recommended' | 'dataHash' | 'modelHash' | 'seed'> {
  /** The run whose forecasters spoke. */
  readonly modelRunId: number;
  /** The naive that it is compared with; null where it is the one that was issued. */
  readonly against: ForecasterKind | null;
}

/** A line of the ledger with what has come since. */
export interface IssuedRow
  extends Pick<
    LedgerForecast,
    | 'id'
    | 'runId'
    | 'modelRunId'
    | 'issuedAt'
    | 'originStamp'
    | 'recommended'
    | 'dataHash'
    | 'modelHash'
    | 'seed'
    | 'stamps'
    | 'values'
    | 'actual'
    | 'against'
  > {
  readonly rewritten: RewrittenSince;
  /** Over the steps that have come; null when none has. */
  readonly scored: {
    readonly mae: number;
    /** Of the naive forecast that was issued with it; null where it is the same. */
    readonly naiveMae: number | null;
    readonly steps: number;
    /** Values inside the band, by level. */
    readonly caught: Readonly<Record<string, number>>;
  } | null;
}

export function getForecast(db: Database, runId: number, seriesId: number): StoredForecast | undefined {
  return db
    .select()
    .from(forecasts)
    .where(and(eq(forecasts.runId, runId), eq(forecasts.seriesId, seriesId)))
    .get();
}

/** A forecast of the ledger by its own number. */
export function getLedgerForecast(db: Database, id: number): StoredForecast | undefined {
  return db.select().from(forecasts).where(eq(forecasts.id, id)).get();
}

/** Everything ever said about a series, the newest first, each beside what came. */
export function listIssuedForecasts(db: Database, seriesId: number, limit: number): IssuedRow[] {
  const rewrittenSince = createRewrittenSince(db, seriesId);
  return readLedger(db, seriesId, { limit }).map(({ naive, bands, ...row }) => ({
    ...row,
    rewritten: rewrittenSince(row),
    scored: scoreOf({ naive, bands, ...row }),
  }));
}

export interface LedgerSearch {
  readonly limit: number;
  /** Issued at or after it. */
  readonly since?: number | undefined;
}

interface LedgerLine {
  readonly id: number;
  readonly runId: number;
  readonly modelRunId: number;
  readonly issuedAt: number;
  readonly originStamp: number;
  readonly recommended: ForecasterKind;
  readonly dataHash: string;
  readonly modelHash: string | null;
  readonly seed: number;
  readonly stamps: string;
  readonly said: string | null;
}

/**
 * Issued forecasts of a series, the newest first, with what came. Of all that was said then only the forecast
 * that was issued and the naive beside it are read.
 */
export function readLedger(db: Database, seriesId: number, search: LedgerSearch): LedgerForecast[] {
  return readTransaction(db, () => {
    const lines = db.$client
      .prepare(
        `select f.id, run_id as runId, coalesce(r.model_run_id, f.run_id) as modelRunId, issued_at as issuedAt,
          origin_stamp as originStamp, f.recommended, data_hash as dataHash, model_hash as modelHash, seed, stamps,
          json_extract(forecasts, '$."' || f.recommended || '"') as said
        from forecasts f join runs r on r.id = f.run_id
        where f.series_id = :seriesId and f.issued = 1 and f.issued_at >= :since
        order by f.issued_at desc, f.id desc limit :limit`,
      )
      .all({ seriesId, limit: search.limit, since: search.since ?? 0 }) as LedgerLine[];
    const come = createReader(db, seriesId);
    const against = createBestNaives(db, seriesId);
    return lines.map((line) => {
      const naive = against(line.modelRunId);
      const isSame = naive === line.recommended;
      return {
        ...toLedgerForecast(line, come),
        against: isSame ? null : naive,
        naive: isSame ? undefined : readSaid(db, line.id, naive),
      };
    });
  });
}

function toLedgerForecast({ stamps, said, ...line }: LedgerLine, come: (stamp: number) => number | null) {
  const issued = said === null ? undefined : (JSON.parse(said) as IssuedForecast);
  const times = JSON.parse(stamps) as number[];
  return {
    ...line,
    stamps: times,
    values: issued?.values ?? [],
    bands: issued?.bands ?? {},
    actual: times.map(come),
  };
}

/** The best naive of each run's backtest; a result is long, so each is looked into once. */
function createBestNaives(db: Database, seriesId: number): (runId: number) => ForecasterKind {
  const read = db.$client
    .prepare(
      `select json_extract(result, '$.verdict.against') from series_results where run_id = ? and series_id = ?`,
    )
    .pluck();
  const known = new Map<number, ForecasterKind>();
  return (runId) => {
    const found = known.get(runId) ?? (read.get(runId, seriesId) as ForecasterKind | undefined) ?? 'naive';
    known.set(runId, found);
    return found;
  };
}

function readSaid(db: Database, id: number, kind: ForecasterKind): readonly number[] | undefined {
  const said = db.$client
    .prepare(`select json_extract(forecasts, '$."' || ? || '".values') from forecasts where id = ?`)
    .pluck()
    .get(kind, id) as string | null;
  return said === null ? undefined : (JSON.parse(said) as number[]);
}

/** The observations at some stamps; null where none has come, or a missing one. */
export function readActual(db: Database, seriesId: number, stamps: readonly number[]): (number | null)[] {
  return stamps.map(createReader(db, seriesId));
}

function createReader(db: Database, seriesId: number): (stamp: number) => number | null {
  const find = createLookup(db, seriesId);
  return (stamp) => {
    const value = find(stamp);
    return value === undefined || Number.isNaN(value) ? null : value;
  };
}

function scoreOf(forecast: LedgerForecast): IssuedRow['scored'] {
  const { values, naive, bands, actual } = forecast;
  const mae = meanAbsoluteError(values, actual);
  if (mae === null) return null;
  const levels = Object.keys(bands);
  const caught = levels.map((level) => [level, caughtBy(forecast, level).filter(Boolean).length] as const);
  return {
    mae,
    naiveMae: naive ? meanAbsoluteError(naive, actual) : null,
    steps: actual.filter((value) => value !== null).length,
    caught: Object.fromEntries(caught),
  };
}

function meanAbsoluteError(said: readonly number[], actual: readonly (number | null)[]): number | null {
  const errors = actual.flatMap((value, step) => {
    const one = said[step];
    return value === null || one === undefined ? [] : [Math.abs(value - one)];
  });
  return errors.length === 0 ? null : errors.reduce((sum, error) => sum + error, 0) / errors.length;
}
