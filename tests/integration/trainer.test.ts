import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunConfigInput, runConfigSchema } from '#forecasting/config.ts';
import { decodeModel } from '#forecasting/recurrent/model-file.ts';
import type { RunRequest } from '#forecasting/run.ts';
import type { Series } from '#forecasting/series/series.ts';
import { spawnTrainer, type TrainerHandle } from '#workers/spawn-trainer.ts';
import type { FromTrainer, ToTrainer } from '#workers/trainer-protocol.ts';
import { isAlive, until } from '../support/launch.ts';
import { twoSines } from '../support/network-options.ts';
import { bundleTrainer } from '../support/trainer-bundle.ts';

let bundle: Awaited<ReturnType<typeof bundleTrainer>>;
beforeAll(async () => {
  bundle = await bundleTrainer();
});
afterAll(() => bundle.remove());

/** A trainer with everything it has told so far. */
function start(job?: ToTrainer): TrainerHandle & { told: FromTrainer[] } {
  const told: FromTrainer[] = [];
  const trainer = spawnTrainer({ bundle: bundle.path, onMessage: (message) => told.push(message) });
  if (job) trainer.send(job);
  return { ...trainer, told };
}

function indexSeries(values: Float64Array): Series {
  const stamps = Float64Array.from(values, (_, i) => i);
  return { name: 'sines', axis: { kind: 'index', stamps, frequency: 'index', zone: undefined }, values };
}

function requestOf(values: Float64Array, config: Partial<RunConfigInput> = {}): RunRequest {
  const parsed = runConfigSchema.parse({
    horizon: 6,
    seasonLength: 24,
    lookback: 24,
    units: 8,
    folds: 6,
    ...config,
  });
  return { series: [indexSeries(values)], config: parsed };
}

const lastOf = (told: readonly FromTrainer[]) => told.filter(({ type }) => type !== 'heartbeat').at(-1)!;
const epochsOf = (told: readonly FromTrainer[]) =>
  told.filter((message) => message.type === 'progress' && message.progress.kind === 'epoch').length;

describe('spawnTrainer()', () => {
  it('runs a job to its end: ready, progress, result and model', async () => {
    const request = requestOf(twoSines(160), { forecasters: ['rnn', 'gru'], epochs: 3 });
    const { told, exited, pid } = start({ type: 'run', request });
    expect(await exited).toEqual({ code: 0, signal: null });
    expect(told[0]).toEqual({ type: 'ready', pid });
    expect(epochsOf(told)).toBe(6);
    const done = lastOf(told);
    if (done.type !== 'done') throw new Error(JSON.stringify(done));
    expect(done.result.engine.backend).toBe('wasm');
    expect(done.result.series[0]!.forecasts.gru!.values).toHaveLength(6);
    expect(decodeModel(done.model!).map(({ kind }) => kind)).toEqual(['rnn', 'gru']);
  });

  it('forecasts newer rows from the model without training, with the bands of the run', async () => {
    const values = twoSines(180, { level: 10 });
    const trained = start({
      type: 'run',
      request: requestOf(values.slice(0, 160), { forecasters: ['gru'], epochs: 3 }),
    });
    await trained.exited;
    const done = lastOf(trained.told);
    if (done.type !== 'done') throw new Error(JSON.stringify(done));
    const again = start({
      type: 'reforecast',
      model: done.model!,
      request: { horizon: 6, series: [indexSeries(values)], previous: [done.result.series[0]!] },
    });
    expect(await again.exited).toEqual({ code: 0, signal: null });
    const answer = lastOf(again.told);
    if (answer.type !== 'reforecast-done') throw new Error(JSON.stringify(answer));
    const [forecast] = answer.forecasts;
    expect(forecast!.origin).toBe(179);
    expect(forecast!.stamps).toEqual([180, 181, 182, 183, 184, 185]);
    expect(forecast!.recommended).toBe(done.result.series[0]!.recommended);
    expect(forecast!.forecasts.naive!.values[0]).toBe(values[179]);
    const { values: middle, bands } = forecast!.forecasts.gru!;
    expect(bands['80']!.lower[0]!).toBeLessThan(middle[0]!);
    expect(bands['80']!.upper[0]!).toBeGreaterThan(middle[0]!);
    expect(epochsOf(again.told)).toBe(0);
  });

  it('keeps the best so far when it is told to stop', async () => {
    const request = requestOf(twoSines(300), { forecasters: ['gru'], epochs: 500, patience: 100 });
    const { told, exited, send } = start({ type: 'run', request });
    await until('two epochs', () => epochsOf(told) >= 2);
    send({ type: 'stop' });
    expect(await exited).toEqual({ code: 0, signal: null });
    const done = lastOf(told);
    if (done.type !== 'done') throw new Error(JSON.stringify(done));
    expect(done.result.leaderboard.find(({ kind }) => kind === 'gru')!.scores.mae).not.toBeNull();
    expect(epochsOf(told)).toBeLessThan(500);
  });

  it('gives up when it is canceled', async () => {
    const request = requestOf(twoSines(300), { forecasters: ['rnn'], epochs: 500, patience: 100 });
    const { told, exited, send } = start({ type: 'run', request });
    await until('an epoch', () => epochsOf(told) >= 1);
    send({ type: 'cancel' });
    expect(await exited).toEqual({ code: 0, signal: null });
    expect(lastOf(told)).toMatchObject({ type: 'failed', code: 'stopped' });
  });

  it('tells a contract problem by its code', async () => {
    const { told, exited } = start({ type: 'run', request: requestOf(Float64Array.of(1, 2, 3)) });
    await exited;
    expect(lastOf(told)).toMatchObject({ type: 'failed', code: 'too-short' });
  });

  it('refuses a damaged model', async () => {
    const request = { horizon: 6, series: [indexSeries(twoSines(50))], previous: [null] };
    const { told, exited } = start({ type: 'reforecast', model: new Uint8Array(100), request });
    await exited;
    expect(lastOf(told)).toMatchObject({ type: 'failed', code: 'model-damaged' });
  });

  it('reports that it was killed', async () => {
    const { told, exited, kill } = start();
    await until('the trainer', () => told.length > 0);
    kill();
    expect(await exited).toEqual({ code: null, signal: 'SIGKILL' });
  });

  it('ends when its parent does', async () => {
    const { fork } = await import('node:child_process');
    const { writeFileSync, rmSync } = await import('node:fs');
    // A parent that starts a trainer, says its process id, and waits.
    const parentFile = `${bundle.path}.parent.mjs`;
    writeFileSync(
      parentFile,
      `import { fork } from 'node:child_process';
       const child = fork(${JSON.stringify(bundle.path)}, [], { serialization: 'advanced' });
       child.on('message', (m) => { if (m.type === 'ready') process.send(m.pid); });
       setInterval(() => {}, 1000);`,
    );
    try {
      const parent = fork(parentFile);
      const pid = await new Promise<number>((resolve) =>
        parent.once('message', (message) => resolve(message as number)),
      );
      expect(isAlive(pid)).toBe(true);
      parent.kill('SIGKILL');
      await until('the end of the trainer', () => !isAlive(pid));
    } finally {
      rmSync(parentFile, { force: true });
    }
  });
});
