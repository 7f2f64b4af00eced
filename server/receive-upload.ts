import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bodyChunks } from './body-chunks.ts';
import type { BodyPace } from './body-pace.ts';
import { refuseCompressed } from './read-body.ts';
import { Refusal } from './refusal.ts';

/** A body that lies complete on the disk, under a name of our own. */
export interface ReceivedFile {
  readonly temporaryPath: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface ReceiveOptions {
  readonly temporaryFolder: string;
  readonly maxBytes: number;
  readonly pace?: BodyPace;
}

/** A file may come over a slow line, but not drip in. */
const uploadPace: BodyPace = { windowMs: 30_000, leastBytes: 64 * 1024 };
const longestName = 255;

/**
 * Streams a request's body to the disk, counting and hashing as it comes. Whatever goes wrong – too large,
 * too slow, broken off, another length than announced – the temporary file is gone before the Refusal is thrown.
 */
export async function receiveUpload(request: Request, options: ReceiveOptions): Promise<ReceivedFile> {
  refuseCompressed(request.headers);
  const announced = announcedBytes(request.headers);
  if (announced !== undefined && announced > options.maxBytes) throw tooLarge(options.maxBytes);
  const fileName = readFileName(request.headers);
  const temporaryPath = join(options.temporaryFolder, `upload-${randomUUID()}`);
  try {
    const { bytes, sha256 } = await writeBody(request, temporaryPath, options);
    checkAnnounced({ announced, bytes, sha256, headers: request.headers });
    return { temporaryPath, fileName, bytes, sha256 };
  } catch (problem) {
    await rm(temporaryPath, { force: true });
    throw problem;
  }
}

async function writeBody(request: Request, path: string, options: ReceiveOptions) {
  const file = await open(path, 'wx', 0o600);
  try {
    const written = await copyBody(request, file, options);
    await file.sync();
    return written;
  } finally {
    await file.close();
  }
}

async function copyBody(request: Request, file: FileHandle, { maxBytes, pace = uploadPace }: ReceiveOptions) {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of bodyChunks(request, pace)) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    hash.update(chunk);
    await file.write(chunk);
  }
  if (bytes === 0) throw new Refusal('bad-request', 'empty-file', 'The file is empty.');
  return { bytes, sha256: hash.digest('hex') };
}

interface Arrived {
  readonly announced: number | undefined;
  readonly bytes: number;
  readonly sha256: string;
  readonly headers: Headers;
}

function checkAnnounced({ announced, bytes, sha256, headers }: Arrived): void {
  if (announced !== undefined && announced !== bytes) {
    const message = `${announced} bytes were announced and ${bytes} came; nothing was kept.`;
    throw new Refusal('bad-request', 'length-mismatch', message);
  }
  const expected = headers.get('x-content-sha256');
  if (expected !== null && expected.toLowerCase() !== sha256) {
    throw new Refusal('bad-request', 'checksum-mismatch', 'The bytes that came are not those sent.');
  }
}

function announcedBytes(headers: Headers): number | undefined {
  const length = headers.get('content-length');
  if (length === null) return undefined;
  if (/^\d{1,15}$/.test(length)) return Number(length);
  throw new Refusal('bad-request', 'length-mismatch', 'Content-Length is not a number of bytes.');
}

const tooLarge = (maxBytes: number) =>
  new Refusal('too-large', 'file-too-large', `The file is larger than ${maxBytes / 1024 / 1024} MB.`);

/** The name is text to show, never a path. */
function readFileName(headers: Headers): string {
  const encoded = headers.get('x-file-name') ?? '';
  let name: string;
  try {
    name = decodeURIComponent(encoded);
  } catch {
    throw new Refusal('bad-request', 'invalid-file-name', 'The x-file-name header is not URI-encoded.');
  }
  return plainText(name).slice(0, longestName) || 'upload.csv';
}

/** Without control characters and marks that turn the direction of writing. */
function plainText(text: string): string {
  return text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '').trim();
}
