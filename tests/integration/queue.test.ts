import { existsSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { modelPath } from '#db/data-folder.ts';
import { getForecast } from '#db/queries/forecasts.ts';
import { getModel } from '#db/queries/models.ts';
import { readRunResult, readSeriesResult } from '#db/queries/results.ts';
import { listEvents } from '#db/queries/run-events.ts';
import { createRun, getRun, type RunRow, requestEnd } from '#db/queries/runs.ts';
import { createSeries } from '#db/queries/store-series.ts';
import { listWorkers } from '#db/queries/workers.ts';
import { type RunConfigInput, runConfigSchema } from '#forecasting/config.ts';
import { isAlive, until } from '#tests/support/launch.ts';
import { seriesOf } from '#tests/support/stored-series.ts';
import { createTemporaryDatabase, type TemporaryDatabase } from '#tests/support/temporary-database.ts';
import {
  buildWorker,
  startWorkerProcess,
  type WorkerBundle,
  type WorkerProcess,
} from '#tests/support/worker-process.ts';

let bundle: WorkerBundle;
let temporary: TemporaryDatabase;
const workers: WorkerProcess[] = [];

beforeAll(async () => {
  bundle = await buildWorker();
});
afterAll(() => bundle.remove());
beforeEach(() => {
  temporary = createTemporaryDatabase();
});
afterEach(async () => {
  for (const { child, exited } of workers.splice(0)) {
    child.kill('SIGKILL');
    await exited;
  }
  temporary.remove();
});

function startWorker(variables: Record<string, string> = {}): WorkerProcess {
  const worker = startWorkerProcess(bundle, temporary.folder, variables);
  workers.push(worker);
  return worker;
}

const sine = Array.from({ length: 240 }, (_, i) => Math.sin((2 * Math.PI * i) / 12) + 0.01 * i);

/** A run of one small network; more epochs make it last. */
function queue(config: Partial<RunConfigInput> = {}, values: readonly number[] = sine): number {
  const seriesId = createSeries(temporary.db, seriesOf(values), Date.now());
  return createRun(temporary.db, {
    kind: 'train',
    seriesIds: [seriesId],
    config: runConfigSchema.parse({
      horizon: 2,
      lookback: 12,
      folds: 4,
      forecasters: ['rnn'],
      units: 4,
      epochs: 3,
      ...config,
    }),
    createdAt: Date.now(),
  });
}
const long = { epochs: 400, patience: 100, units: 48, lookback: 48, forecasters: ['gru'] } as const;

const runOf = (id: number): RunRow => getRun(temporary.db, id)!;
const ended = (id: number) =>
  until(`run ${id} ends`, () => ['succeeded', 'failed', 'canceled'].includes(runOf(id).state) && runOf(id));
const epochsOf = (id: number) =>
  listEvents(temporary.db, { after: 0, limit: 100_000, runIds: [id] }).flatMap(({ attempt, payload }) =>
    payload.kind === 'epoch' ? [`${attempt} ${payload.forecaster} ${payload.member} ${payload.epoch}`] : [],
  );
const secondEpoch = (id: number, attempt = 1) =>
  until('the second epoch', () => epochsOf(id).includes(`${attempt} gru 0 2`));
const statesOf = (id: number) =>
  listEvents(temporary.db, { after: 0, limit: 100_000, runIds: [id] }).flatMap(({ payload }) =>
    payload.kind === 'state' ? [`${payload.state} ${payload.attempt}`] : [],
  );

test('a queued run is trained: results, model, ledger and progress are there', async () => {
  const id = queue();
  startWorker();
  const run = await ended(id);
  expect(run).toMatchObject({ state: 'succeeded', attempt: 1, share: 1, leaseUntil: null, errorCode: null });
  const seriesId = run.seriesIds[0]!;
  expect(readRunResult(temporary.db, id)).toMatchObject({ horizon: 2 });
  expect(readSeriesResult(temporary.db, id, seriesId)?.forecastStamps).toEqual([240, 241]);
  expect(getForecast(temporary.db, id, seriesId)).toMatchObject({ originStamp: 239, stamps: [240, 241] });
  expect(existsSync(modelPath(temporary.folder, getModel(temporary.db, id)!.sha256))).toBe(true);
  expect(statesOf(id)).toEqual(['queued 0', 'running 1', 'succeeded 1']);
  expect(epochsOf(id)).toContain('1 rnn 0 1');
});
