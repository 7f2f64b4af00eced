import { readdir } from 'node:fs/promises';
import { TRPCClientError } from '@trpc/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHindcastClient, type HindcastClient, UploadError, uploadFile } from '#server/client.ts';
import type { AppRouter } from '#server/router.ts';
import { type ApiServer, startApiServer } from '#tests/support/api-server.ts';

let server: ApiServer;
let hindcast: HindcastClient;

beforeAll(async () => {
  server = await startApiServer({ variables: { HINDCAST_MAX_UPLOAD_MB: '1' } });
  hindcast = createHindcastClient({ url: server.url });
});
afterAll(() => server.close());

const day = (number: number) => new Date(Date.UTC(2024, 0, number)).toISOString().slice(0, 10);
const csvOf = (from: number, to: number, value = (n: number) => n * 2) =>
  `day,sales,stock\n${Array.from({ length: to - from + 1 }, (_, i) => `${day(from + i)},${value(from + i)},${100 - i}`).join('\n')}\n`;
const send = (fileName: string, body: string) => uploadFile({ url: server.url }, { fileName, body });

/** The stable code that a call is refused with. */
async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (problem) {
    if (problem instanceof TRPCClientError)
      return (problem as TRPCClientError<AppRouter>).data?.hindcast.code ?? '';
    if (problem instanceof UploadError) return problem.code;
    throw problem;
  }
  return 'accepted';
}

async function newSeries(name: string, count = 5): Promise<number> {
  const observations = Array.from({ length: count }, (_, n) => ({ time: day(n + 1), value: n + 0.5 }));
  return (await hindcast.series.create.mutate({ name, frequency: 'daily', observations })).id;
}

