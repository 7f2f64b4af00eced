import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Reading, ReadingFlags } from '#forecasting/reading/reading.ts';
import type { SampleRow } from './api-types.ts';
import type { FileReader } from './read-file.ts';
import { Refusal } from './refusal.ts';

/** A data set that comes with the installed vega-datasets package; it is read where it lies. */
export interface Sample extends Pick<SampleRow, 'key' | 'title' | 'description' | 'expectation' | 'source'> {
  readonly fileName: string;
  readonly flags: ReadingFlags;
  /** Name and unit of each series, by its name in the file. */
  readonly series: Readonly<Record<string, { readonly name: string; readonly unit: string }>>;
}

export const samples: readonly Sample[] = [
  {
    key: 'stock-index',
    title: 'S&P 500 stock index',
    description: 'Closing prices of every trading day from January 2000 to April 2020.',
    expectation:
      'Prices move much like a random walk: expect that no network beats the last value, and a verdict that says so.',
    source:
      'vega-datasets, sp500-2000.csv, taken from Yahoo Finance. No licence is stated for this file; it is offered for trying things out only.',
    fileName: 'sp500-2000.csv',
    flags: { targets: ['close'] },
    series: { close: { name: 'S&P 500 close', unit: 'points' } },
  },
  {
    key: 'seattle-weather',
    title: 'Seattle weather',
    description: 'The highest temperature of every day in Seattle, 2012 to 2015.',
    expectation:
      'Tomorrow is much like today and the year comes round: a network can gain a little on the naive forecasts.',
    source: 'vega-datasets, seattle-weather.csv, from NOAA records. A work of the U.S. government.',
    fileName: 'seattle-weather.csv',
    flags: { targets: ['temp_max'] },
    series: { temp_max: { name: 'Seattle highest temperature', unit: '°C' } },
  },
  {
    key: 'mauna-loa-co2',
    title: 'CO₂ at Mauna Loa',
    description: 'Monthly carbon dioxide in the air from March 1958 to April 2020; five months are missing.',
    expectation:
      'A steady rise with a regular season: the naive forecasts miss one of the two, so there is much to gain.',
    source:
      'vega-datasets, co2-concentration.csv, from the Scripps CO2 Program. Creative Commons Attribution 4.0.',
    fileName: 'co2-concentration.csv',
    flags: { targets: ['CO2'] },
    series: { CO2: { name: 'CO₂ at Mauna Loa', unit: 'ppm' } },
  },
];

export function findSample(key: string): Sample {
  const sample = samples.find((one) => one.key === key);
  if (sample) return sample;
  throw new Refusal('not-found', 'unknown-sample', 'There is no such sample.');
}

/** The sample that a stored file is, by the source that is written beside it. */
export function sampleBySource(source: string | null): Sample | undefined {
  return source === null ? undefined : samples.find((sample) => sample.source === source);
}

/** Where a sample lies; the package's own map of exports hides its files from the module loader. */
export function samplePath(root: string, sample: Sample): string {
  return join(root, 'node_modules/vega-datasets/data', sample.fileName);
}

export interface ReadSample {
  readonly reading: Reading;
  readonly bytes: number;
  readonly sha256: string;
}

export async function readSample(root: string, sample: Sample, read: FileReader): Promise<ReadSample> {
  const path = samplePath(root, sample);
  const { size: bytes } = await stat(path);
  const sha256 = createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
  const reading = await read({
    path,
    fileName: sample.fileName,
    bytes,
    flags: sample.flags,
    extent: 'whole',
  });
  return { reading, bytes, sha256 };
}
