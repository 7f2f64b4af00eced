import { createHash } from 'node:crypto';
import type { Database } from '#db/client.ts';
import type { DataFolder } from '#db/data-folder.ts';
import { getModel, type StoredModel } from '#db/queries/models.ts';
import { readObservations } from '#db/queries/observations.ts';
import { readSeriesResult } from '#db/queries/results.ts';
import { getRun, type RunRow } from '#db/queries/runs.ts';
import { getSeries, type StoredSeries } from '#db/queries/series.ts';
import { ForecastingError } from '#forecasting/errors.ts';
import { seasonLengthOf } from '#forecasting/series/season-length.ts';
import type { Series } from '#forecasting/series/series.ts';
import { loadModel } from './store-model.ts';
import type { TrainerJob } from './trainer-protocol.ts';

/** What a trainer is sent, and what the database has to remember of it. */
export interface LoadedJob {
  readonly job: TrainerJob;
  /** What each series holds. */
  readonly data: readonly { readonly seriesId: number; readonly rows: number; readonly dataHash: string }[];
  /** The series that the answer is about, in its order: a series without a single value is left out of it. */
  readonly answeredIds: readonly number[];
  /** The model that a reforecast uses. */
  readonly model: StoredModel | undefined;
}

/**
 * Reads everything that a run needs, as it stands now.
 *
 * @throws ForecastingError 'invalid-series' when the series are gone, 'model-damaged' when the model is
 */
export function loadJob(db: Database, folder: DataFolder, run: RunRow): LoadedJob {
  const stored = run.seriesIds.flatMap((id) => getSeries(db, id) ?? []);
  if (stored.length === 0) {
    throw new ForecastingError('invalid-series', `Cannot start run ${run.id}: its series are gone`);
  }
  const loaded = stored.map((row) => ({ seriesId: row.id, series: loadSeries(db, row) }));
  const data = loaded.map(({ seriesId, series }) => ({
    seriesId,
    rows: series.values.length,
    dataHash: hashData(series),
  }));
  const answered = loaded.filter(({ series }) => series.values.some((value) => !Number.isNaN(value)));
  const shared = { data, answeredIds: answered.map(({ seriesId }) => seriesId) };
  if (run.kind === 'reforecast') return { ...loadReforecast({ db, folder, run }, answered), ...shared };
  const seasonLength = run.config.seasonLength ?? commonSeason(stored);
  const request = { series: loaded.map(({ series }) => series), config: { ...run.config, seasonLength } };
  return { job: { type: 'run', request }, model: undefined, ...shared };
}

interface Source {
  readonly db: Database;
  readonly folder: DataFolder;
  readonly run: RunRow;
}

function loadReforecast(
  { db, folder, run }: Source,
  answered: readonly { readonly seriesId: number; readonly series: Series }[],
) {
  const trained = run.modelRunId === null ? undefined : getRun(db, run.modelRunId);
  const model = trained && getModel(db, trained.id);
  if (trained === undefined || model === undefined) {
    throw new ForecastingError(
      'model-damaged',
      `Cannot forecast again: the model of run ${run.modelRunId} is gone`,
    );
  }
  const request = {
    horizon: run.config.horizon,
    series: answered.map(({ series }) => series),
    previous: answered.map(({ seriesId }) => readSeriesResult(db, trained.id, seriesId) ?? null),
  };
  return { job: { type: 'reforecast', model: loadModel(folder, model), request }, model } as const;
}

function loadSeries(db: Database, row: StoredSeries): Series {
  const { stamps, values } = readObservations(db, row.id);
  const axis = { kind: row.axisKind, stamps, frequency: row.frequency, zone: row.zone ?? undefined };
  return { name: row.name, axis, values };
}

/** A season that somebody chose for all these series; null where the calendar decides. */
function commonSeason(stored: readonly StoredSeries[]): number | null {
  const chosen = new Set(stored.map(({ seasonLength }) => seasonLength));
  const [season] = chosen;
  if (chosen.size !== 1 || season === undefined) return null;
  return stored.every(({ frequency }) => seasonLengthOf(frequency) === season) ? null : season;
}

/** The same for the same stamps and values, wherever it is computed. */
function hashData({ axis, values }: Series): string {
  const hash = createHash('sha256');
  for (const part of [axis.stamps, values]) {
    hash.update(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
  }
  return hash.digest('hex');
}