describe('uploads', () => {
  it('are previewed with their evidence before anything is kept, then kept with the names given', async () => {
    const { uploadId, fileName } = await send('größe.csv', csvOf(1, 40));
    expect(fileName).toBe('größe.csv');
    const before = (await hindcast.series.list.query({})).total;
    const preview = await hindcast.uploads.preview.query({ uploadId });
    expect(preview.outcome).toBe('ok');
    expect(preview.series.map(({ name, rows, first, last }) => [name, rows, first, last])).toEqual([
      ['sales', 40, 2, 80],
      ['stock', 40, 100, 61],
    ]);
    expect(preview.frequency).toBe('daily');
    expect((await hindcast.series.list.query({})).total).toBe(before);

    const input = {
      uploadId,
      flags: preview.recipe,
      series: ['sales'],
      rename: { sales: 'Sales' },
      unit: { sales: '€' },
    };
    const { seriesIds } = await hindcast.uploads.keep.mutate(input);
    expect(await hindcast.uploads.keep.mutate(input)).toEqual({ seriesIds });
    const series = await hindcast.series.get.query({ id: seriesIds[0] as number });
    expect(series).toMatchObject({
      name: 'Sales',
      sourceName: 'sales',
      unit: '€',
      rows: 40,
      seasonLength: 7,
      lastValue: 80,
      fileName: 'größe.csv',
      lastRun: null,
    });
    expect(series).not.toHaveProperty('idempotencyKey');
  });

  it('are appended with the recipe of the first file; rows that came before are passed over', async () => {
    const first = await send('a.csv', csvOf(1, 30));
    const { seriesIds } = await hindcast.uploads.keep.mutate({ uploadId: first.uploadId, flags: {} });
    const more = await send('b.csv', csvOf(1, 33));
    const appended = await hindcast.uploads.append.mutate({
      uploadId: more.uploadId,
      toUploadId: first.uploadId,
    });
    expect(appended).toMatchObject({ appended: 6, equal: 60, seriesIds });
    expect((await hindcast.series.get.query({ id: seriesIds[0] as number })).lastValue).toBe(66);
    expect(await readdir(server.services.folder.uploads)).not.toContain(String(more.uploadId));
  });

  it('may hold the rows of one series alone, if they are for that one', async () => {
    const first = await send('a.csv', csvOf(1, 30));
    const { seriesIds } = await hindcast.uploads.keep.mutate({ uploadId: first.uploadId, flags: {} });
    const rows = `day,sales\n${day(31)},62\n${day(32)},64\n`;
    const one = await send('b.csv', rows);
    const [seriesId] = seriesIds as [number];
    const forAll = hindcast.uploads.append.mutate({ uploadId: one.uploadId, toUploadId: first.uploadId });
    expect(await codeOf(forAll)).toBe('unknown-column');
    const appended = await hindcast.uploads.append.mutate({ uploadId: one.uploadId, seriesId });
    expect(appended).toEqual({ appended: 2, equal: 0, changed: 0, inserted: 0, seriesIds: [seriesId] });
  });

  it('that change history are refused whole', async () => {
    const first = await send('a.csv', csvOf(1, 30));
    const { seriesIds } = await hindcast.uploads.keep.mutate({ uploadId: first.uploadId, flags: {} });
    const changed = await send(
      'b.csv',
      csvOf(1, 33, (n) => (n === 7 ? -1 : n * 2)),
    );
    const call = hindcast.uploads.append.mutate({ uploadId: changed.uploadId, toUploadId: first.uploadId });
    expect(await codeOf(call)).toBe('history-changed');
    const id = seriesIds[0] as number;
    expect((await hindcast.series.get.query({ id })).rows).toBe(30);
    expect(await hindcast.series.vintages.query({ id })).toEqual([]);
  });

  it('that change history are taken as a revision, and what stood there is kept', async () => {
    const first = await send('a.csv', csvOf(1, 30));
    const { seriesIds } = await hindcast.uploads.keep.mutate({ uploadId: first.uploadId, flags: {} });
    const id = seriesIds[0] as number;
    const changed = await send(
      'revised.csv',
      csvOf(1, 33, (n) => (n === 7 ? -1 : n * 2)),
    );
    const input = { uploadId: changed.uploadId, toUploadId: first.uploadId, revise: true };
    expect(await hindcast.uploads.append.mutate(input)).toEqual({
      appended: 6,
      equal: 59,
      changed: 1,
      inserted: 0,
      seriesIds,
    });
    const [vintage] = await hindcast.series.vintages.query({ id });
    expect(vintage).toMatchObject({ source: 'revised.csv', changed: 1, inserted: 0 });
    const held = await hindcast.series.vintage.query({ id, vintageId: vintage!.id });
    expect(held).toEqual({
      total: 1,
      values: [{ stamp: vintage!.firstStamp, existed: true, before: 14, now: -1 }],
    });
    expect(await codeOf(hindcast.series.vintage.query({ id: id + 1, vintageId: vintage!.id }))).toBe(
      'unknown-vintage',
    );
  });

  it('past the limit, or of nothing, leave no file', async () => {
    const { tmp } = server.services.folder;
    expect(await codeOf(send('big.csv', 'x'.repeat(1024 * 1024 + 1)))).toBe('file-too-large');
    expect(await codeOf(send('none.csv', ''))).toBe('empty-file');
    expect(await readdir(tmp)).toEqual([]);
  });

  it('are renamed and removed with what came out of them, after saying so', async () => {
    const { uploadId } = await send('gone.csv', csvOf(1, 20));
    const { seriesIds } = await hindcast.uploads.keep.mutate({ uploadId, flags: {} });
    expect((await hindcast.uploads.rename.mutate({ id: uploadId, name: 'Gone' })).fileName).toBe('Gone');
    const { lines } = await hindcast.uploads.removalImpact.query({ id: uploadId });
    expect(lines.join(' ')).toContain('2 series with 40 observations');
    await hindcast.uploads.remove.mutate({ id: uploadId });
    expect(await codeOf(hindcast.series.get.query({ id: seriesIds[0] as number }))).toBe('unknown-series');
    expect(await readdir(server.services.folder.uploads)).not.toContain(String(uploadId));
  });
});

describe('samples', () => {
  it('shows the latest values of one without adding it', async () => {
    const before = await hindcast.series.list.query();
    const { name, unit, values } = await hindcast.samples.values.query({ key: 'seattle-weather', most: 5 });
    expect({ name, unit }).toEqual({ name: 'Seattle highest temperature', unit: '°C' });
    // The last five days of 2015 in the file.
    expect(values).toEqual([4.4, 5, 7.2, 5.6, 5.6]);
    expect((await hindcast.series.list.query()).total).toBe(before.total);
    expect(await codeOf(hindcast.samples.values.query({ key: '../x' }))).toBe('unknown-sample');
  });

  it('name their source and licence and are read from the installed package', async () => {
    const rows = await hindcast.samples.list.query();
    expect(rows.map(({ key, rows: count, frequency }) => [key, count, frequency])).toEqual([
      ['stock-index', 5105, 'business-daily'],
      ['seattle-weather', 1461, 'daily'],
      ['mauna-loa-co2', 741, 'monthly'],
    ]);
    for (const { source, sparkline } of rows) {
      expect(source).toContain('vega-datasets');
      expect(sparkline.length).toBe(60);
    }
    expect(rows[0]?.source).toContain('No licence is stated');
  });

  it('added twice are the same series, and nothing is copied', async () => {
    const first = await hindcast.samples.add.mutate({ key: 'mauna-loa-co2' });
    expect(await hindcast.samples.add.mutate({ key: 'mauna-loa-co2' })).toEqual(first);
    const series = await hindcast.series.get.query({ id: first.seriesIds[0] as number });
    expect(series).toMatchObject({ name: 'CO₂ at Mauna Loa', unit: 'ppm', rows: 741, seasonLength: 12 });
    expect(series.source).toContain('Creative Commons');
    expect(await readdir(server.services.folder.uploads)).not.toContain(String(series.uploadId));
    const preview = await hindcast.uploads.preview.query({ uploadId: series.uploadId as number });
    expect(preview.rows).toBe(741);
    expect(await codeOf(hindcast.samples.add.mutate({ key: '../x' }))).toBe('unknown-sample');
  });
});

