import { readCsv } from '#forecasting/reading/read-csv.ts';
import type { Reading, ReadingFlags } from '#forecasting/reading/reading.ts';
import { formatStamp } from '#forecasting/series/format-stamp.ts';

/** Bytes as a stream of small chunks, so that every boundary falls somewhere. */
export async function* chunksOf(bytes: Uint8Array, size = 61): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Reads a text or bytes. */
export function read(source: string | Uint8Array, flags: ReadingFlags = {}): Promise<Reading> {
  return readCsv(chunksOf(typeof source === 'string' ? new TextEncoder().encode(source) : source), flags);
}

/** Joins lines, each with its end. */
export const lines = (...list: readonly string[]) => list.map((line) => `${line}\n`).join('');

/** `count` ISO days from a first one. */
export function days(count: number, from = '2024-01-01'): string[] {
  const first = Date.parse(`${from}T00:00:00Z`);
  return Array.from({ length: count }, (_, i) => new Date(first + i * 86_400_000).toISOString().slice(0, 10));
}

/** The stamps of the first series, as printed. */
export const timesOf = (reading: Reading) =>
  Array.from(reading.series[0]!.axis.stamps, (stamp) => formatStamp(stamp, reading.series[0]!.axis));

/** The values of every series by name. */
export const valuesOf = (reading: Reading) =>
  Object.fromEntries(reading.series.map((one) => [one.name, [...one.values]]));

/** Codes of the warnings. */
export const warned = (reading: Reading) => reading.warnings.map((warning) => warning.code);
