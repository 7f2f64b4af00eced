import type { TRPCClientError } from '@trpc/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom, drawNormal } from '#forecasting/random.ts';
import { createHindcastClient, type HindcastClient } from '#server/client.ts';
import { createInspector } from '#server/inspection/ask-inspector.ts';
import type { AppRouter } from '#server/router.ts';
import { type ApiServer, projectRoot, startApiServer } from '#tests/support/api-server.ts';
import { bundleInspector } from '#tests/support/inspector-bundle.ts';
import { dailySeries } from '#tests/support/run-series.ts';
import { queueRun } from '#tests/support/stored-run.ts';
import { storeTraining } from '#tests/support/stored-training.ts';

/** Hours of a day's rhythm with noise, some below zero: then a kind has one network, whose window is looked at. */
const values = (() => {
  const random = createRandom(6);
  return Float64Array.from(
    { length: 420 },
    (_, i) => 3 + 6 * Math.sin((2 * Math.PI * i) / 24) + drawNormal(random),
  );
})();
const config = {
  horizon: 6,
  seasonLength: 24,
  folds: 4,
  epochs: 6,
  patience: 6,
  units: 8,
  lookback: 48,
  forecasters: ['rnn' as const, 'lstm' as const, 'gru' as const, 'theta' as const],
};

let server: ApiServer;
let hindcast: HindcastClient;
let trained: { runId: number; seriesId: number };

beforeAll(async () => {
  server = await startApiServer();
  hindcast = createHindcastClient({ url: server.url });
  trained = await storeTraining(server.services, values, config);
}, 120_000);
afterAll(() => server.close());

const asked = () => ({ id: trained.runId, seriesId: trained.seriesId });

async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'accepted';
  } catch (problem) {
    return (problem as TRPCClientError<AppRouter>).data?.hindcast.code ?? String(problem);
  }
}

describe('runs.memory', () => {
  it('puts the reach of each network beside the need of the series', async () => {
    const { need, networks, seasonLength, memory } = await hindcast.runs.memory.query(asked());
    expect(seasonLength).toBe(24);
    expect(memory).toBeNull();
    expect(need.season).toBe(24);
    expect(need.observations).toBeGreaterThanOrEqual(24);
    expect(networks.map(({ kind }) => kind)).toEqual(['rnn', 'lstm', 'gru']);
    for (const { after, epochs, segment, steps, lookback } of networks) {
      expect(segment * steps).toBeLessThanOrEqual(lookback);
      expect(after.hidden).toHaveLength(steps);
      expect(after.reach % segment).toBe(0);
      expect(epochs.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 4]);
      expect(epochs[0]!.hidden).toHaveLength(steps);
    }
    expect(networks[1]!.after.cell).toHaveLength(networks[1]!.steps);
    expect(networks[0]!.after.cell).toBeNull();
  });

  it('looks into each of several networks of a kind, and says which it is', async () => {
    const several = await storeTraining(server.services, values.slice(0, 300), {
      ...config,
      seeds: 2,
      forecasters: ['gru'],
    });
    const ofRun = { id: several.runId, seriesId: several.seriesId };
    const [first, second] = await Promise.all([
      hindcast.runs.memory.query(ofRun),
      hindcast.runs.memory.query({ ...ofRun, member: 1 }),
    ]);
    expect([first.member, second.member, first.members]).toEqual([0, 1, 2]);
    expect([first, second].map(({ networks }) => networks[0]!.seedNumber)).toEqual([0, 1]);
    expect(second.networks[0]!.after.hidden).not.toEqual(first.networks[0]!.after.hidden);
    expect(second.networks[0]!.epochs[0]!.hidden).not.toEqual(first.networks[0]!.epochs[0]!.hidden);
    const windows = await Promise.all(
      [0, 1].map((member) => hindcast.runs.window.query({ ...ofRun, kind: 'gru', member })),
    );
    expect(windows[0]!.hidden).not.toEqual(windows[1]!.hidden);
    expect(await codeOf(hindcast.runs.memory.query({ ...ofRun, member: 2 }))).toBe('member-out-of-range');
    const beyond = hindcast.runs.window.query({ ...ofRun, kind: 'gru', member: 2 });
    expect(await codeOf(beyond)).toBe('member-out-of-range');
  });

  it('refuses what is not there with a code that says what', async () => {
    expect(await codeOf(hindcast.runs.memory.query({ id: 999, seriesId: 1 }))).toBe('unknown-run');
    expect(await codeOf(hindcast.runs.memory.query({ id: trained.runId, seriesId: 999 }))).toBe(
      'no-forecast',
    );
    const alone = await storeTraining(server.services, values.slice(0, 60), { horizon: 2, forecasters: [] });
    const naiveOnly = { id: alone.runId, seriesId: alone.seriesId };
    expect(await codeOf(hindcast.runs.memory.query(naiveOnly))).toBe('no-model');
    expect((await hindcast.runs.occlusion.query(naiveOnly)).forecasters.map(({ kind }) => kind)).toEqual([
      'naive',
      'seasonal-naive',
      'drift',
      'mean',
    ]);
    const queued = queueRun(server.services.db);
    expect(await codeOf(hindcast.runs.memory.query({ id: queued, seriesId: 3 }))).toBe('no-forecast');
  });
});