describe('series', () => {
  it('are made once for one idempotency key', async () => {
    const input = { name: 'Once', frequency: 'daily', idempotencyKey: 'once-1' } as const;
    const [first, second] = await Promise.all([
      hindcast.series.create.mutate(input),
      hindcast.series.create.mutate(input),
    ]);
    expect(second.id).toBe(first.id);
  });

  it('take new rows in any order and refuse changed, doubled and unreadable ones', async () => {
    const id = await newSeries('Rows');
    const append = (observations: { time: string | number; value: number | null }[]) =>
      hindcast.series.append.mutate({ id, observations });
    const rows = [
      { time: day(7), value: null },
      { time: '2024-01-06T00:00:00', value: 6 },
      { time: day(5), value: 4.5 },
    ];
    expect(await append(rows)).toMatchObject({ appended: 2, equal: 1, rows: 7 });
    expect(await append(rows)).toMatchObject({ appended: 0, equal: 3, rows: 7 });
    expect(await codeOf(append([{ time: day(2), value: 99 }]))).toBe('history-changed');
    expect(
      await codeOf(
        append([
          { time: day(9), value: 1 },
          { time: `${day(9)}T00:00`, value: 2 },
        ]),
      ),
    ).toBe('duplicate-time');
    expect(await codeOf(append([{ time: '2024-02-30', value: 1 }]))).toBe('invalid-time');
    expect(await codeOf(append([{ time: 1.5, value: 1 }]))).toBe('invalid-time');
    expect((await hindcast.series.get.query({ id })).rows).toBe(7);
  });

  it('are found by part of the name, in an order from the list of orders, page by page', async () => {
    for (const name of ['100%_a', '100x_b', 'other']) await newSeries(name);
    const named = async (search: string) =>
      (await hindcast.series.list.query({ search, sort: 'name' })).items.map(({ name }) => name);
    expect(await named('100%_')).toEqual(['100%_a']);
    expect(await named('100')).toEqual(['100%_a', '100x_b']);
    expect(await named("' OR 1=1--")).toEqual([]);
    const page = await hindcast.series.list.query({ limit: 1, sort: 'name', search: '100' });
    expect([page.items[0]?.name, page.total, page.nextCursor]).toEqual(['100%_a', 2, 1]);
    const last = await hindcast.series.list.query({ limit: 1, sort: 'name', search: '100', cursor: 1 });
    expect([last.items[0]?.name, last.nextCursor]).toEqual(['100x_b', null]);
    const order = { sort: 'name; drop table series' as 'name' };
    expect(await codeOf(hindcast.series.list.query(order))).toBe('invalid-input');
  });

  it('are drawn with their gaps, thinned to what a chart can show', async () => {
    const id = await newSeries('Gap', 3);
    await hindcast.series.append.mutate({ id, observations: [{ time: day(6), value: 9 }] });
    const points = await hindcast.series.points.query({ id });
    expect(points.values).toEqual([0.5, 1.5, 2.5, null, null, 9]);
    expect([points.total, points.downsampled]).toEqual([4, false]);
    const { seriesIds } = await hindcast.samples.add.mutate({ key: 'stock-index' });
    const stock = await hindcast.series.points.query({ id: seriesIds[0] as number, maxPoints: 300 });
    expect([stock.stamps.length, stock.total, stock.downsampled]).toEqual([300, 5105, true]);
    const zoomed = await hindcast.series.points.query({
      id: seriesIds[0] as number,
      from: Date.UTC(2010, 0, 1) + 0.5,
      to: Date.UTC(2010, 11, 31),
    });
    expect([zoomed.total, zoomed.downsampled]).toEqual([252, false]);
  });

  it('are described: gaps, season, autocorrelation, when they were observed', async () => {
    const { seriesIds } = await hindcast.samples.add.mutate({ key: 'mauna-loa-co2' });
    const facts = await hindcast.series.describe.query({ id: seriesIds[0] as number });
    expect(facts).toMatchObject({ rows: 741, basedOnRows: 741, zeros: 0, negatives: 0, min: 313.21 });
    // June and October 1958, February to April 1964.
    expect(facts.gaps.map(({ count }) => count)).toEqual([3, 1, 1]);
    expect(facts.gaps[0]?.fromStamp).toBe(Date.UTC(1964, 1, 1));
    expect(facts.seasonStrength).toBeGreaterThan(0.9);
    expect(facts.acf).toHaveLength(36);
    expect(facts.acf[0]).toBeGreaterThan(0.9);
    expect(facts.occupancy?.flat().reduce((sum, count) => sum + count, 0)).toBe(741);
    expect(facts.forecastability.kind).toBe('structured');
  });

  it('are renamed, given a unit and removed', async () => {
    const id = await newSeries('Before');
    expect(await hindcast.series.rename.mutate({ id, name: ' Af\u0000ter ', unit: 'kg' })).toMatchObject({
      name: 'After',
      unit: 'kg',
    });
    expect((await hindcast.series.rename.mutate({ id, name: 'After', unit: '' })).unit).toBeNull();
    expect((await hindcast.series.removalImpact.query({ id })).lines).not.toEqual([]);
    await hindcast.series.remove.mutate({ id });
    expect(await codeOf(hindcast.series.remove.mutate({ id }))).toBe('unknown-series');
  });
});

