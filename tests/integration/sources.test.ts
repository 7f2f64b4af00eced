import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { listIssuedForecasts } from '#db/queries/forecasts.ts';
import { getSchedule, listScheduleEvents } from '#db/queries/schedules.ts';
import { getSeries } from '#db/queries/series.ts';
import { getSource } from '#db/queries/sources.ts';
import { createHindcastClient } from '#server/client.ts';
import { type ApiServer, startApiServer } from '#tests/support/api-server.ts';
import { until } from '#tests/support/launch.ts';
import {
  buildWorker,
  startWorkerProcess,
  type WorkerBundle,
  type WorkerProcess,
} from '#tests/support/worker-process.ts';

let bundle: WorkerBundle;
let far: Server;
let port: number;
/** What the other machine answers: a status and a body. */
let answer: { status: number; body: string };
let seenKey: string | undefined;
let api: ApiServer;
let worker: WorkerProcess;

const day = 86_400_000;
const csv = (rows: number) =>
  `day;Sales\n${Array.from({ length: rows }, (_, i) => `${new Date(i * day).toISOString().slice(0, 10)};${(10 + Math.sin(i)).toFixed(2).replace('.', ',')}`).join('\n')}\n`;

beforeAll(async () => {
  bundle = await buildWorker();
  far = createServer((request, response) => {
    seenKey = request.headers.authorization;
    response.writeHead(answer.status).end(answer.body);
  });
  await new Promise<void>((listening) => far.listen(0, '127.0.0.1', listening));
  port = (far.address() as AddressInfo).port;
});
afterAll(() => {
  bundle.remove();
  far.close();
});
beforeEach(async () => {
  const variables = { HINDCAST_OUTGOING: 'on', HINDCAST_OUTGOING_ALLOW: `127.0.0.1:${port}` };
  api = await startApiServer({ variables });
  worker = startWorkerProcess(bundle, api.services.folder, variables);
});
afterEach(async () => {
  worker.child.kill('SIGKILL');
  await worker.exited;
  await api.close();
});

const client = () => createHindcastClient({ url: api.url });
const config = { horizon: 2, folds: 4, forecasters: [] };

/** A series that came out of a file with semicolons and decimal commas. */
async function keepFile(rows: number): Promise<number> {
  const sent = await fetch(`${api.url}/api/uploads`, {
    method: 'POST',
    headers: { 'x-file-name': 'sales.csv', authorization: 'Bearer none' },
    body: csv(rows),
  });
  const { uploadId } = (await sent.json()) as { uploadId: number };
  const { seriesIds } = await client().uploads.keep.mutate({ uploadId, flags: {} });
  return seriesIds[0]!;
}

