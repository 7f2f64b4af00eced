import { storeSeries } from '#db/queries/store-series.ts';
import { createUpload, findKeptUpload, removeUpload } from '#db/queries/uploads.ts';
import { toNewSeries } from './keep-upload.ts';
import { findSample, readSample, type Sample } from './samples.ts';
import { type FileServices, requireSeries } from './stored-upload.ts';

/** Adds a sample's series. Added twice, it is the same series. */
export async function addSample(services: FileServices, key: string): Promise<number[]> {
  const sample = findSample(key);
  const { reading, bytes, sha256 } = await readSample(services.environment.root, sample, services.readFile);
  requireSeries(reading);
  const known = findKeptUpload(services.db, { source: sample.source, sha256 });
  if (known) return known.seriesIds;
  const createdAt = services.now();
  const uploadId = createUpload(services.db, {
    fileName: sample.fileName,
    bytes,
    sha256,
    source: sample.source,
    createdAt,
  });
  try {
    const offered = reading.series.filter(({ name }) => Object.hasOwn(sample.series, name));
    const list = offered.map((one) => toNewSeries(one, uploadId, namesOf(sample)));
    return await storeSeries(services.db, list, { createdAt, kept: { uploadId, recipe: reading.recipe } });
  } catch (problem) {
    removeUpload(services.db, uploadId);
    throw problem;
  }
}

function namesOf(sample: Sample) {
  const entries = Object.entries(sample.series);
  return {
    rename: Object.fromEntries(entries.map(([column, { name }]) => [column, name])),
    unit: Object.fromEntries(entries.map(([column, { unit }]) => [column, unit])),
  };
}