describe('schedules', () => {
  const config = { horizon: 3 };

  it('say their next five times, and are refused for what is no cron', async () => {
    const { times, sentence } = await hindcast.schedules.nextTimes.query({
      cron: '0 6 * * *',
      zone: 'Europe/Berlin',
    });
    expect(times).toHaveLength(5);
    expect(sentence).toBe('Every day at 06:00');
    for (const cron of ['* * * * *', '* * * * * *', '0 0 31 2 *', '', 'tomorrow']) {
      expect(await codeOf(hindcast.schedules.nextTimes.query({ cron, zone: 'UTC' }))).toBe('cron-invalid');
    }
    expect(await codeOf(hindcast.schedules.nextTimes.query({ cron: '0 6 * * *', zone: 'Mars/Base' }))).toBe(
      'cron-invalid',
    );
    const long = { cron: '1,'.repeat(100_000), zone: 'UTC' };
    expect(
      await codeOf(hindcast.schedules.nextTimes.query({ ...long, cron: long.cron.slice(0, 3000) })),
    ).toBe('invalid-input');
  });

  it('are made, changed, fired by hand and removed', async () => {
    const seriesIds = [await newSeries('Planned')];
    const made = await hindcast.schedules.create.mutate({
      seriesIds,
      config,
      cron: '0 6 * * 1',
      zone: 'UTC',
      everyRows: 24,
    });
    expect(made).toMatchObject({ name: 'Retrain Planned', enabled: true, seriesNames: ['Planned'] });
    expect(new Date(made.nextAt as number).getUTCDay()).toBe(1);
    expect((await hindcast.series.get.query({ id: seriesIds[0] as number })).nextAt).toBe(made.nextAt);
    const off = await hindcast.schedules.update.mutate({ id: made.id, enabled: false });
    expect([off.enabled, off.nextAt, off.cron, off.everyRows]).toEqual([false, null, '0 6 * * 1', 24]);
    const on = await hindcast.schedules.update.mutate({ id: made.id, enabled: true, cron: null });
    expect([on.nextAt, on.cron]).toEqual([null, null]);
    const nothing = hindcast.schedules.update.mutate({ id: made.id, everyRows: null });
    expect(await codeOf(nothing)).toBe('nothing-to-fire-on');
    const run = await hindcast.schedules.runNow.mutate({ id: made.id });
    expect(run).toMatchObject({ state: 'queued', scheduleId: made.id, kind: 'train' });
    expect(await codeOf(hindcast.schedules.runNow.mutate({ id: made.id }))).toBe('schedule-busy');
    expect(await hindcast.schedules.history.query({ id: made.id })).toMatchObject([
      { kind: 'fired', runId: run.id, runState: 'queued' },
    ]);
    expect((await hindcast.schedules.removalImpact.query({ id: made.id })).lines.join()).toContain(
      'run it made will stay',
    );
    await hindcast.schedules.remove.mutate({ id: made.id });
    expect((await hindcast.runs.get.query({ id: run.id })).scheduleId).toBeNull();
  });
});
