import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import type { TRPCClientError } from '@trpc/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modelPath } from '#db/data-folder.ts';
import { finishRun } from '#db/queries/results.ts';

import { claimNextRun, type Lease, noteData, recordProgress } from '#db/queries/run-leases.ts';
import { createRun } from '#db/queries/runs.ts';
import { beatWorker, getWorker, registerWorker } from '#db/queries/workers.ts';
import { runConfigSchema } from '#forecasting/config.ts';
import type { RunProgress } from '#forecasting/run-progress.ts';
import type { RunEventRow } from '#server/api-types.ts';
import { createHindcastClient, type HindcastClient, uploadFile } from '#server/client.ts';
import type { AppRouter } from '#server/router.ts';
import { type ApiServer, startApiServer } from '#tests/support/api-server.ts';
import { rawRequest } from '#tests/support/raw-request.ts';
import { runResultOf, seriesResultOf } from '#tests/support/stored-run.ts';

let server: ApiServer;
let hindcast: HindcastClient;
let workerId: number;

beforeAll(async () => {
  server = await startApiServer();
  hindcast = createHindcastClient({ url: server.url });
  const worker = { machine: 'here', pid: 1, processStart: null, now: Date.now() };
  workerId = registerWorker(server.services.db, worker);
});
afterAll(() => server.close());

const config = { horizon: 2 };

async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'accepted';
  } catch (problem) {
    return (problem as TRPCClientError<AppRouter>).data?.hindcast.code ?? String(problem);
  }
}

async function newSeries(name = '=Series "x"'): Promise<number> {
  const observations = [1, 2, 3, 4, 5].map((value, time) => ({ time, value }));
  return (await hindcast.series.create.mutate({ name, frequency: 'index', observations })).id;
}

const newRun = async (seriesId: number) => hindcast.runs.create.mutate({ seriesIds: [seriesId], config });

const epoch = (number: number): RunProgress => ({
  kind: 'epoch',
  forecaster: 'gru',
  member: 0,
  epoch: number,
  epochs: 3,
  trainError: 1,
  validationError: 1 / number,
  bestEpoch: number,
  bestError: 1 / number,
  secondsPerEpoch: 0.1,
  etaSeconds: 1,
  share: number / 4,
});

/** Takes the oldest queued run, as a worker does. */
function claim(): Lease {
  const run = claimNextRun(server.services.db, { workerId, leaseMs: 30_000, now: Date.now() });
  if (run === undefined) throw new Error('no run is queued');
  return { runId: run.id, attempt: run.attempt, fencingToken: run.fencingToken };
}

const tell = (lease: Lease, number: number) =>
  recordProgress(server.services.db, lease, { progress: [epoch(number)], at: Date.now() });

function finish(lease: Lease, seriesId: number, model?: { sha256: string; bytes: number }): void {
  noteData(server.services.db, lease, [{ seriesId, rows: 5, dataHash: 'abc' }]);
  const result = runResultOf([seriesResultOf(7)]);
  finishRun(server.services.db, lease, { result, seriesIds: [seriesId], model, now: Date.now() });
}

interface Watched {
  readonly events: RunEventRow[];
  readonly ended: Promise<void>;
  stop(): void;
}

function watch(input: { runIds?: number[]; lastEventId?: string }, enough = Infinity): Watched {
  const events: RunEventRow[] = [];
  let stop = () => {};
  const ended = new Promise<void>((resolve, reject) => {
    const subscription = hindcast.runs.progress.subscribe(input, {
      onData({ data }) {
        events.push(data);
        if (events.length >= enough) resolve();
      },
      onError: reject,
      onComplete: resolve,
    });
    stop = () => subscription.unsubscribe();
  });
  return { events, ended, stop };
}

const short = ({ payload }: RunEventRow) => {
  if (payload.kind === 'epoch') return `epoch ${payload.epoch}`;
  return payload.kind === 'state' ? payload.state : payload.kind;
};

