import { createHash } from 'node:crypto';
import { ForecastingError } from '#forecasting/errors.ts';
import type { ChampionSeries } from '#forecasting/referee.ts';
import type { RunRequest } from '#forecasting/run.ts';
import type { SeriesResult } from '#forecasting/run-result.ts';
import type { Covariates } from '#forecasting/series/covariates.ts';
import { seasonLengthOf } from '#forecasting/series/season-length.ts';
import type { Series } from '#forecasting/series/series.ts';
import type { TrainerJob } from '#forecasting/trainer-job.ts';
import { valueBoundsOf } from '#forecasting/value-bounds.ts';
import type { Database } from './client.ts';
import type { DataFolder } from './data-folder.ts';
import { loadCovariates } from './load-covariates.ts';
import { loadSeries } from './load-series.ts';
import { championOf } from './queries/champions.ts';
import { getModel } from './queries/models.ts';
import { readRunResult, readSeriesResult } from './queries/results.ts';
import { type Lease, LeaseLostError, noteData } from './queries/run-leases.ts';
import { getRun, type RunRow } from './queries/runs.ts';
import { getSeries, type StoredSeries } from './queries/series.ts';
import { loadModel } from './store-model.ts';

/** What a trainer is sent, and what has to be known to store its answer. */
export interface LoadedJob {
  readonly job: TrainerJob;
  /** The series that the answer is about, in its order: a series without a single value is left out of it. */
  readonly seriesIds: readonly number[];
  /** Checksum of the model that a reforecast uses; null for a training, and where none was trained. */
  readonly modelHash: string | null;
  /** Tells data and configuration from others: attempts at the same ones go on from one another. */
  readonly fingerprint: string;
}

/**
 * Reads everything that a run needs, as it stands now, and fixes what each series held.
 *
 * @throws LeaseLostError
 * @throws ForecastingError 'invalid-series' when the series are gone, 'model-damaged' when the model is
 */
export function loadJob(db: Database, folder: DataFolder, lease: Lease): LoadedJob {
  const run = getRun(db, lease.runId);
  if (run === undefined) throw new LeaseLostError(lease);
  const { loaded, config } = loadRun(db, run);
  const data = loaded.map(describeData);
  noteData(db, lease, data);
  const answered = loaded.filter(({ series }) => series.values.some((value) => !Number.isNaN(value)));
  const shared = {
    seriesIds: answered.map(({ seriesId }) => seriesId),
    fingerprint: hashText(JSON.stringify([config, data, loaded.map(hashBeside)])),
  };
  if (run.kind === 'reforecast') return { ...loadReforecast({ db, folder, run }, answered), ...shared };
  const request = { ...seriesOf(loaded), config };
  const champion = loadChampion({ db, folder, run }, shared.seriesIds);
  return { job: { type: 'run', request, ...(champion && { champion }) }, modelHash: null, ...shared };
}

/**
 * Reads a training as its series stand now, without holding it.
 *
 * @throws ForecastingError 'invalid-series' when the series are gone
 */
export function loadTraining(
  db: Database,
  run: RunRow,
): { readonly request: RunRequest; readonly seriesIds: readonly number[] } {
  const { loaded, config } = loadRun(db, run);
  return {
    request: { ...seriesOf(loaded), config },
    seriesIds: loaded.map(({ seriesId }) => seriesId),
  };
}

function loadRun(db: Database, run: RunRow) {
  const stored = run.seriesIds.flatMap((id) => getSeries(db, id) ?? []);
  if (stored.length === 0) {
    throw new ForecastingError('invalid-series', `Cannot start run ${run.id}: its series are gone`);
  }
  const beside = loadCovariates(db, stored, { config: run.config, load: (row) => loadSeries(db, row) });
  const loaded = stored.map((row, index) => ({
    seriesId: row.id,
    series: loadSeries(db, row),
    covariates: beside?.[index],
  }));
  const config = { ...run.config, seasonLength: run.config.seasonLength ?? commonSeason(stored) };
  return { loaded, config };
}

interface LoadedSeries {
  readonly seriesId: number;
  readonly series: Series;
  readonly covariates: Covariates | undefined;
}

const hashBeside = ({ covariates }: LoadedSeries) =>
  covariates && [...covariates.past, ...covariates.future].map(hashData);

function seriesOf(loaded: readonly LoadedSeries[]) {
  const covariates = loaded.flatMap((one) => one.covariates ?? []);
  return {
    series: loaded.map(({ series }) => series),
    ...(covariates.length > 0 && { covariates }),
  };
}

const describeData = ({ seriesId, series }: LoadedSeries) => ({
  seriesId,
  rows: series.values.length,
  dataHash: hashData(series),
});

interface Source {
  readonly db: Database;
  readonly folder: DataFolder;
  readonly run: RunRow;
}

function loadReforecast({ db, folder, run }: Source, answered: readonly LoadedSeries[]) {
  const trained = run.modelRunId === null ? undefined : getRun(db, run.modelRunId);
  const model = trained && getModel(db, trained.id);
  if (trained === undefined) {
    throw new ForecastingError('model-damaged', `Cannot forecast again: run ${run.modelRunId} is gone`);
  }
  const request = {
    horizon: run.config.horizon,
    ...seriesOf(answered),
    calendar: trained.config.calendar ?? false,
    previous: answered.map(({ seriesId }) => readSeriesResult(db, trained.id, seriesId) ?? null),
    blend: readRunResult(db, trained.id)?.blend,
    missing: trained.config.missing ?? 'mask',
    bounds: valueBoundsOf(trained.config),
  };
  const job = { type: 'reforecast', model: model ? loadModel(folder, model) : null, request } as const;
  return { job, modelHash: model?.sha256 ?? null };
}

/** The champion that a scheduled training has to beat; undefined where there is none. */
function loadChampion({ db, folder, run }: Source, seriesIds: readonly number[]) {
  const champion = run.scheduleId === null ? undefined : championOf(db, run.scheduleId);
  if (champion === undefined) return undefined;
  const model = getModel(db, champion.id);
  return {
    model: model ? loadModel(folder, model) : null,
    series: seriesIds.map((id) => officeOf(readSeriesResult(db, champion.id, id))),
    blend: readRunResult(db, champion.id)?.blend,
  };
}

/** A trainer need not be sent the whole result. */
function officeOf(result: SeriesResult | undefined): ChampionSeries | null {
  if (result === undefined) return null;
  const { origin, recommended, seasonLength } = result;
  return { origin, recommended, seasonLength };
}

/** A season that somebody chose for all these series; null where the calendar decides. */
function commonSeason(stored: readonly StoredSeries[]): number | null {
  const chosen = new Set(stored.map(({ seasonLength }) => seasonLength));
  const [season] = chosen;
  if (chosen.size !== 1 || season === undefined) return null;
  return stored.every(({ frequency }) => seasonLengthOf(frequency) === season) ? null : season;
}

function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The same for the same stamps and values, wherever it is computed. */
export function hashData({ axis, values }: Series): string {
  const hash = createHash('sha256');
  for (const part of [axis.stamps, values]) {
    hash.update(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
  }
  return hash.digest('hex');
}
