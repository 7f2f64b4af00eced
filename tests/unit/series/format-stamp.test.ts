import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatStamp, parseStamp } from '#forecasting/series/format-stamp.ts';

describe('formatStamp()', () => {
  it('writes ISO 8601 to the second, with Z only in a zone', () => {
    expect(formatStamp(1_704_153_600_000, { kind: 'time', zone: undefined })).toBe('2024-01-02T00:00:00');
    expect(formatStamp(1_704_153_600_000, { kind: 'time', zone: 'UTC' })).toBe('2024-01-02T00:00:00Z');
    expect(formatStamp(1500, { kind: 'time', zone: undefined })).toBe('1970-01-01T00:00:01.500');
  });

  it('writes an index as a plain integer', () => {
    expect(formatStamp(-3, { kind: 'index', zone: undefined })).toBe('-3');
  });
});

describe('parseStamp()', () => {
  it('reads back what formatStamp() wrote', () => {
    fc.assert(
      fc.property(fc.integer({ min: -2e13, max: 2e14 }), (stamp) => {
        expect(parseStamp(formatStamp(stamp, { kind: 'time', zone: 'UTC' }), 'time')).toBe(stamp);
      }),
    );
    expect(parseStamp('42', 'index')).toBe(42);
  });

  it('refuses days and times that do not exist', () => {
    for (const text of ['2024-02-30', '2024-13-01', '2024-01-01T24:00', '2024-1-1', 'Price 5', '1']) {
      expect(parseStamp(text, 'time')).toBeUndefined();
    }
  });
});