describe('runs.create', () => {
  it('queues once for one idempotency key and fills in every default', async () => {
    const seriesIds = [await newSeries()];
    const input = { seriesIds, config, idempotencyKey: 'run-1', name: 'First' };
    const run = await hindcast.runs.create.mutate(input);
    expect((await hindcast.runs.create.mutate(input)).id).toBe(run.id);
    expect(run).toMatchObject({
      state: 'queued',
      kind: 'train',
      name: 'First',
      seriesIds,
      attempt: 0,
      share: 0,
    });
    expect(run.config).toMatchObject({ horizon: 2, epochs: 40, seed: 1, levels: [80, 95] });
    expect(run).not.toHaveProperty('fencingToken');
    expect(await hindcast.runs.cancel.mutate({ id: run.id })).toMatchObject({ state: 'canceled' });
  });

  it.each([
    ['horizon', 0],
    ['horizon', 1e9],
    ['units', 1e9],
    ['epochs', 1e9],
    ['batchSize', 0],
    ['lookback', -5],
    ['learningRate', Number.NaN],
    ['seed', '1e9'],
    ['folds', 2.5],
    ['forecasters', ['oracle']],
  ])('refuses %s %j with the field and its bound, and queues nothing', async (knob, value) => {
    const seriesIds = [await newSeries()];
    const before = (await hindcast.runs.list.query()).total;
    const broken = { ...config, [knob]: value } as typeof config;
    try {
      await hindcast.runs.create.mutate({ seriesIds, config: broken });
      expect.unreachable();
    } catch (problem) {
      const { data } = problem as TRPCClientError<AppRouter>;
      expect(data).toMatchObject({ httpStatus: 400, hindcast: { code: 'invalid-input' } });
      expect(data?.hindcast.field).toMatch(new RegExp(`^config\\.${knob}`));
    }
    expect((await hindcast.runs.list.query()).total).toBe(before);
  });

  it('refuses a series that is not there, also among others', async () => {
    const seriesIds = [await newSeries(), 999_999];
    expect(await codeOf(hindcast.runs.create.mutate({ seriesIds, config }))).toBe('unknown-series');
  });

  it('refuses columns known in advance that end before the forecast does, says so beforehand, and queues nothing', async () => {
    const day = (number: number) => new Date(Date.UTC(2024, 0, number)).toISOString().slice(0, 10);
    const rows = Array.from(
      { length: 42 },
      (_, n) => `${day(n + 1)},${n < 40 ? n % 7 : ''},${n % 3},${n % 2}`,
    );
    const body = `day,units,plan,price\n${rows.join('\n')}\n`;
    const { uploadId } = await uploadFile({ url: server.url }, { fileName: 'plan.csv', body });
    const { seriesIds: kept } = await hindcast.uploads.keep.mutate({ uploadId, flags: {} });
    const before = (await hindcast.runs.list.query()).total;
    const request = (horizon: number) => ({
      seriesIds: kept.slice(0, 1),
      config: { horizon, past: ['price'], future: ['plan'] },
    });
    const says =
      'Cannot forecast units: plan has to be known in advance for 4 steps, to 2024-02-13, its last value is of 2024-02-11; add its rows up to there, forecast at most 2 steps, or use it as known up to now only';
    await expect(hindcast.runs.create.mutate(request(4))).rejects.toMatchObject({
      data: {
        httpStatus: 400,
        hindcast: { code: 'future-too-short', field: 'config.future', message: says },
      },
    });
    expect((await hindcast.runs.preflight.query(request(4))).shortColumn).toBe(says);
    expect((await hindcast.runs.list.query()).total).toBe(before);
    expect((await hindcast.runs.preflight.query(request(2))).shortColumn).toBeNull();
    const { id } = await hindcast.runs.create.mutate(request(2));
    await hindcast.runs.cancel.mutate({ id });
  });

  it('refuses a run that would leave out all of its series for a missing value, says so beforehand, and queues nothing', async () => {
    const [gappy] = (await hindcast.samples.add.mutate({ key: 'mauna-loa-co2' })).seriesIds;
    const before = (await hindcast.runs.list.query()).total;
    const request = (missing: 'refuse' | 'carry') => ({
      seriesIds: [gappy!],
      config: { horizon: 12, missing },
    });
    const says = expect.stringMatching(/all \d+ values are needed, 5 are missing, the first at 1958/);
    await expect(hindcast.runs.create.mutate(request('refuse'))).rejects.toMatchObject({
      data: {
        httpStatus: 400,
        hindcast: { code: 'invalid-series', field: 'config.missing', message: says },
      },
    });
    expect((await hindcast.runs.preflight.query(request('refuse'))).incomplete).toEqual(says);
    expect((await hindcast.runs.preflight.query(request('carry'))).incomplete).toBeNull();
    expect((await hindcast.runs.list.query()).total).toBe(before);
  });
});

