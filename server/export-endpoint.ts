import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { modelPath } from '#db/data-folder.ts';
import { getForecast } from '#db/queries/forecasts.ts';
import { getModel } from '#db/queries/models.ts';
import { readSeriesResult } from '#db/queries/results.ts';
import type { RunRow as StoredRun } from '#db/queries/runs.ts';
import { backtestRows, type NamedResult } from '#forecasting/backtest-csv.ts';
import { type CsvCell, csvText } from '#forecasting/csv-text.ts';
import { forecastRows, type NamedForecast } from '#forecasting/forecast-csv.ts';
import { attachmentNamed } from './attachment.ts';
import type { Services } from './context.ts';
import { Refusal } from './refusal.ts';
import { guardedByKey } from './request-guard.ts';
import { requireRun } from './run-row.ts';
import { requireSeriesRow } from './series-row.ts';

/**
 * Downloads of a run: `runs/{id}/forecast.csv` (`?all=1` for every forecaster), `runs/{id}/backtest.csv`
 * (`?seriesId=` for one series) and `runs/{id}/model`.
 */
export function answerExport(
  request: Request,
  services: Services,
  path: readonly string[],
): Promise<Response> {
  return guardedByKey(request, services, async () => {
    const [noun, id = '', what] = path;
    if (noun !== 'runs' || !/^[1-9]\d{0,14}$/.test(id) || path.length !== 3) throw noSuchExport();
    const run = requireRun(services, Number(id));
    const parameters = new URL(request.url).searchParams;
    if (what === 'forecast.csv') {
      const rows = forecastRows(forecastsOf(services, run, parameters), parameters.get('all') === '1');
      return csvFile(rows, nameOf(run, 'forecast'));
    }
    if (what === 'backtest.csv') {
      return csvFile(backtestRows(resultsOf(services, run, parameters)), nameOf(run, 'backtest'));
    }
    if (what === 'model') return modelFile(services, run);
    throw noSuchExport();
  });
}

const noSuchExport = () => new Refusal('not-found', 'unknown-export', 'There is no such download.');

/** From the ledger: a run that only asked a stored model has issued forecasts and no backtest. */
function forecastsOf(services: Services, run: StoredRun, parameters: URLSearchParams): NamedForecast[] {
  return requireSome(
    seriesOf(services, run, parameters).flatMap(({ id, ...named }) => {
      const issued = getForecast(services.db, run.id, id);
      if (issued === undefined) return [];
      const { originStamp: origin, stamps: forecastStamps, recommended, forecasts } = issued;
      return [{ ...named, result: { origin, forecastStamps, recommended, forecasts } }];
    }),
  );
}

function resultsOf(services: Services, run: StoredRun, parameters: URLSearchParams): NamedResult[] {
  return requireSome(
    seriesOf(services, run, parameters).flatMap(({ id, ...named }) => {
      const result = readSeriesResult(services.db, run.id, id);
      return result === undefined ? [] : [{ ...named, result }];
    }),
  );
}

function seriesOf(services: Services, run: StoredRun, parameters: URLSearchParams) {
  const wanted = parameters.get('seriesId');
  const ids = run.seriesIds.filter((id) => wanted === null || String(id) === wanted);
  return ids.map((id) => {
    const { name, axisKind, zone } = requireSeriesRow(services, id);
    return { id, name, axis: { kind: axisKind, zone: zone ?? undefined } };
  });
}

function requireSome<Row>(rows: Row[]): Row[] {
  if (rows.length > 0) return rows;
  throw new Refusal('not-found', 'no-result', 'This run has no result to download.');
}

const nameOf = (run: StoredRun, what: string) => {
  const subject = run.name ?? run.seriesNames[0] ?? 'run';
  return `${subject.slice(0, 80)} ${what} ${run.id}.csv`;
};

function csvFile(rows: Iterable<readonly CsvCell[]>, name: string): Response {
  const headers = { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': attachmentNamed(name) };
  return new Response(csvText(rows), { headers });
}

async function modelFile({ db, folder }: Services, run: StoredRun): Promise<Response> {
  const model = getModel(db, run.modelRunId ?? run.id);
  if (model === undefined) throw new Refusal('not-found', 'no-model', 'This run has trained no network.');
  const path = modelPath(folder, model.sha256);
  const size = await stat(path).then(
    (file) => file.size,
    () => undefined,
  );
  if (size !== model.bytes) {
    throw new Refusal('conflict', 'model-damaged', 'The model file is missing or damaged: train again.');
  }
  const headers = {
    'content-type': 'application/octet-stream',
    'content-length': String(size),
    'content-disposition': attachmentNamed(`hindcast run ${run.id}.model`),
    'x-content-sha256': model.sha256,
  };
  return new Response(Readable.toWeb(createReadStream(path)) as ReadableStream, { headers });
}
