import type { ExampleSubject } from './code-examples.ts';

/** An answer as it came over the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly seconds: number;
  readonly bytes: number;
  readonly text: string;
}

const mostShown = 20_000;

/** Asks a query as curl would, with input as a person wrote it. */
export async function askQuery(path: string, input: string): Promise<WireAnswer> {
  const json = readInput(input);
  const parameters = json === undefined ? '' : `?${new URLSearchParams({ input: JSON.stringify({ json }) })}`;
  const began = performance.now();
  const response = await fetch(`/api/trpc/${path}${parameters}`);
  const body = await response.text();
  const seconds = (performance.now() - began) / 1000;
  const pretty = indented(body);
  const text = pretty.length > mostShown ? `${pretty.slice(0, mostShown)}\n…` : pretty;
  return { status: response.status, seconds, bytes: body.length, text };
}

function readInput(input: string): unknown {
  if (input.trim() === '') return undefined;
  try {
    return JSON.parse(input);
  } catch {
    throw new Error('The input is not JSON.');
  }
}

function indented(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

/** An input that works for the series of the examples. */
export function exampleInput(path: string, { series, runId }: ExampleSubject): string {
  const id = series?.id ?? 1;
  const run = runId ?? 1;
  const inputs: Readonly<Record<string, unknown>> = {
    'series.list': { limit: 3 },
    'series.get': { id },
    'series.points': { id, maxPoints: 5 },
    'series.describe': { id },
    'series.removalImpact': { id },
    'runs.preflight': { seriesIds: [id], config: { horizon: 12 } },
    'runs.list': { seriesId: id, limit: 3 },
    'runs.get': { id: run },
    'runs.removalImpact': { id: run },
    'runs.result': { id: run },
    'runs.seriesResult': { id: run, seriesId: id },
    'runs.forecast': { id: run, seriesId: id },
    'forecasts.list': { seriesId: id, limit: 3 },
    'schedules.list': { seriesId: id },
    'schedules.removalImpact': { id: 1 },
    'schedules.history': { id: 1 },
    'schedules.nextTimes': { cron: '0 6 * * 1-5', zone: 'UTC' },
    'uploads.list': { limit: 3 },
    'uploads.preview': { uploadId: series?.uploadId ?? 1 },
    'uploads.removalImpact': { id: series?.uploadId ?? 1 },
  };
  const input = inputs[path];
  return input === undefined ? '' : JSON.stringify(input);
}
