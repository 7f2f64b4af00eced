import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { receiveUpload } from '#server/receive-upload.ts';

let temporaryFolder: string;
const maxBytes = 1024 * 1024;

beforeEach(async () => {
  temporaryFolder = await mkdtemp(join(tmpdir(), 'hindcast-upload-'));
});
afterEach(() => rm(temporaryFolder, { recursive: true }));

const pace = { windowMs: 30, leastBytes: 1000 };
const stuck = () => new ReadableStream<Uint8Array>({ pull: () => new Promise(() => {}) });

function upload(body: BodyInit | null, headers: Record<string, string> = {}, more = {}) {
  const request = new Request('http://localhost/api/uploads', {
    method: 'POST',
    body,
    headers,
    duplex: 'half',
  } as RequestInit);
  return receiveUpload(request, { temporaryFolder, maxBytes, ...more });
}

function streamOf(chunks: number, size: number, failAt = -1): ReadableStream<Uint8Array> {
  let sent = 0;
  return new ReadableStream({
    pull(controller) {
      if (sent === failAt) controller.error(new Error('connection lost'));
      else if (sent++ === chunks) controller.close();
      else controller.enqueue(new Uint8Array(size).fill(0x31));
    },
  });
}

describe('receiveUpload()', () => {
  it('stores the bytes as they came and knows their checksum', async () => {
    const text = 'day,value\n2024-01-01,1\n';
    const received = await upload(text, { 'x-file-name': encodeURIComponent('Größe.csv') });
    expect(received.fileName).toBe('Größe.csv');
    expect(received.bytes).toBe(text.length);
    expect(received.sha256).toBe(createHash('sha256').update(text).digest('hex'));
    expect(await readFile(received.temporaryPath, 'utf8')).toBe(text);
  });

  it.each([
    ['a body past the limit', () => upload(streamOf(20, 100_000)), 'file-too-large'],
    [
      'an announced length past the limit',
      () => upload('x', { 'content-length': '999999999' }),
      'file-too-large',
    ],
    ['a body that stops coming', () => upload(stuck(), {}, { pace }), 'body-too-slow'],
    ['a body that breaks off', () => upload(streamOf(9, 1000, 4)), 'body-broken-off'],
    ['more bytes than announced', () => upload('longer', { 'content-length': '3' }), 'length-mismatch'],
    [
      'another checksum than sent',
      () => upload('abc', { 'x-content-sha256': 'ab'.repeat(32) }),
      'checksum-mismatch',
    ],
    ['an empty body', () => upload(''), 'empty-file'],
    ['no body', () => upload(null), 'empty-file'],
    ['a compressed body', () => upload('abc', { 'content-encoding': 'gzip' }), 'compressed-body'],
    ['a name that is not encoded', () => upload('abc', { 'x-file-name': '%E0%A4%A' }), 'invalid-file-name'],
  ])('refuses %s and leaves nothing behind', async (_, send, code) => {
    await expect(send()).rejects.toMatchObject({ code });
    expect(await readdir(temporaryFolder)).toEqual([]);
  });

  it.each([
    ['../../etc/passwd', '../../etc/passwd'],
    ['C:\\x\\y.csv', 'C:\\x\\y.csv'],
    ['a\u0000b\r\nc.csv', 'abc.csv'],
    ['\u202egnp.csv', 'gnp.csv'],
    ['', 'upload.csv'],
    ['x'.repeat(400), 'x'.repeat(255)],
  ])('keeps the name %j as text only', async (given, kept) => {
    const received = await upload('abc', { 'x-file-name': encodeURIComponent(given) });
    expect(received.fileName).toBe(kept);
    expect(received.temporaryPath.startsWith(join(temporaryFolder, 'upload-'))).toBe(true);
  });
});
