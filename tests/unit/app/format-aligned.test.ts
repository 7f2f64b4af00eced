import { describe, expect, it } from 'vitest';
import { alignedFormat } from '#app/_lib/format-aligned.ts';

describe('alignedFormat()', () => {
  it('gives all numbers the decimals of the largest', () => {
    expect([416, 418.93, 9].map(alignedFormat([416, 418.93, 9]))).toEqual(['416.0', '418.9', '9.0']);
  });

  it('writes no decimals from a thousand on', () => {
    expect([2875.4, 99].map(alignedFormat([2875.4, 99]))).toEqual(['2,875', '99']);
  });

  it('says n/a for what is missing, and has a proper minus', () => {
    expect([null, -1.5].map(alignedFormat([null, -1.5]))).toEqual(['n/a', '−1.5']);
  });

  it('leaves very large and very small numbers to powers of ten', () => {
    expect(alignedFormat([3e12])(3e12)).toBe('3×10¹²');
    expect(alignedFormat([2e-12])(2e-12)).toBe('2×10⁻¹²');
  });
});
