import { writeTransaction } from '#db/client.ts';
import { appendObservations } from '#db/queries/append-observations.ts';
import { getSeries, listSeriesOfUpload, type StoredSeries } from '#db/queries/series.ts';
import { getUpload, removeUpload } from '#db/queries/uploads.ts';
import type { ReadingFlags, ReadSeries } from '#forecasting/reading/reading.ts';
import type { AppendOutcome } from './api-types.ts';
import { appendedRows } from './appended-rows.ts';
import { Refusal } from './refusal.ts';
import { deleteFile, type FileServices, readUpload, requireSeries, requireUpload } from './stored-upload.ts';

export interface AppendUploadInput {
  readonly uploadId: number;
  readonly toUploadId?: number | undefined;
  readonly seriesId?: number | undefined;
  /** Whether rows of the past may change; what stood there is then kept as a vintage. */
  readonly revise?: boolean | undefined;
}

interface Pair {
  readonly stored: StoredSeries;
  readonly read: ReadSeries;
}

/**
 * Appends a file to the series of an earlier one, read with the earlier one's recipe. All of its rows are
 * taken or none; rows that are there already may come again, changed ones are refused unless they are a revision.
 */
export async function appendUpload(
  services: FileServices,
  input: AppendUploadInput,
): Promise<AppendOutcome & { seriesIds: number[] }> {
  const upload = requireUpload(services, input.uploadId);
  if (upload.state === 'kept') {
    throw new Refusal(
      'conflict',
      'upload-kept',
      'This upload has been kept already; send the new file again.',
    );
  }
  const targets = findTargets(services, input);
  const recipe = recipeOf(services, targets, input.seriesId !== undefined);
  const reading = await readUpload(services, upload, { flags: recipe, extent: 'whole' });
  requireSeries(reading);
  const pairs = matchSeries(targets, reading.series);
  const revision = input.revise ? { source: upload.fileName, createdAt: services.now() } : undefined;
  const outcome = writeTransaction(services.db, () => {
    const outcomes = pairs.map(({ stored, read }) =>
      appendedRows(
        stored,
        appendObservations(
          services.db,
          stored.id,
          { stamps: read.axis.stamps, values: read.values },
          revision,
        ),
      ),
    );
    removeUpload(services.db, upload.id);
    return outcomes;
  });
  await deleteFile(services, upload);
  const sumOf = (key: keyof AppendOutcome) => outcome.reduce((sum, one) => sum + one[key], 0);
  return {
    appended: sumOf('appended'),
    equal: sumOf('equal'),
    changed: sumOf('changed'),
    inserted: sumOf('inserted'),
    seriesIds: pairs.map(({ stored }) => stored.id),
  };
}

function findTargets({ db }: FileServices, { toUploadId, seriesId }: AppendUploadInput): StoredSeries[] {
  if (seriesId !== undefined) {
    const one = getSeries(db, seriesId);
    if (one) return [one];
    throw new Refusal('not-found', 'unknown-series', `There is no series ${seriesId}.`);
  }
  const list = toUploadId === undefined ? [] : listSeriesOfUpload(db, toUploadId);
  if (list.length > 0) return list;
  throw new Refusal('not-found', 'unknown-upload', `There is no upload ${toUploadId} with series.`);
}

/** The recipe of the file that the series came out of; a file for one series need not hold the others. */
function recipeOf({ db }: FileServices, targets: readonly StoredSeries[], isForOne: boolean): ReadingFlags {
  const uploadId = targets[0]?.uploadId ?? undefined;
  const recipe = uploadId === undefined ? {} : (getUpload(db, uploadId)?.recipe ?? {});
  if (!isForOne) return recipe;
  const { targets: _others, ...rest } = recipe;
  return rest;
}

/** Series are matched by their name in the file; one series and one column need no name. */
function matchSeries(targets: readonly StoredSeries[], read: readonly ReadSeries[]): Pair[] {
  const byName = new Map(read.map((series) => [series.name, series]));
  const pairs = targets.flatMap((stored) => {
    const found = byName.get(stored.sourceName) ?? byName.get(stored.name);
    return found ? [{ stored, read: found }] : [];
  });
  const [only] = targets;
  const [column] = read;
  if (pairs.length === 0 && targets.length === 1 && read.length === 1 && only && column) {
    pairs.push({ stored: only, read: column });
  }
  if (pairs.length === 0) {
    const wanted = targets.slice(0, 5).map(({ sourceName }) => `"${sourceName}"`);
    throw new Refusal('unprocessable', 'series-not-in-file', `The file has no column ${wanted.join(', ')}.`);
  }
  for (const pair of pairs) refuseOtherAxis(pair);
  return pairs;
}

function refuseOtherAxis({ stored, read }: Pair): void {
  const sameZone = (stored.zone ?? undefined) === read.axis.zone;
  if (stored.axisKind === read.axis.kind && sameZone) return;
  const said = read.axis.zone === undefined ? 'none' : read.axis.zone;
  throw new Refusal(
    'unprocessable',
    'recipe-mismatch',
    `The times of this file are of another kind than those of "${stored.name}" (zone: ${said}, there: ${stored.zone ?? 'none'}).`,
  );
}