describe('runs.window', () => {
  it('ends in what the network forecasts from there', async () => {
    const view = await hindcast.runs.window.query({ ...asked(), kind: 'gru', origin: values.length - 1 });
    const forecast = await hindcast.runs.forecast.query(asked());
    // Written down with the weights of the last training, as the forecast was issued.
    expect(view.output.at(-1)).toBeCloseTo(forecast!.forecast.forecasts.gru!.values[0]!, 3);
    expect(view.stamps.at(-1)).toBe(values.length - 1);
    expect(view.came.at(-1)).toBeNull();
    expect(view.hidden).toHaveLength(8);
  });

  it('takes the latest window whose future is known, and refuses one that does not fit', async () => {
    const view = await hindcast.runs.window.query({ ...asked(), kind: 'lstm' });
    expect(view.origin).toBe(values.length - 1 - config.horizon);
    expect(Object.keys(view.gates)).toEqual(['input', 'forget', 'candidate', 'output']);
    expect(view.came.every((value) => value !== null)).toBe(true);
    const beyond = { ...asked(), kind: 'lstm' as const, origin: values.length };
    expect(await codeOf(hindcast.runs.window.query(beyond))).toBe('origin-out-of-range');
  });
});

describe('runs.occlusion', () => {
  it('starts from the issued forecasts of every forecaster and hides the whole lookback once', async () => {
    const { forecasters, lookback, missing } = await hindcast.runs.occlusion.query(asked());
    expect(missing).toEqual([]);
    expect(lookback).toBe(48);
    const kinds = forecasters.map(({ kind }) => kind);
    expect(kinds).toEqual([
      ...['naive', 'seasonal-naive', 'drift', 'mean', 'theta'],
      ...['rnn', 'lstm', 'gru', 'blend'],
    ]);
    const issued = (await hindcast.runs.forecast.query(asked()))!.forecast.forecasts;
    for (const { kind, size, stretches } of forecasters) {
      const said = issued[kind]!.values;
      const moved = said.reduce((sum, value) => sum + Math.abs(value - values.at(-1)!), 0) / said.length;
      expect(size, kind).toBeCloseTo(moved, 3);
      expect(stretches.length).toBeLessThanOrEqual(24);
      expect(stretches.at(-1)!.to).toBe(48);
    }
    const naive = forecasters[0]!.stretches;
    expect(naive[0]!.moved).toBeGreaterThan(0);
    expect(naive.slice(1).every(({ moved }) => moved === 0)).toBe(true);
  });
});

describe('a run that was told the calendar', () => {
  it('is looked into with it: what the networks say is what was issued', async () => {
    const told = await storeTraining(server.services, dailySeries(values.slice(0, 300)), {
      ...config,
      calendar: true,
      forecasters: ['gru', 'ridge'],
    });
    const ofRun = { id: told.runId, seriesId: told.seriesId };
    const issued = (await hindcast.runs.forecast.query(ofRun))!.forecast.forecasts;
    const view = await hindcast.runs.window.query({ ...ofRun, kind: 'gru', origin: 299 });
    expect(view.output.at(-1)).toBeCloseTo(issued.gru!.values[0]!, 3);
    const { forecasters } = await hindcast.runs.occlusion.query(ofRun);
    // Ridge is fitted anew on the whole history, where the run had chosen its strength before the test.
    const digits = { gru: 3, ridge: 2 };
    for (const kind of ['gru', 'ridge'] as const) {
      const said = issued[kind]!.values;
      const moved = said.reduce((sum, value) => sum + Math.abs(value - values[299]!), 0) / said.length;
      expect(forecasters.find((one) => one.kind === kind)!.size, kind).toBeCloseTo(moved, digits[kind]);
    }
    expect((await hindcast.runs.memory.query(ofRun)).networks).toHaveLength(1);
  });
});

describe('runs.memoryPreview', () => {
  it('keeps more of LSTM and GRU before training the longer the memory', async () => {
    const preview = (memory: number | null) =>
      hindcast.runs.memoryPreview.query({
        seriesId: trained.seriesId,
        // One observation a step: an LSTM's usual start keeps 73 % of its cell state at each.
        config: { ...config, lookback: 24, memory },
      });
    const [none, long] = [await preview(null), await preview(200)];
    expect(none.networks.every(({ set }) => set === null)).toBe(true);
    const lstm = long.networks.find(({ kind }) => kind === 'lstm')!;
    expect(lstm.usual).toEqual(none.networks.find(({ kind }) => kind === 'lstm')!.usual);
    expect(lstm.set!.cell!.at(-1)).toBeGreaterThan(10 * lstm.usual.cell!.at(-1)!);
    const gru = long.networks.find(({ kind }) => kind === 'gru')!;
    expect(gru.set!.reach).toBeGreaterThan(gru.usual.reach);
    expect(gru.set!.wholeWindow).toBe(true);
    expect(long.networks[0]).toMatchObject({ kind: 'rnn', set: null });
  });

  it('says where the series is too short', async () => {
    const short = await storeTraining(server.services, values.slice(0, 60), { horizon: 2, forecasters: [] });
    const call = hindcast.runs.memoryPreview.query({ seriesId: short.seriesId, config: { horizon: 500 } });
    expect(await codeOf(call)).toBe('too-short');
  });
});

describe('createInspector()', () => {
  it('answers from a thread what is answered here, and carries refusals over', async () => {
    const bundle = await bundleInspector();
    try {
      const inspect = createInspector({
        threadBundle: bundle.path,
        dataFolder: server.services.folder.root,
        kernelFolder: `${projectRoot}/dist/kernels`,
      });
      const here = await server.services.inspect('memory', {
        runId: trained.runId,
        seriesId: trained.seriesId,
      });
      const there = await inspect('memory', { runId: trained.runId, seriesId: trained.seriesId });
      expect(there).toEqual(here);
      await expect(inspect('memory', { runId: 999, seriesId: 1 })).rejects.toMatchObject({
        kind: 'not-found',
        code: 'unknown-run',
      });
    } finally {
      bundle.remove();
    }
  });
});
