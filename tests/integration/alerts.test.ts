import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { claimFiring, listFirings, recordDelivery } from '#db/queries/alerts.ts';
import { createRun, getRun } from '#db/queries/runs.ts';
import { runConfigSchema } from '#forecasting/config.ts';
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
let hook: Server;
let port: number;
let status: number;
let received: { key: string | undefined; body: Record<string, unknown> }[];
let api: ApiServer;
let worker: WorkerProcess;

beforeAll(async () => {
  bundle = await buildWorker();
  hook = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += chunk));
    request.on('end', () => {
      received.push({ key: request.headers['idempotency-key'] as string, body: JSON.parse(text) });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((listening) => hook.listen(0, '127.0.0.1', listening));
  port = (hook.address() as AddressInfo).port;
});
afterAll(() => {
  bundle.remove();
  hook.close();
});
beforeEach(async () => {
  received = [];
  status = 200;
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

async function seriesOf(values: number[]): Promise<number> {
  const observations = values.map((value, i) => ({ time: new Date(i * 86_400_000).toISOString(), value }));
  const { id } = await client().series.create.mutate({ name: 'Sales', frequency: 'daily', observations });
  return id;
}

async function forecast(seriesId: number): Promise<void> {
  const { id } = await client().runs.create.mutate({ seriesIds: [seriesId], config });
  await until(`run ${id} ends`, () => getRun(api.services.db, id)?.state === 'succeeded');
}

/** A run that is too long for its series; the API would have refused it. */
function failingRun(seriesId: number): { id: number } {
  const long = runConfigSchema.parse({ ...config, horizon: 900 });
  const run = { kind: 'train', seriesIds: [seriesId], config: long, createdAt: Date.now() } as const;
  return { id: createRun(api.services.db, run) };
}

test('an alert fires once for a new forecast that crosses, and tells its webhook once', async () => {
  const seriesId = await seriesOf(Array.from({ length: 60 }, (_, i) => 40 + Math.sin(i)));
  await forecast(seriesId);
  const rule = { kind: 'forecast-crosses', direction: 'above', threshold: 30, withinSteps: 2 } as const;
  const preview = await client().alerts.preview.query({ seriesId, rule });
  expect(preview).toMatchObject({ fired: 1, forecasts: 1, backtestOrigins: 4 });
  const secret = { kind: 'forecast-crosses', direction: 'below', threshold: 100, withinSteps: 1 } as const;
  const alert = await client().alerts.create.mutate({
    seriesId,
    rule: secret,
    webhook: `http://127.0.0.1:${port}/hook?token=hunter2`,
  });
  expect(alert.webhook).toBe(`http://127.0.0.1:${port}/hook?…`);
  const { db, folder } = api.services;
  // What stood there when it was switched on had crossed already: only a forecast that crosses anew would fire.
  await forecast(seriesId);
  expect(listFirings(db, alert.id, 9)).toEqual([]);
  const other = await client().alerts.create.mutate({
    seriesId,
    rule: { kind: 'run-failed' },
    webhook: null,
  });
  const broken = await client().alerts.create.mutate({
    seriesId,
    rule: { kind: 'run-failed' },
    webhook: `http://127.0.0.1:${port}/hook?token=hunter2`,
  });
  const failing = failingRun(seriesId);
  await until('the run fails', () => getRun(db, failing.id)?.state === 'failed');
  await until('the webhook is told', () => received.length > 0);
  await until('it is settled', () => listFirings(db, broken.id, 1)[0]?.state === 'sent');
  expect(received).toHaveLength(1);
  expect(received[0]?.body).toMatchObject({ alertId: broken.id, key: `run ${failing.id}` });
  expect(received[0]?.body.sentence).toMatch(/^Sales: run \d+ has failed\. /);
  const told = listFirings(db, broken.id, 9);
  expect(told).toMatchObject([{ state: 'sent', attempts: 1, tries: [{ status: 200, problem: null }] }]);
  expect(listFirings(db, other.id, 9)).toMatchObject([{ state: 'noted', tries: [] }]);
  for (const name of readdirSync(folder.root).filter((file) => file.startsWith('hindcast.db'))) {
    expect(readFileSync(`${folder.root}/${name}`).includes('hunter2')).toBe(false);
  }
}, 90_000);

test('a webhook that does not take it is told again, by the same key, and every try is kept', async () => {
  status = 503;
  const seriesId = await seriesOf([1, 2, 3]);
  const { db } = api.services;
  const alert = await client().alerts.create.mutate({
    seriesId,
    rule: { kind: 'run-failed' },
    webhook: `http://127.0.0.1:${port}/hook`,
  });
  const run = failingRun(seriesId);
  await until('the run fails', () => getRun(db, run.id)?.state === 'failed');
  await until('the first try is kept', () => listFirings(db, alert.id, 1)[0]?.tries.length === 1);
  status = 204;
  await until('it is taken', () => listFirings(db, alert.id, 1)[0]?.state === 'sent', 40_000);
  const [firing] = listFirings(db, alert.id, 1);
  expect(firing?.tries.map(({ attempt, status: said }) => [attempt, said])).toEqual([
    [1, 503],
    [2, 204],
  ]);
  expect(new Set(received.map(({ key }) => key))).toEqual(new Set([`hindcast-${firing?.id}`]));
  expect(claimFiring(db, { now: Date.now() + 86_400_000, leaseMs: 1000 })).toBeUndefined();
  recordDelivery(db, firing!, { state: 'failed', status: null, problem: 'late', nextAt: null, now: 1 });
  expect(listFirings(db, alert.id, 1)[0]).toMatchObject({ state: 'sent', tries: { length: 2 } });
}, 90_000);

test('alerts are refused with a private webhook, an unknown series and a rule that is none', async () => {
  const seriesId = await seriesOf([1, 2, 3]);
  const codeOf = (answer: Promise<unknown>) =>
    answer.then(
      () => 'made',
      (problem) => problem.data?.hindcast?.code,
    );
  const rule = { kind: 'run-failed' } as const;
  const make = (webhook: string) => codeOf(client().alerts.create.mutate({ seriesId, rule, webhook }));
  expect(await make('http://169.254.169.254/')).toBe('address-not-allowed');
  expect(await make(`http://localhost:${port}/`)).toBe('address-not-allowed');
  expect(await codeOf(client().alerts.create.mutate({ seriesId: 99, rule }))).toBe('unknown-series');
  const odd = { kind: 'outside-band', level: 95, times: 0, withinRows: 3 } as const;
  expect(await codeOf(client().alerts.create.mutate({ seriesId, rule: odd }))).toBe('invalid-input');
  expect(await codeOf(client().alerts.history.query({ id: 77 }))).toBe('unknown-alert');
});
