import type { SampleRow } from './api-types.ts';
import { sparklineOf } from './reading-preview.ts';
import { readSample, type Sample, samples } from './samples.ts';
import type { FileServices } from './stored-upload.ts';

/** Samples are part of the installation: they are read once a process. */
const known = new Map<string, Promise<SampleRow>>();

/** The samples whose files are there. */
export async function listSamples(services: FileServices): Promise<SampleRow[]> {
  const rows = await Promise.allSettled(samples.map((sample) => rowOf(services, sample)));
  return rows.flatMap((row) => (row.status === 'fulfilled' ? [row.value] : []));
}

function rowOf(services: FileServices, sample: Sample): Promise<SampleRow> {
  const found = known.get(sample.key);
  if (found) return found;
  const row = describe(services, sample);
  known.set(sample.key, row);
  row.catch(() => known.delete(sample.key));
  return row;
}

async function describe(services: FileServices, sample: Sample): Promise<SampleRow> {
  const { reading } = await readSample(services.environment.root, sample, services.readFile);
  const { key, title, description, expectation, source, fileName } = sample;
  const first = reading.series.find(({ name }) => Object.hasOwn(sample.series, name));
  const values = first?.values ?? new Float64Array();
  return {
    key,
    title,
    description,
    expectation,
    source,
    fileName,
    rows: reading.rows,
    frequency: reading.frequency ?? 'irregular',
    sparkline: sparklineOf(values.filter((value) => !Number.isNaN(value))),
    seriesNames: Object.values(sample.series).map(({ name }) => name),
  };
}
