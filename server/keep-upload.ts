import { type NewSeries, storeSeries } from '#db/queries/store-series.ts';
import type { ReadingFlags, ReadSeries } from '#forecasting/reading/reading.ts';
import { seasonLengthOn } from '#forecasting/series/season-length.ts';
import { Refusal } from './refusal.ts';
import { type FileServices, readUpload, requireSeries, requireUpload } from './stored-upload.ts';

export interface KeepInput {
  readonly uploadId: number;
  readonly flags: ReadingFlags;
  /** Names to keep; all where left out. */
  readonly series?: readonly string[] | undefined;
  readonly rename?: Readonly<Record<string, string>> | undefined;
  readonly unit?: Readonly<Record<string, string>> | undefined;
}

/** Turns a received file into series. Asked again, it answers the series that came out the first time. */
export async function keepUpload(services: FileServices, input: KeepInput): Promise<number[]> {
  const upload = requireUpload(services, input.uploadId);
  if (upload.state === 'kept' && upload.seriesIds.length > 0) return upload.seriesIds;
  const reading = await readUpload(services, upload, { flags: input.flags, extent: 'whole' });
  requireSeries(reading);
  const chosen = chooseSeries(reading.series, input.series);
  const list = chosen.map((one) => toNewSeries(one, upload.id, input));
  const kept = { uploadId: upload.id, recipe: reading.recipe };
  return storeSeries(services.db, list, { createdAt: services.now(), kept });
}

function chooseSeries(
  found: readonly ReadSeries[],
  names: readonly string[] | undefined,
): readonly ReadSeries[] {
  if (names === undefined) return found;
  const known = new Set(found.map(({ name }) => name));
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw new Refusal('bad-request', 'unknown-series-name', `The file has no series "${unknown}".`, {
      field: 'series',
    });
  }
  const wanted = new Set(names);
  return found.filter(({ name }) => wanted.has(name));
}

export function toNewSeries(
  { name, axis, values }: ReadSeries,
  uploadId: number,
  { rename, unit }: Pick<KeepInput, 'rename' | 'unit'>,
): NewSeries {
  return {
    name: ownEntry(rename, name) ?? name,
    sourceName: name,
    uploadId,
    unit: ownEntry(unit, name) || null,
    axisKind: axis.kind,
    frequency: axis.frequency,
    zone: axis.zone ?? null,
    seasonLength: seasonLengthOn(axis),
    points: { stamps: axis.stamps, values },
  };
}

/** A column may be called `constructor`. */
function ownEntry(entries: Readonly<Record<string, string>> | undefined, name: string): string | undefined {
  return entries && Object.hasOwn(entries, name) ? entries[name] : undefined;
}
