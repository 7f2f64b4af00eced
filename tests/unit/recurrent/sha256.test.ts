import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256 } from '#forecasting/recurrent/sha256.ts';

describe('sha256()', () => {
  it('gives the digest that the standard prints for abc', () => {
    expect(sha256(new TextEncoder().encode('abc'))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });

  it('equals OpenSSL for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(sha256(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
      }),
    );
  });

  it('equals OpenSSL around the ends of blocks and in a view with an offset', () => {
    const bytes = Uint8Array.from({ length: 200 }, (_, i) => (i * 37) % 256);
    for (let length = 50; length <= 135; length++) {
      const part = bytes.subarray(3, 3 + length);
      expect(sha256(part)).toBe(createHash('sha256').update(part).digest('hex'));
    }
  });
});
