import { createHash, randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createFolders } from '#db/data-folder.ts';
import { getSeries } from '#db/queries/series.ts';
import { removeUpload } from '#db/queries/uploads.ts';
import { appendUpload } from './append-upload.ts';
import { callOutside, type Outside } from './outgoing/call-outside.ts';
import { OutgoingError } from './outgoing/outgoing-error.ts';
import { hostOf } from './outgoing/outgoing-url.ts';
import { placeUpload } from './place-upload.ts';
import { deleteFile, type FileServices, requireUpload } from './stored-upload.ts';

/** Where rows are read from; kept encrypted. */
export interface SourceAddress {
  readonly url: string;
  /** The value of an `Authorization` header. */
  readonly authorization?: string | undefined;
}

export interface SourceToRead {
  readonly address: SourceAddress;
  readonly seriesIds: readonly number[];
  /** SHA-256 of what was read the time before. */
  readonly contentHash: string | null;
}

export interface SourceReading {
  readonly newRows: number;
  /** Rows of the past that came with another value, or for the first time; what stood there is a vintage now. */
  readonly revised: number;
  readonly contentHash: string;
}

/**
 * Fetches a file and appends it to the series that it feeds, read by their own recipe; a past that it rewrites is
 * kept as a vintage. The same bytes as before are not read again.
 *
 * @throws OutgoingError where it could not be fetched, Refusal where it could not be appended
 */
export async function readSource(
  services: FileServices,
  outside: Outside,
  { address, seriesIds, contentHash }: SourceToRead,
): Promise<SourceReading> {
  const { environment, folder, now } = services;
  createFolders(folder);
  const temporaryPath = join(folder.tmp, `source-${randomUUID()}`);
  const fetched = await fetchInto(temporaryPath, address, { outside, maxBytes: environment.maxUploadBytes });
  if (fetched.sha256 === contentHash) {
    await rm(temporaryPath, { force: true });
    return { newRows: 0, revised: 0, contentHash };
  }
  const uploadId = await placeUpload(services, temporaryPath, { ...fetched, createdAt: now() });
  try {
    const target = targetOf(services, seriesIds);
    const { appended, changed, inserted } = await appendUpload(services, {
      uploadId,
      ...target,
      revise: true,
    });
    return { newRows: appended, revised: changed + inserted, contentHash: fetched.sha256 };
  } catch (problem) {
    const upload = requireUpload(services, uploadId);
    removeUpload(services.db, uploadId);
    await deleteFile(services, upload);
    throw problem;
  }
}

/** Several series of one file are fed together. */
function targetOf({ db }: FileServices, seriesIds: readonly number[]) {
  const [first, ...others] = seriesIds;
  const uploadId = first === undefined ? undefined : getSeries(db, first)?.uploadId;
  return others.length > 0 && uploadId ? { toUploadId: uploadId } : { seriesId: first ?? 0 };
}

interface Fetch {
  readonly outside: Outside;
  readonly maxBytes: number;
}

async function fetchInto(path: string, { url, authorization }: SourceAddress, { outside, maxBytes }: Fetch) {
  const headers = authorization ? { authorization } : {};
  const file = await open(path, 'wx', 0o600);
  const hash = createHash('sha256');
  try {
    const call = { url, method: 'GET', headers, mostRedirects: 3, maxBytes } as const;
    const answer = await callOutside(call, outside, async (bytes) => {
      hash.update(bytes);
      await file.write(bytes);
    });
    const host = hostOf(answer.url);
    if (answer.status !== 200) {
      throw new OutgoingError('answer-not-ok', `${host} answered ${answer.status}.`, answer.status);
    }
    if (answer.bytes === 0) throw new OutgoingError('answer-not-ok', `${host} answered with nothing.`);
    await file.sync();
    return {
      fileName: fileNameOf(answer.url),
      bytes: answer.bytes,
      sha256: hash.digest('hex'),
      source: answer.url.origin,
    };
  } catch (problem) {
    await rm(path, { force: true });
    throw problem;
  } finally {
    await file.close();
  }
}

/** The end of a kind is what the reader may need of it; the rest is text to show. */
function fileNameOf({ pathname }: URL): string {
  const name = pathname.split('/').at(-1) ?? '';
  return /^[\w.-]{1,200}$/.test(name) ? name : 'source.csv';
}
