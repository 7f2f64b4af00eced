import type { Database } from '#db/client.ts';
import { createRun, type NewRun } from '#db/queries/runs.ts';
import { createSeries } from '#db/queries/store-series.ts';
import { runConfigSchema } from '#forecasting/config.ts';
import type { RunResult, SeriesResult } from '#forecasting/run-result.ts';
import { seriesOf } from './stored-series.ts';

export const smallConfig = runConfigSchema.parse({ horizon: 2 });

/** A queued training on a new series of five values. */
export function queueRun(db: Database, run: Partial<NewRun> = {}): number {
  const seriesIds = run.seriesIds ?? [createSeries(db, seriesOf([1, 2, 3, 4, 5]), 0)];
  return createRun(db, { kind: 'train', config: smallConfig, createdAt: 0, ...run, seriesIds });
}

const verdict = {
  outcome: null,
  best: null,
  against: 'naive',
  skill: null,
  interval: null,
  origins: 1,
  sentence: 'Use the naive forecast.',
  remarks: [],
} as const;

/** What a training could have found out about one series: the naive forecaster says `said` at stamps 5 and 6. */
export function seriesResultOf(said: number): SeriesResult {
  return {
    name: 'series',
    rows: 5,
    origin: 4,
    seasonLength: 1,
    recommended: 'naive',
    verdict,
    leaderboard: [],
    folds: [],
    errorByStep: {},
    forecastStamps: [5, 6],
    forecasts: { naive: { values: [said, said], bands: {} } },
  };
}

export function runResultOf(series: readonly SeriesResult[]): RunResult {
  return {
    version: 1,
    horizon: 2,
    lookback: 2,
    folds: 1,
    stride: 2,
    seed: 1,
    seeds: 1,
    engine: { backend: 'wasm', simd: 'plain', kernelBuild: 'test', threads: 1 },
    leaderboard: [],
    verdict,
    recommended: 'naive',
    series,
    warnings: [],
    totalSeconds: 1,
  };
}
