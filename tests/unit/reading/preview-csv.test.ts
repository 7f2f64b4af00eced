import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { previewCsv, type SeekableFile } from '#forecasting/reading/preview-csv.ts';
import { days, lines } from './read-text.ts';

const fileOf = (bytes: Uint8Array): SeekableFile & { readonly reads: [number, number][] } => {
  const reads: [number, number][] = [];
  return {
    size: bytes.length,
    reads,
    read: async (start, end) => {
      reads.push([start, end]);
      return bytes.slice(start, end);
    },
  };
};
const utf8 = (text: string) => new TextEncoder().encode(text);

/** Twenty megabytes of hourly rows. */
const hourly = days(15_000, '1960-01-01').flatMap((day) =>
  Array.from(
    { length: 24 },
    (_, hour) => `${day} ${String(hour).padStart(2, '0')}:00,${hour}.5,${'n'.repeat(30)}`,
  ),
);
const large = utf8(['time,v,note', ...hourly, ''].join('\n'));

describe('previewCsv()', () => {
  it('reads a small file as a whole', async () => {
    const reading = await previewCsv(fileOf(utf8(lines('date,v', '2024-01-01,1', '2024-01-02,2'))), {});
    expect(reading).toMatchObject({ outcome: 'ok', isSample: false, rows: 2 });
  });

  it('reads a part of a large one, from its beginning to its end, and says so', async () => {
    const file = fileOf(large);
    const reading = await previewCsv(file, {});
    expect(reading).toMatchObject({ outcome: 'ok', isSample: true, frequency: 'hourly', gaps: 0 });
    expect(reading.evidence[0]!.message).toMatch(/looked at \d+ of \d+ MB/);
    expect(reading.message).toContain('1960-01-01T00:00:00 to 2001-01-24T23:00:00');
    const bytesRead = file.reads.reduce((sum, [start, end]) => sum + end - start, 0);
    expect(bytesRead).toBeLessThan(large.length / 1.5);
  });

  it('reads the beginning of a large compressed file', async () => {
    const reading = await previewCsv(fileOf(gzipSync(large, { level: 0 })), {});
    expect(reading.isSample).toBe(true);
    expect(reading.lines).toBeGreaterThan(50_000);
  });
});
