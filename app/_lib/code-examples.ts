import type { SeriesRow } from '#server/api-types.ts';
import { isoStamp } from './iso-stamp.ts';

/** What the examples are filled in with. */
export interface ExampleSubject {
  readonly origin: string;
  readonly needsKey: boolean;
  readonly series: SeriesRow | undefined;
  /** The latest finished run on it. */
  readonly runId: number | undefined;
}

export interface CodeExample {
  readonly title: string;
  readonly code: string;
}

const idOf = ({ series }: ExampleSubject) => series?.id ?? 1;
const runOf = ({ runId }: ExampleSubject) => runId ?? 1;
const horizon = 12;

/** A row after the last one, as it would be appended. */
function nextRow({ series }: ExampleSubject): string {
  if (!series || series.lastStamp === null) return `{ time: '2026-11-24', value: 21.4 }`;
  const time = isoStamp(series.lastStamp, series);
  const quoted = series.axisKind === 'index' ? time : `'${time}'`;
  return `{ time: ${quoted}, value: ${series.lastValue ?? 0} }`;
}

/** The way through the product with the typed client. */
export function typescriptExamples(subject: ExampleSubject): CodeExample[] {
  const id = idOf(subject);
  const key = subject.needsKey ? `\n  accessKey: process.env.HINDCAST_ACCESS_KEY,` : '';
  return [
    {
      title: 'Connect',
      code: `import { createHindcastClient } from 'hindcast/client';

const hindcast = createHindcastClient({
  url: '${subject.origin}',${key}
});`,
    },
    {
      title: 'Append rows, make a run',
      code: `// Rows that are there already may come again; this is the last of them.
await hindcast.series.append.mutate({
  id: ${id},
  observations: [${nextRow(subject)}],
});
const run = await hindcast.runs.create.mutate({
  seriesIds: [${id}],
  config: { horizon: ${horizon} },
});`,
    },
    {
      title: 'Watch it learn',
      code: `hindcast.runs.progress.subscribe(
  { runIds: [run.id] },
  {
    onData({ data: { payload } }) {
      if (payload.kind !== 'epoch') return;
      const { forecaster, epoch, validationError } = payload;
      console.log(forecaster, epoch, validationError);
    },
    onComplete: () => console.log('finished'),
  },
);`,
    },
    {
      title: 'Read verdict and forecast',
      code: `const { verdict } = await hindcast.runs.get.query({ id: ${runOf(subject)} });
console.log(verdict?.sentence);

const view = await hindcast.runs.forecast.query({
  id: ${runOf(subject)},
  seriesId: ${id},
});
const { stamps, recommended, forecasts } = view!.forecast;
const values = forecasts[recommended]?.values;
console.table(stamps.map((stamp, step) => [stamp, values?.[step]]));`,
    },
  ];
}

/** The same with nothing but curl. Inputs stand in an envelope, `{"json": …}`. */
export function curlExamples(subject: ExampleSubject): CodeExample[] {
  const id = idOf(subject);
  const run = runOf(subject);
  const key = subject.needsKey ? ` \\\n  -H "authorization: Bearer $HINDCAST_ACCESS_KEY"` : '';
  const post = (path: string, input: string) => `curl -s ${subject.origin}/api/trpc/${path}${key} \\
  -H 'content-type: application/json' \\
  -d '{"json":${input}}'`;
  const get = (path: string, input: string) => `curl -sG ${subject.origin}/api/trpc/${path}${key} \\
  --data-urlencode 'input={"json":${input}}'`;
  return [
    {
      title: 'Send a file',
      code: `curl -s ${subject.origin}/api/uploads${key} \\
  -H 'x-file-name: ${encodeURIComponent(subject.series?.fileName ?? 'sales.csv')}' \\
  --data-binary @${subject.series?.fileName ?? 'sales.csv'}`,
    },
    {
      title: 'Make a run',
      code: post('runs.create', `{"seriesIds":[${id}],"config":{"horizon":${horizon}}}`),
    },
    {
      title: 'Watch it learn',
      code: `curl -sNG ${subject.origin}/api/trpc/runs.progress${key} \\
  --data-urlencode 'input={"json":{"runIds":[${run}]}}'`,
    },
    { title: 'Read the verdict', code: get('runs.get', `{"id":${run}}`) },
    {
      title: 'Take the forecast as CSV',
      code: `curl -s '${subject.origin}/api/exports/runs/${run}/forecast.csv?seriesId=${id}'${key}`,
    },
  ];
}

/** The same engine on the command line, without server or database. */
export function terminalExamples({ series }: ExampleSubject): CodeExample[] {
  const file = series?.fileName ?? 'sales.csv';
  const target = series ? ` --target '${series.sourceName.replaceAll("'", String.raw`'\''`)}'` : '';
  return [
    { title: 'See how a file is read', code: `npm run -s hindcast -- inspect ${file} --json` },
    {
      title: 'Forecast it',
      code: `npm run -s hindcast -- forecast ${file} --horizon ${horizon}${target} --json`,
    },
    {
      title: 'Every forecaster into a CSV',
      code: `npm run -s hindcast -- forecast ${file} --horizon ${horizon}${target} --all --out forecast.csv`,
    },
  ];
}
