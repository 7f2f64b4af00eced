import { rm } from 'node:fs/promises';
import { uploadPath } from '#db/data-folder.ts';
import { getUpload, type UploadRow as StoredUpload } from '#db/queries/uploads.ts';
import type { Reading } from '#forecasting/reading/reading.ts';
import type { UploadRow } from './api-types.ts';
import type { Services } from './context.ts';
import type { FileToRead } from './read-file.ts';
import { Refusal } from './refusal.ts';
import { sampleBySource, samplePath } from './samples.ts';

export interface FileServices extends Pick<Services, 'db' | 'folder' | 'readFile' | 'now'> {
  readonly environment: Pick<Services['environment'], 'root' | 'maxUploadBytes'>;
}

export function requireUpload({ db }: Pick<Services, 'db'>, id: number): StoredUpload {
  const upload = getUpload(db, id);
  if (upload) return upload;
  throw new Refusal('not-found', 'unknown-upload', `There is no upload ${id}.`);
}

/** Reads a stored file, or looks at it; what is in it never makes this throw. */
export function readUpload(
  services: FileServices,
  upload: StoredUpload,
  { flags, extent }: Pick<FileToRead, 'flags' | 'extent'>,
): Promise<Reading> {
  const { fileName, bytes } = upload;
  return services.readFile({ path: pathOf(services, upload), fileName, bytes, flags, extent });
}

function pathOf({ environment, folder }: FileServices, upload: StoredUpload): string {
  const sample = sampleBySource(upload.source);
  return sample ? samplePath(environment.root, sample) : uploadPath(folder, upload.id);
}

/** Deletes the file of an upload that is no more; a sample's lies in its package and stays. */
export async function deleteFile({ folder }: Pick<Services, 'folder'>, upload: StoredUpload): Promise<void> {
  if (!sampleBySource(upload.source)) await rm(uploadPath(folder, upload.id), { force: true });
}

/** Refuses what the reader could not read, or could read in more ways than one. */
export function requireSeries(reading: Reading): void {
  if (reading.outcome === 'error') {
    throw new Refusal('unprocessable', reading.errorCode ?? 'unreadable', reading.message);
  }
  if (reading.outcome === 'ask') {
    throw new Refusal('unprocessable', reading.question?.code ?? 'question-open', reading.message);
  }
  if (reading.series.length === 0) {
    throw new Refusal('unprocessable', 'no-series', 'The file holds no column of numbers.');
  }
}

export function toUploadRow(upload: StoredUpload): UploadRow {
  const { id, fileName, bytes, sha256, state, source, createdAt, seriesIds, seriesNames } = upload;
  return { id, fileName, bytes, sha256, state, source, createdAt, seriesIds, seriesNames };
}