describe('runs.preflight', () => {
  it('says windows, folds and why no network can be trained, and estimates by runs that were timed', async () => {
    const short = [await newSeries()];
    const answer = await hindcast.runs.preflight.query({ seriesIds: short, config });
    expect(answer).toMatchObject({ folds: 1, networksPossible: false, verdictsSeen: 0, networks: 0 });
    expect(answer.estimate).toMatchObject({ range: null, timedRuns: 0 });
    expect(answer.estimate.seconds).toBeLessThan(1);
    expect(answer.reason).toContain('too few');
    const { seriesIds } = await hindcast.samples.add.mutate({ key: 'mauna-loa-co2' });
    const long = await hindcast.runs.preflight.query({ seriesIds, config: { horizon: 12, units: 16 } });
    // 741 rows on 746 months.
    expect(long).toMatchObject({
      folds: 24,
      networksPossible: true,
      seasonLength: 12,
      // CO₂ varies by less than half: no logarithms.
      networks: 3,
      normalisations: 1,
    });
    expect(long.estimate.seconds).toBeGreaterThan(1);
    expect(long.trainingRows + long.verdictRows).toBeLessThanOrEqual(746);
  });

  it('refuses a run that could not judge anything, and the run itself is refused alike', async () => {
    const { id } = await hindcast.series.create.mutate({ name: 'Empty', frequency: 'daily' });
    const answer = await hindcast.runs.preflight.query({ seriesIds: [id], config });
    expect([answer.folds, answer.networksPossible]).toEqual([0, false]);
    expect(await codeOf(hindcast.runs.create.mutate({ seriesIds: [id], config }))).toBe('too-short');
  });
});

describe('runs.get', () => {
  it('tells when the worker of a run was last heard of, while one is at work on it', async () => {
    const seriesId = await newSeries();
    const { id, heardAt } = await newRun(seriesId);
    expect(heardAt).toBeNull();
    const lease = claim();
    const { heartbeatAt } = getWorker(server.services.db, workerId)!;
    expect((await hindcast.runs.get.query({ id })).heardAt).toBe(heartbeatAt);
    beatWorker(server.services.db, workerId, { now: heartbeatAt + 5000, problem: null });
    expect((await hindcast.runs.get.query({ id })).heardAt).toBe(heartbeatAt + 5000);
    finish(lease, seriesId);
    expect((await hindcast.runs.get.query({ id })).heardAt).toBeNull();
  });
});

describe('runs.progress', () => {
  it('tells what has happened and what happens, each event once, and ends with the run', async () => {
    const seriesId = await newSeries();
    const run = await newRun(seriesId);
    const lease = claim();
    tell(lease, 1);
    const watched = watch({ runIds: [run.id] });
    await expect.poll(() => watched.events.length).toBe(3);
    tell(lease, 2);
    finish(lease, seriesId);
    await watched.ended;
    expect(watched.events.map(short)).toEqual(['queued', 'running', 'epoch 1', 'epoch 2', 'succeeded']);
    expect(new Set(watched.events.map(({ seq }) => seq)).size).toBe(5);
  });

  it('goes on after the event that was seen last', async () => {
    const seriesId = await newSeries();
    const run = await newRun(seriesId);
    const lease = claim();
    tell(lease, 1);
    const first = watch({ runIds: [run.id] }, 3);
    await first.ended;
    first.stop();
    tell(lease, 2);
    finish(lease, seriesId);
    const second = watch({ runIds: [run.id], lastEventId: String(first.events.at(-1)?.seq) });
    await second.ended;
    expect(second.events.map(short)).toEqual(['epoch 2', 'succeeded']);
  });

  it('without runs named follows the active ones from their start, and all to come', async () => {
    const seriesId = await newSeries();
    await newRun(seriesId);
    const lease = claim();
    tell(lease, 1);
    const watched = watch({});
    await expect.poll(() => watched.events.map(short)).toEqual(['queued', 'running', 'epoch 1']);
    const next = await newRun(seriesId);
    finish(lease, seriesId);
    await expect.poll(() => watched.events.length).toBe(5);
    const later = watched.events.slice(3).map((event) => [event.runId === next.id, short(event)]);
    expect(later).toEqual([
      [true, 'queued'],
      [false, 'succeeded'],
    ]);
    watched.stop();
    await hindcast.runs.cancel.mutate({ id: next.id });
  });

  it('refuses an event id that is none', async () => {
    const input = encodeURIComponent(JSON.stringify({ json: { lastEventId: '1 or 1=1' } }));
    const answer = await rawRequest(`${server.url}/api/trpc/runs.progress?input=${input}`);
    expect(answer.text).toContain('invalid-input');
  });
});

