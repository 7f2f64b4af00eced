import { and, desc, eq } from 'drizzle-orm';
import type { Reforecast } from '#forecasting/reforecast.ts';
import type { RunResult, SeriesResult } from '#forecasting/run-result.ts';
import { type Database, writeTransaction } from '../client.ts';
import { forecasts, models, runResults, runSeries, runs, seriesResults } from '../schema.ts';
import { settleChallenge } from './champions.ts';
import { appendStateEvent } from './run-events.ts';
import { atRest, changeHeld, type Lease, LeaseLostError } from './run-leases.ts';

export type RunResultHead = Omit<RunResult, 'series'>;

export interface FinishedRun {
  readonly result: RunResult;
  /** Ids of `result.series`, in its order. */
  readonly seriesIds: readonly number[];
  /** The trained networks, already in their place on disk; undefined when none was trained. */
  readonly model?: { readonly sha256: string; readonly bytes: number } | undefined;
  readonly now: number;
}

/**
 * Ends a run well: its results, its model, its forecasts in the ledger and its state, all at once. Series that
 * were removed while it worked are left out.
 *
 * @throws LeaseLostError
 */
export function finishRun(db: Database, lease: Lease, finished: FinishedRun): void {
  const { result, model, now } = finished;
  const { series: bySeries, ...head } = result;
  assertSameCount(bySeries, finished.seriesIds);
  writeTransaction(db, () => {
    changeHeld(db, lease, {
      ...atRest,
      state: 'succeeded',
      recommended: result.recommended,
      verdict: result.verdict,
      share: 1,
      finishedAt: now,
    });
    db.insert(runResults).values({ runId: lease.runId, result: head }).run();
    if (model)
      db.insert(models)
        .values({ runId: lease.runId, ...model, createdAt: now })
        .run();
    const isIssued = settleChallenge(db, { runId: lease.runId, challenge: result.challenge, now });
    const dataHashes = readDataHashes(db, lease.runId);
    bySeries.forEach((one, place) => {
      const seriesId = finished.seriesIds[place]!;
      const dataHash = dataHashes.get(seriesId);
      if (dataHash === undefined) return;
      db.insert(seriesResults).values({ runId: lease.runId, seriesId, result: one }).run();
      const issued = { ...one, stamps: one.forecastStamps };
      const modelHash = model?.sha256 ?? null;
      appendToLedger(db, {
        runId: lease.runId,
        seriesId,
        now,
        seed: result.seed,
        dataHash,
        modelHash,
        issued,
        isIssued,
      });
    });
    appendStateEvent(db, { ...lease, state: 'succeeded', at: now });
  });
}

export interface FinishedReforecast {
  readonly forecasts: readonly Reforecast[];
  /** Ids of the series of `forecasts`, in their order. */
  readonly seriesIds: readonly number[];
  /** Of the model that was used; null where none was trained. */
  readonly modelHash: string | null;
  readonly now: number;
}

/**
 * Ends a reforecast well: its forecasts go into the ledger; what it says of itself is what the run that trained
 * its model has said.
 *
 * @throws LeaseLostError
 */
export function finishReforecast(db: Database, lease: Lease, finished: FinishedReforecast): void {
  const { now, modelHash } = finished;
  assertSameCount(finished.forecasts, finished.seriesIds);
  writeTransaction(db, () => {
    const run = db.select().from(runs).where(eq(runs.id, lease.runId)).get();
    if (run === undefined) throw new LeaseLostError(lease);
    const trained =
      run.modelRunId === null ? undefined : db.select().from(runs).where(eq(runs.id, run.modelRunId)).get();
    changeHeld(db, lease, {
      ...atRest,
      state: 'succeeded',
      recommended: finished.forecasts[0]?.recommended ?? null,
      verdict: trained?.verdict ?? null,
      share: 1,
      finishedAt: now,
    });
    const dataHashes = readDataHashes(db, lease.runId);
    finished.forecasts.forEach((issued, place) => {
      const seriesId = finished.seriesIds[place]!;
      const dataHash = dataHashes.get(seriesId);
      if (dataHash === undefined) return;
      appendToLedger(db, {
        runId: lease.runId,
        seriesId,
        now,
        seed: run.config.seed,
        dataHash,
        modelHash,
        issued,
        isIssued: true,
      });
    });
    appendStateEvent(db, { ...lease, state: 'succeeded', at: now });
  });
}

export function readRunResult(db: Database, runId: number): RunResultHead | undefined {
  return db.select().from(runResults).where(eq(runResults.runId, runId)).get()?.result;
}

export function readSeriesResult(db: Database, runId: number, seriesId: number): SeriesResult | undefined {
  return db
    .select()
    .from(seriesResults)
    .where(and(eq(seriesResults.runId, runId), eq(seriesResults.seriesId, seriesId)))
    .get()?.result;
}

/** What the latest training found out about a series. */
export function latestResultOf(db: Database, seriesId: number): SeriesResult | undefined {
  return db
    .select({ result: seriesResults.result })
    .from(seriesResults)
    .where(eq(seriesResults.seriesId, seriesId))
    .orderBy(desc(seriesResults.runId))
    .limit(1)
    .get()?.result;
}

/** What each series of a run held when it started, by the series' id. */
export function listRunData(
  db: Database,
  runId: number,
): ReadonlyMap<number, { readonly rows: number; readonly dataHash: string }> {
  const rows = db.select().from(runSeries).where(eq(runSeries.runId, runId)).all();
  return new Map(
    rows.flatMap(({ seriesId, rows: count, dataHash }) =>
      count === null || dataHash === null ? [] : [[seriesId, { rows: count, dataHash }]],
    ),
  );
}

/** The results of the latest finished runs, the newest first. */
export function listLatestResults(db: Database, limit: number): { runId: number; result: RunResultHead }[] {
  return db
    .select({ runId: runResults.runId, result: runResults.result })
    .from(runResults)
    .orderBy(desc(runResults.runId))
    .limit(limit)
    .all();
}

function assertSameCount(answers: readonly unknown[], seriesIds: readonly number[]): void {
  if (answers.length === seriesIds.length) return;
  throw new Error(`Cannot store results: ${answers.length} answers for ${seriesIds.length} series`);
}

function readDataHashes(db: Database, runId: number): Map<number, string> {
  const members = db.select().from(runSeries).where(eq(runSeries.runId, runId)).all();
  return new Map(members.map(({ seriesId, dataHash }) => [seriesId, dataHash ?? '']));
}

interface LedgerEntry {
  readonly runId: number;
  readonly seriesId: number;
  readonly now: number;
  readonly seed: number;
  readonly dataHash: string;
  readonly modelHash: string | null;
  readonly issued: Pick<Reforecast, 'origin' | 'stamps' | 'recommended' | 'forecasts'>;
  readonly isIssued: boolean;
}

function appendToLedger(
  db: Database,
  { runId, seriesId, now, issued, isIssued, ...origin }: LedgerEntry,
): void {
  db.insert(forecasts)
    .values({
      runId,
      seriesId,
      issuedAt: now,
      originStamp: issued.origin,
      recommended: issued.recommended,
      stamps: issued.stamps,
      forecasts: issued.forecasts,
      issued: isIssued,
      ...origin,
    })
    .run();
}
