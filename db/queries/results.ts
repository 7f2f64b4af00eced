import { and, desc, eq } from 'drizzle-orm';
import type { RunResult, SeriesResult } from '#forecasting/run-result.ts';
import { type Database, writeTransaction } from '../client.ts';
import { forecasts, models, runResults, runSeries, seriesResults } from '../schema.ts';
import { appendStateEvent } from './run-events.ts';
import { atRest, changeHeld, type Lease } from './run-leases.ts';

export type RunResultHead = Omit<RunResult, 'series'>;

export interface FinishedRun {
  readonly result: RunResult;
  /** Ids of `result.series`, in its order. */
  readonly seriesIds: readonly number[];
  /** The trained networks, already in their place on disk; undefined when none was trained. */
  readonly model?: { readonly sha256: string; readonly bytes: number } | undefined;
  /** The checksum of the model that a reforecast has used. */
  readonly modelHash?: string | undefined;
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
    const dataHashes = readDataHashes(db, lease.runId);
    bySeries.forEach((one, place) => {
      const seriesId = finished.seriesIds[place]!;
      const dataHash = dataHashes.get(seriesId);
      if (dataHash === undefined) return;
      db.insert(seriesResults).values({ runId: lease.runId, seriesId, result: one }).run();
      db.insert(forecasts)
        .values(ledgerRow(lease.runId, seriesId, { one, finished, dataHash }))
        .run();
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

/** The results of the latest finished runs, the newest first. */
export function listLatestResults(db: Database, limit: number): { runId: number; result: RunResultHead }[] {
  return db
    .select({ runId: runResults.runId, result: runResults.result })
    .from(runResults)
    .orderBy(desc(runResults.runId))
    .limit(limit)
    .all();
}

function readDataHashes(db: Database, runId: number): Map<number, string> {
  const members = db.select().from(runSeries).where(eq(runSeries.runId, runId)).all();
  return new Map(members.map(({ seriesId, dataHash }) => [seriesId, dataHash ?? '']));
}

function ledgerRow(
  runId: number,
  seriesId: number,
  { one, finished, dataHash }: { one: SeriesResult; finished: FinishedRun; dataHash: string },
): typeof forecasts.$inferInsert {
  return {
    runId,
    seriesId,
    issuedAt: finished.now,
    originStamp: one.origin,
    recommended: one.recommended,
    dataHash,
    modelHash: finished.model?.sha256 ?? finished.modelHash ?? null,
    seed: finished.result.seed,
    stamps: one.forecastStamps,
    forecasts: one.forecasts,
  };
}
