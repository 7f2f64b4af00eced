import { describe, expect, it } from 'vitest';
import { deeperThan, jsonLimits, readJsonText } from '#server/read-body.ts';

const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Request('http://localhost/api', { method: 'POST', body, headers, duplex: 'half' } as RequestInit);

describe('readJsonText()', () => {
  it('gives the text of a body within the limits', async () => {
    await expect(readJsonText(post('{"a":"ü"}'))).resolves.toBe('{"a":"ü"}');
  });

  it('keeps no more than the limit, and lets the rest of the body go by', async () => {
    let pulled = 0;
    const long = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        if (pulled === 200) controller.close();
        else controller.enqueue(new Uint8Array(64 * 1024).fill(0x20));
      },
    });
    await expect(readJsonText(post(long))).rejects.toMatchObject({ status: 413 });
    expect(pulled).toBeLessThan(50);
    await expect.poll(() => pulled).toBe(200);
  });

  it('refuses by the announced length before it reads', async () => {
    const request = new Request('http://localhost', {
      method: 'POST',
      body: '{}',
      headers: { 'content-length': '50000000' },
    });
    await expect(readJsonText(request)).rejects.toMatchObject({ status: 413, code: 'body-too-large' });
    expect(request.bodyUsed).toBe(false);
  });

  it('refuses a body that drips in or stops coming', async () => {
    const limits = { ...jsonLimits, pace: { windowMs: 60, leastBytes: 100 } };
    const dripping = new ReadableStream<Uint8Array>({
      async pull(controller) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        controller.enqueue(Uint8Array.of(0x20));
      },
    });
    const tooSlow = { status: 408, code: 'body-too-slow' };
    await expect(readJsonText(post(dripping), limits)).rejects.toMatchObject(tooSlow);
    const silent = new ReadableStream<Uint8Array>({ pull: () => new Promise(() => {}) });
    await expect(readJsonText(post(silent), limits)).rejects.toMatchObject(tooSlow);
  });

  it('refuses compressed bodies, bodies too deep and bytes that are no text', async () => {
    await expect(readJsonText(post('{}', { 'content-encoding': 'gzip' }))).rejects.toMatchObject({
      status: 415,
    });
    await expect(readJsonText(post('['.repeat(100_000)))).rejects.toMatchObject({ code: 'body-too-deep' });
    await expect(readJsonText(post(Uint8Array.of(0xff, 0xfe)))).rejects.toMatchObject({
      code: 'body-unreadable',
    });
  });
});

describe('deeperThan()', () => {
  it('counts brackets of the structure, not those in strings', () => {
    expect(deeperThan('{"a":["[[[[\\"[["]}', 2)).toBe(false);
    expect(deeperThan('{"a":[[]]}', 2)).toBe(true);
    expect(deeperThan('[][][][]', 1)).toBe(false);
    expect(deeperThan('"\\"'.repeat(3), 0)).toBe(false);
  });
});