test('a schedule fetches a file, appends its new rows by the recipe of the series, and forecasts', async () => {
  const seriesId = await keepFile(60);
  const source = { url: `http://127.0.0.1:${port}/sales.csv?key=hunter2`, authorization: 'Bearer hunter3' };
  const made = await client().schedules.create.mutate({
    seriesIds: [seriesId],
    config,
    zone: 'UTC',
    everyRows: 1000,
    source,
  });
  expect(made.source).toMatchObject({ shown: `http://127.0.0.1:${port}/sales.csv?…`, hasKey: true });
  answer = { status: 200, body: csv(63) };
  await client().schedules.readSource.mutate({ id: made.id });
  const { db } = api.services;
  const first = await until('the training', () => listScheduleEvents(db, made.id, 1)[0]);
  expect(first).toMatchObject({ kind: 'fired', reason: 'Asked for by hand. 3 new rows were read.' });
  expect(seenKey).toBe('Bearer hunter3');
  expect(getSeries(db, seriesId)?.rows).toBe(63);
  await until('the first champion', () => getSchedule(db, made.id)?.championRunId);

  await client().schedules.readSource.mutate({ id: made.id });
  await until('nothing new', () => listScheduleEvents(db, made.id, 9).length === 2);
  expect(listScheduleEvents(db, made.id, 1)[0]).toMatchObject({
    kind: 'skipped',
    reason: 'Asked for by hand. The source had no new row.',
  });

  answer = { status: 200, body: csv(65) };
  await client().schedules.readSource.mutate({ id: made.id });
  await until('a forecast from the newest row', () => {
    return listIssuedForecasts(db, seriesId, 1)[0]?.originStamp === 64 * day;
  });
  const issued = listIssuedForecasts(db, seriesId, 1)[0]!;
  expect(issued.modelRunId).toBe(getSchedule(db, made.id)?.championRunId);
  expect(issued.runId).not.toBe(issued.modelRunId);
  answer = { status: 200, body: csv(66).replace('1970-01-03;', '1970-01-03;1') };
  await client().schedules.readSource.mutate({ id: made.id });
  const revised = await until('the revision', () => {
    const [event] = listScheduleEvents(db, made.id, 1);
    return event?.reason.includes('vintage') ? event : undefined;
  });
  expect(revised.reason).toBe(
    'Asked for by hand. One new row was read. One row of the past has changed; what stood there is kept as a vintage.',
  );
  expect(await client().series.vintages.query({ id: seriesId })).toHaveLength(1);
  for (const name of readdirSync(api.services.folder.root).filter((file) => file.startsWith('hindcast.db'))) {
    expect(readFileSync(`${api.services.folder.root}/${name}`).includes('hunter')).toBe(false);
  }
  expect(JSON.stringify(await client().schedules.list.query({}))).not.toContain('hunter');
  expect(worker.output()).not.toContain('hunter');
}, 120_000);

test('a source that fails or holds something else changes nothing, and the history says why', async () => {
  const seriesId = await keepFile(60);
  const made = await client().schedules.create.mutate({
    seriesIds: [seriesId],
    config,
    zone: 'UTC',
    everyRows: 1000,
    source: { url: `http://127.0.0.1:${port}/sales.csv` },
  });
  const { db } = api.services;
  const readOnce = async (given: typeof answer) => {
    const before = getSource(db, made.id)?.readAt ?? 0;
    answer = given;
    await client().schedules.readSource.mutate({ id: made.id });
    await until('the reading', () => (getSource(db, made.id)?.readAt ?? 0) > before);
    return getSource(db, made.id)!;
  };
  expect(await readOnce({ status: 404, body: 'no' })).toMatchObject({
    outcome: 'failed',
    message: '127.0.0.1 answered 404.',
  });
  expect((await readOnce({ status: 200, body: '<html><body>Sign in</body></html>' })).outcome).toBe('failed');
  expect(getSeries(db, seriesId)?.rows).toBe(60);
  expect(readdirSync(api.services.folder.tmp)).toEqual([]);
  expect(readdirSync(api.services.folder.uploads)).toHaveLength(1);
  expect(listScheduleEvents(db, made.id, 9).map(({ kind }) => kind)).toEqual([
    'source-failed',
    'source-failed',
  ]);
}, 60_000);

test('no source is taken while outgoing calls are off, nor one on a private machine', async () => {
  const seriesId = await keepFile(10);
  const make = (url: string) =>
    client()
      .schedules.create.mutate({ seriesIds: [seriesId], config, zone: 'UTC', everyRows: 5, source: { url } })
      .then(
        () => 'made',
        (problem) => problem.data?.hindcast?.code,
      );
  expect(await make('http://192.168.1.1/x.csv')).toBe('address-not-allowed');
  expect(await make('file:///etc/passwd')).toBe('address-not-allowed');
  const closed = await startApiServer();
  const there = createHindcastClient({ url: closed.url });
  const series = await there.series.create.mutate({ name: 'sales', frequency: 'daily' });
  const refused = await there.schedules.create
    .mutate({
      seriesIds: [series.id],
      config,
      zone: 'UTC',
      everyRows: 5,
      source: { url: 'https://data.example.org/x.csv' },
    })
    .catch((problem) => problem.data?.hindcast?.code);
  expect(refused).toBe('outgoing-off');
  await closed.close();
});
