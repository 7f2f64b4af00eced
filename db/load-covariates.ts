import type { RunConfig } from '#forecasting/config.ts';
import { ForecastingError } from '#forecasting/errors.ts';
import type { Covariates } from '#forecasting/series/covariates.ts';
import type { Series } from '#forecasting/series/series.ts';
import type { Database } from './client.ts';
import { listSeriesOfUpload, type StoredSeries } from './queries/series.ts';

/**
 * Finds what stands beside each series: the columns of the same file that the configuration names, in a long file those
 * of the same id.
 *
 * @param load Reads one stored series.
 * @returns undefined where the configuration names none.
 * @throws ForecastingError 'invalid-series' where a column is not there.
 */
export function loadCovariates(
  db: Database,
  rows: readonly StoredSeries[],
  { config, load }: { readonly config: RunConfig; readonly load: (row: StoredSeries) => Series },
): Covariates[] | undefined {
  const { past = [], future = [] } = config;
  if (past.length + future.length === 0) return undefined;
  return rows.map((row) => {
    const siblings = row.uploadId === null ? [] : listSeriesOfUpload(db, row.uploadId);
    const find = (column: string) => {
      const found = siblings.find(({ sourceName }) => sourceName === besideName(row, column));
      if (found !== undefined) return load(found);
      throw new ForecastingError(
        'invalid-series',
        `Cannot forecast series ${row.name}: its file has no column ${column} that is kept`,
      );
    };
    return { past: past.map(find), future: future.map(find) };
  });
}

/** In a long file a series is called `id/target`. */
function besideName(row: Named, column: string): string {
  return `${idPart(row)}${column}`;
}

type Named = Pick<StoredSeries, 'sourceName'>;

function idPart({ sourceName }: Named): string {
  return sourceName.slice(0, sourceName.lastIndexOf('/') + 1);
}

/** The columns of the same file, and in a long one of the same id, that a series could be forecast with. */
export function columnsBeside(
  db: Database,
  row: Pick<StoredSeries, 'id' | 'uploadId' | 'sourceName'>,
): string[] {
  if (row.uploadId === null) return [];
  const id = idPart(row);
  return listSeriesOfUpload(db, row.uploadId).flatMap((one) =>
    one.id !== row.id && idPart(one) === id ? [one.sourceName.slice(id.length)] : [],
  );
}
