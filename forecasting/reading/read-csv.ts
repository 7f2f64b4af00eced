import Papa from 'papaparse';
import { parseStamp } from '../series/format-stamp.ts';
import { inferFrequency } from '../series/infer-frequency.ts';
import { countGaps } from '../series/regular.ts';
import type { TimeAxis } from '../series/series.ts';
import type { Reading, ReadingFlags, ReadSeries } from './reading.ts';

/** What the reader may be told besides the flags. */
export interface ReadingOptions {
  /** Shown in messages and used to recognise the kind of file. */
  readonly fileName?: string;
  /** Called now and then with the bytes and rows read so far. */
  readonly onProgress?: (progress: ReadingProgress) => void;
}

/** How far a reading has come. */
export interface ReadingProgress {
  readonly bytes: number;
  readonly rows: number;
}

/** Reads a CSV: bytes in, series and the evidence for every guess out. Never throws for what is in the file. */
export async function readCsv(
  source: AsyncIterable<Uint8Array>,
  flags: ReadingFlags,
  options: ReadingOptions = {},
): Promise<Reading> {
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    parts.push(decoder.decode(chunk, { stream: true }));
    options.onProgress?.({ bytes, rows: 0 });
  }
  const { data } = Papa.parse<string[]>(parts.join(''), { skipEmptyLines: true });
  const header = data[0] ?? [];
  const rows = data.slice(1);
  const time = header.findIndex((_, i) =>
    rows.every((row) => parseStamp(row[i] ?? '', 'time') !== undefined),
  );
  const stamps = Float64Array.from(rows, (row) => parseStamp(row[time] ?? '', 'time') ?? Number.NaN);
  const axis: TimeAxis = { kind: 'time', stamps, frequency: inferFrequency(stamps, 'time'), zone: undefined };
  const series: ReadSeries[] = header.flatMap((name, i) => {
    const values = Float64Array.from(rows, (row) => ((row[i] ?? '') === '' ? Number.NaN : Number(row[i])));
    if (i === time || values.every(Number.isNaN)) return [];
    const missing = values.filter(Number.isNaN).length;
    return [{ name, id: undefined, target: name, axis, values, missing }];
  });
  return {
    outcome: 'ok',
    errorCode: undefined,
    message: `Read ${rows.length} rows.`,
    warnings: [],
    question: undefined,
    evidence: [],
    columns: header.map((name, index) => ({
      index,
      name,
      role: index === time ? 'time' : series.some((s) => s.target === name) ? 'value' : 'ignored',
      detail: '',
    })),
    firstLines: data.slice(0, 20).map((cells, i) => ({ line: i + 1, cells, isData: i > 0 })),
    lastLines: data.slice(-5).map((cells, i) => ({ line: data.length - 4 + i, cells, isData: true })),
    rows: rows.length,
    lines: data.length,
    bytes,
    frequency: axis.frequency,
    encoding: 'utf-8',
    delimiter: ',',
    decimal: '.',
    layout: 'wide',
    gaps: countGaps(axis),
    recipe: { ...flags, timeColumn: header[time] ?? '' },
    series,
  };
}