describe('a long queue', () => {
  it('is counted whole, shown in the order of its turns, and emptied at once; what is at work goes on', async () => {
    const seriesId = await newSeries();
    const atWork = await newRun(seriesId);
    claim();
    const waiting: number[] = [];
    for (let i = 0; i < 30; i++) waiting.push((await newRun(seriesId)).id);
    const urgent = createRun(server.services.db, {
      kind: 'train',
      seriesIds: [seriesId],
      config: runConfigSchema.parse({ horizon: 2 }),
      priority: 5,
      createdAt: Date.now(),
    });
    const status = await hindcast.system.status.query();
    expect([status.busy, status.queued]).toEqual([1, 31]);
    expect(status.running.map(({ id }) => id)).toEqual([atWork.id, urgent, ...waiting.slice(0, 18)]);
    expect(await hindcast.runs.cancelWaiting.mutate()).toEqual({ canceled: 31 });
    expect(await hindcast.runs.cancelWaiting.mutate()).toEqual({ canceled: 0 });
    const watched = watch({ runIds: [urgent] });
    await watched.ended;
    expect(watched.events.map(short)).toEqual(['queued', 'canceled']);
    expect((await hindcast.runs.get.query({ id: atWork.id })).state).toBe('running');
    await hindcast.runs.remove.mutate({ id: atWork.id });
  });
});

describe('a run at work', () => {
  it('is asked to stop, then to cancel; never the other way round', async () => {
    const seriesId = await newSeries();
    const run = await newRun(seriesId);
    const lease = claim();
    expect((await hindcast.runs.stop.mutate({ id: run.id })).request).toBe('stop');
    expect((await hindcast.runs.cancel.mutate({ id: run.id })).request).toBe('cancel');
    expect((await hindcast.runs.stop.mutate({ id: run.id })).request).toBe('cancel');
    finish(lease, seriesId);
    expect((await hindcast.runs.cancel.mutate({ id: run.id })).state).toBe('succeeded');
  });

  it('is counted by the status and shown as running', async () => {
    const seriesId = await newSeries();
    const run = await newRun(seriesId);
    const lease = claim();
    const status = await hindcast.system.status.query();
    expect(status).toMatchObject({ workers: 1, busy: 1, queued: 0, authRequired: false });
    expect(status.running.map(({ id }) => id)).toEqual([run.id]);
    finish(lease, seriesId);
    expect((await hindcast.system.status.query()).engine).toMatchObject({ backend: 'wasm' });
  });
});

