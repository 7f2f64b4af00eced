import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadReplay } from '#db/load-replay.ts';
import { appendObservations } from '#db/queries/append-observations.ts';
import { getRun } from '#db/queries/runs.ts';
import { createSeries } from '#db/queries/store-series.ts';
import { compareReplay } from '#forecasting/compare-replay.ts';
import { type RunConfigInput, runConfigSchema } from '#forecasting/config.ts';
import type { RunRequest } from '#forecasting/run.ts';
import type { RunResult } from '#forecasting/run-result.ts';
import { spawnTrainer } from '#workers/spawn-trainer.ts';
import type { FromTrainer } from '#workers/trainer-protocol.ts';
import { until } from '../support/launch.ts';
import { twoSines } from '../support/network-options.ts';
import { queueRun } from '../support/stored-run.ts';
import { pointsOf } from '../support/stored-series.ts';
import { createTemporaryDatabase } from '../support/temporary-database.ts';
import { buildWorker, startWorkerProcess, type WorkerBundle } from '../support/worker-process.ts';

const store = createTemporaryDatabase();
let bundle: WorkerBundle;
beforeAll(async () => {
  bundle = await buildWorker();
});
afterAll(() => {
  bundle.remove();
  store.remove();
});

const values = [...twoSines(170, { level: 40, size: 20 })];

/** A run that a worker process has done from beginning to end. */
async function trainedRun(config: Partial<RunConfigInput>): Promise<{ runId: number; seriesId: number }> {
  const { db, folder } = store;
  const seriesId = createSeries(
    db,
    { name: 'sines', axisKind: 'index', frequency: 'index', seasonLength: 24, points: pointsOf(values) },
    0,
  );
  const parsed = runConfigSchema.parse({
    horizon: 6,
    lookback: 24,
    units: 8,
    folds: 4,
    epochs: 4,
    ...config,
  });
  const runId = queueRun(db, { seriesIds: [seriesId], config: parsed });
  const worker = startWorkerProcess(bundle, folder);
  await until('the run to end', () => ['succeeded', 'failed'].includes(getRun(db, runId)!.state), 90_000);
  worker.child.kill('SIGTERM');
  await worker.exited;
  expect(getRun(db, runId)!.state, worker.output()).toBe('succeeded');
  return { runId, seriesId };
}

/** The same kind of child process as a worker's: the instructions that a process may use are part of the bits. */
async function repeat(request: RunRequest): Promise<RunResult> {
  let last: FromTrainer | undefined;
  const { send, exited } = spawnTrainer({
    bundle: bundle.trainer,
    onMessage(message) {
      if (message.type !== 'heartbeat') last = message;
    },
  });
  send({ type: 'run', request });
  await exited;
  if (last?.type !== 'done') throw new Error(JSON.stringify(last));
  return last.result;
}

describe('a replay', () => {
  it('of a run with a budget trains exactly its networks again, to the same bits, in another process', async () => {
    const { runId } = await trainedRun({ forecasters: ['rnn', 'gru'], budgetSeconds: 15 });
    const { request, stored } = loadReplay(store.db, runId);
    expect(stored.members!.length).toBeGreaterThan(4);
    expect(stored.members!.every(({ sha256 }) => /^[0-9a-f]{64}$/.test(sha256))).toBe(true);
    expect(request.config.budgetSeconds).toBeNull();
    const repeated = await repeat(request);
    const report = compareReplay(stored, repeated);
    expect(report).toMatchObject({ same: true, differingNetworks: [], differingForecasts: [] });
    expect(report.networks).toBe(stored.members!.length);
    expect(report.forecasts).toBe(7);
  });

  it('uses the rows that the run saw, and tells a single changed bit', async () => {
    const { runId, seriesId } = await trainedRun({ forecasters: ['gru'], maxSteps: 20 });
    const { db } = store;
    appendObservations(db, seriesId, pointsOf([41, 42], [170, 171]));
    const { request, stored } = loadReplay(db, runId);
    expect(request.series[0]!.values).toHaveLength(170);
    expect(stored.members!.every(({ steps }) => steps <= 20)).toBe(true);
    const repeated = await repeat(request);
    expect(compareReplay(stored, repeated).same).toBe(true);
    const [member, ...others] = repeated.members!;
    const bent = { ...repeated, members: [{ ...member!, sha256: 'f'.repeat(64) }, ...others] };
    expect(compareReplay(stored, bent)).toMatchObject({ same: false, differingNetworks: ['gru 1'] });
    const said = repeated.series[0]!.forecasts.gru!;
    const moved = { ...said, values: said.values.map((value) => value + 1e-9) };
    const series = [{ ...repeated.series[0]!, forecasts: { ...repeated.series[0]!.forecasts, gru: moved } }];
    expect(compareReplay(stored, { ...repeated, series })).toMatchObject({
      same: false,
      differingForecasts: ['sines: gru'],
    });
  });

  it('refuses a run that is not there', () => {
    expect(() => loadReplay(store.db, 999)).toThrow('there is no such run');
  });
});
