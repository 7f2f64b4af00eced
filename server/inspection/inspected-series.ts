import type { Database } from '#db/client.ts';
import type { DataFolder } from '#db/data-folder.ts';
import { loadCovariates } from '#db/load-covariates.ts';
import { loadSeries } from '#db/load-series.ts';
import { getForecast, type StoredForecast } from '#db/queries/forecasts.ts';
import { getModel } from '#db/queries/models.ts';
import { readSeriesResult } from '#db/queries/results.ts';
import type { RunRow } from '#db/queries/runs.ts';
import { loadModel } from '#db/store-model.ts';
import type { RunConfig } from '#forecasting/config.ts';
import { historyAt } from '#forecasting/evaluation/panel.ts';
import type { History } from '#forecasting/forecaster.ts';
import { answersFor, type NetworkState } from '#forecasting/network-forecaster.ts';
import type { KernelModule } from '#forecasting/recurrent/kernels/kernel-module.ts';
import { decodeModel } from '#forecasting/recurrent/model-file.ts';
import { prepareCovariates } from '#forecasting/running/prepare-covariates.ts';
import { type PreparedSeries, prepareSeries } from '#forecasting/running/prepare-series.ts';
import { Refusal } from '../refusal.ts';
import { requireRun } from '../run-row.ts';
import { requireSeriesRow } from '../series-row.ts';
import type { RunSeries } from './inspection.ts';

/** What answers are made of. */
export interface InspectionTools {
  readonly db: Database;
  readonly folder: DataFolder;
  readonly kernels: KernelModule;
}

/** One series as a run saw it. */
export interface InspectedSeries {
  readonly run: RunRow;
  /** On its grid, up to the forecast's origin. */
  readonly series: PreparedSeries;
  /** What its forecasters saw at the origin. */
  readonly history: History;
  readonly forecast: StoredForecast;
}

/**
 * Brings back what a finished run saw of a series: rows that came later are left out.
 *
 * @throws Refusal where there is no such run, series or forecast.
 */
export function inspectSeries({ db }: Pick<InspectionTools, 'db'>, asked: RunSeries): InspectedSeries {
  const run = requireRun({ db }, asked.runId);
  const forecast = getForecast(db, asked.runId, asked.seriesId);
  if (!run.seriesIds.includes(asked.seriesId) || forecast === undefined) {
    throw new Refusal(
      'not-found',
      'no-forecast',
      `Run ${asked.runId} has no forecast of series ${asked.seriesId}.`,
    );
  }
  const judged = readSeriesResult(db, run.modelRunId ?? run.id, asked.seriesId);
  const season = judged?.seasonLength ?? run.config.seasonLength;
  const series = readSeries(db, asked.seriesId, season, forecast.originStamp);
  return { run, forecast, series, history: readHistory(db, asked.seriesId, { series, config: run.config }) };
}

/** A series on its grid, up to a stamp. */
export function readSeries(
  db: Database,
  id: number,
  seasonLength: number | null,
  to?: number,
): PreparedSeries {
  return prepareSeries(loadSeries(db, requireSeriesRow({ db }, id), to), seasonLength);
}

/** A series as forecasters see it at its end: what stands for missing values, and what stands beside it. */
export function readHistory(
  db: Database,
  id: number,
  { series, config }: { readonly series: PreparedSeries; readonly config: RunConfig },
): History {
  const { horizon, calendar, missing } = config;
  const rows = [requireSeriesRow({ db }, id)];
  const beside = loadCovariates(db, rows, { config, load: (row) => loadSeries(db, row) });
  const covariates = prepareCovariates(series, { horizon, calendar, covariates: beside?.[0] });
  const seen = { ...series, missing, ...(covariates === undefined ? {} : { covariates }) };
  return historyAt(seen, series.values.length - 1);
}

/**
 * The networks that a run has trained, or asks, as far as they answer for a series.
 *
 * @throws Refusal 'no-model' where none is stored.
 */
export function loadNetworks(
  { db, folder }: InspectionTools,
  run: RunRow,
  seriesId: number,
): readonly NetworkState[] {
  const model = getModel(db, run.modelRunId ?? run.id);
  const place = run.seriesIds.indexOf(seriesId);
  if (model !== undefined) {
    return decodeModel(loadModel(folder, model)).filter((state) => answersFor(state, place));
  }
  throw new Refusal(
    'not-found',
    'no-model',
    `Run ${run.id} has kept no network: there is nothing to look into. Train again to see inside.`,
  );
}