describe('a finished run', () => {
  async function finishedRun(model?: { sha256: string; bytes: number }) {
    const seriesId = await newSeries();
    const run = await newRun(seriesId);
    finish(claim(), seriesId, model);
    return { id: run.id, seriesId };
  }

  it('has a result, a result for each series and a forecast beside what came since', async () => {
    const { id, seriesId } = await finishedRun();
    expect(await hindcast.runs.get.query({ id })).toMatchObject({
      state: 'succeeded',
      recommended: 'naive',
      share: 1,
    });
    expect(await hindcast.runs.result.query({ id })).toMatchObject({ horizon: 2, recommended: 'naive' });
    expect(await hindcast.runs.seriesResult.query({ id, seriesId })).toMatchObject({ origin: 4 });
    expect(await hindcast.runs.seriesResult.query({ id, seriesId: seriesId + 1000 })).toBeNull();
    await hindcast.series.append.mutate({ id: seriesId, observations: [{ time: 5, value: 9 }] });
    const view = await hindcast.runs.forecast.query({ id, seriesId });
    expect(view?.history).toEqual({ stamps: [0, 1, 2, 3, 4], values: [1, 2, 3, 4, 5] });
    expect(view?.forecast.forecasts.naive?.values).toEqual([7, 7]);
    expect([view?.actual, view?.newRows]).toEqual([[9, null], 1]);
    expect(await hindcast.forecasts.list.query({ seriesId })).toMatchObject([
      { runId: id, values: [7, 7], actual: [9, null], scored: { mae: 2, naiveMae: null, steps: 1 } },
    ]);
    const series = await hindcast.series.get.query({ id: seriesId });
    expect(series.lastRun).toMatchObject({ id, state: 'succeeded', recommended: 'naive' });
  });

  it('says in the ledger what was rewritten under its forecast, and what stood there; nothing for a later one', async () => {
    const { id, seriesId } = await finishedRun();
    await hindcast.series.append.mutate({ id: seriesId, observations: [{ time: 5, value: 9 }] });
    const rewritten = async () =>
      (await hindcast.forecasts.list.query({ seriesId })).map((row) => [row.runId, row.rewritten]);
    expect(await rewritten()).toEqual([[id, { history: 0, came: 0 }]]);
    const revise = (observations: { time: number; value: number }[]) =>
      hindcast.series.append.mutate({ id: seriesId, observations, revise: true });
    await revise([
      { time: 1, value: 20 },
      { time: 2, value: 30 },
      { time: 5, value: 90 },
    ]);
    await revise([{ time: 1, value: 21 }]);
    expect(await rewritten()).toEqual([[id, { history: 3, came: 1 }]]);
    const { values, total } = await hindcast.series.rewritten.query({ id: seriesId, from: 1, to: 5 });
    expect([total, values.map(({ stamp, before, existed }) => [stamp, before, existed])]).toEqual([
      4,
      [
        [1, 2, true],
        [2, 3, true],
        [5, 9, true],
        [1, 20, true],
      ],
    ]);
    expect((await hindcast.series.rewritten.query({ id: seriesId, from: 3, to: 4 })).values).toEqual([]);
    const later = await newRun(seriesId);
    finish(claim(), seriesId);
    expect(await rewritten()).toEqual([
      [later.id, { history: 0, came: 0 }],
      [id, { history: 3, came: 1 }],
    ]);
    const scored = (await hindcast.forecasts.list.query({ seriesId })).at(-1)?.scored;
    expect(scored?.mae).toBe(83);
  });

  it('is downloaded as CSV: no name of a series becomes a formula, files come as attachments', async () => {
    const { id } = await finishedRun();
    const answer = await rawRequest(`${server.url}/api/exports/runs/${id}/forecast.csv?all=1`);
    expect(answer.text).toBe(
      'series,forecaster,origin,step,time,value\n' +
        `"'=Series ""x""",naive,4,1,5,7\n` +
        `"'=Series ""x""",naive,4,2,6,7\n`,
    );
    expect(answer.headers['content-disposition']).toMatch(
      /^attachment; filename="_Series _x_ forecast \d+\.csv"/,
    );
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    const backtest = await rawRequest(`${server.url}/api/exports/runs/${id}/backtest.csv`);
    expect(backtest.text).toBe('series,forecaster,origin,step,time,actual,forecast\n');
  });

  it('gives its model file whole or says that it is damaged', async () => {
    const bytes = Buffer.from('weights');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const { id } = await finishedRun({ sha256, bytes: bytes.length });
    const { folder } = server.services;
    const address = `${server.url}/api/exports/runs/${id}/model`;
    expect((await rawRequest(address)).json()).toMatchObject({ code: 'model-damaged' });
    await mkdir(folder.models, { recursive: true });
    await writeFile(modelPath(folder, sha256), bytes);
    const answer = await rawRequest(address);
    expect([answer.status, answer.text, answer.headers['x-content-sha256']]).toEqual([
      200,
      'weights',
      sha256,
    ]);
  });

  it('is asked about newer rows, with its model or without one', async () => {
    const without = await finishedRun();
    const naive = await hindcast.runs.reforecast.mutate({ id: without.id });
    expect(naive).toMatchObject({ kind: 'reforecast', modelRunId: without.id, state: 'queued' });
    await hindcast.runs.cancel.mutate({ id: naive.id });
    const { id, seriesId } = await finishedRun({ sha256: 'ab'.repeat(32), bytes: 3 });
    const asked = await hindcast.runs.reforecast.mutate({ id, idempotencyKey: 'again' });
    expect(asked).toMatchObject({
      kind: 'reforecast',
      modelRunId: id,
      seriesIds: [seriesId],
      state: 'queued',
    });
    expect((await hindcast.runs.reforecast.mutate({ id, idempotencyKey: 'again' })).id).toBe(asked.id);
    expect(await codeOf(hindcast.runs.reforecast.mutate({ id: asked.id }))).toBe('no-finished-training');
    await hindcast.runs.cancel.mutate({ id: asked.id });
  });

  it('is renamed and removed, after saying what goes with it', async () => {
    const { id } = await finishedRun({ sha256: 'cd'.repeat(32), bytes: 3 });
    expect((await hindcast.runs.rename.mutate({ id, name: 'Kept' })).name).toBe('Kept');
    expect((await hindcast.runs.removalImpact.query({ id })).lines.join(' ')).toMatch(
      /One forecast.*networks/,
    );
    await hindcast.runs.remove.mutate({ id });
    expect(await codeOf(hindcast.runs.get.query({ id }))).toBe('unknown-run');
  });

  it.each([
    'runs/1/other',
    'runs/x/model',
    'runs/-1/model',
    'runs/1',
    'series/1/model',
    'runs/1/model/x',
    'runs/9999/model',
  ])('is not found under %s', async (path) => {
    const answer = await rawRequest(`${server.url}/api/exports/${path}`);
    expect(answer.status).toBe(404);
  });
});
