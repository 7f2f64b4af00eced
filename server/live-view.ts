import { readLedger } from '#db/queries/forecasts.ts';
import { readSeriesResult } from '#db/queries/results.ts';
import { liveRecord } from '#forecasting/ledger/live-record.ts';
import type { BacktestPromise, LiveView } from './api-types.ts';
import type { Services } from './context.ts';

const mostForecasts = 300;

/** What the issued forecasts of a series were worth, beside what the backtest behind them promised. */
export function viewLiveRecord(
  { db }: Pick<Services, 'db'>,
  { seriesId, since }: { readonly seriesId: number; readonly since?: number | undefined },
): LiveView {
  const issued = readLedger(db, seriesId, { limit: mostForecasts, since });
  const latest = issued[0];
  return {
    ...liveRecord(issued),
    since: issued.at(-1)?.issuedAt ?? null,
    issued: issued.length,
    promised: latest ? promiseOf({ db }, latest.modelRunId, seriesId) : null,
  };
}

function promiseOf({ db }: Pick<Services, 'db'>, runId: number, seriesId: number): BacktestPromise | null {
  const result = readSeriesResult(db, runId, seriesId);
  if (result === undefined) return null;
  const score = result.leaderboard.find(({ kind }) => kind === result.recommended);
  return {
    runId,
    recommended: result.recommended,
    against: result.verdict.against,
    skill: score?.scores.skill ?? null,
    interval: score?.scores.skillInterval ?? null,
    mae: score?.scores.mae ?? null,
    coverage: score?.coverage ?? {},
  };
}
