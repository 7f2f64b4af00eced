import type { SampleValues } from './api-types.ts';
import { findSample, readSample } from './samples.ts';
import { type FileServices, requireSeries } from './stored-upload.ts';

/** The latest values of a sample's first series, without adding it. */
export async function sampleValues(services: FileServices, key: string, most: number): Promise<SampleValues> {
  const sample = findSample(key);
  const { reading } = await readSample(services.environment.root, sample, services.readFile);
  requireSeries(reading);
  const first = reading.series.find(({ name }) => Object.hasOwn(sample.series, name))!;
  const { name, unit } = sample.series[first.name]!;
  const values = Array.from(first.values.slice(-most), (value) => (Number.isNaN(value) ? null : value));
  return { name, unit, values };
}
