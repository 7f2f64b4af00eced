import { afterEach, beforeEach, expect, test } from 'vitest';
import { appendObservations } from '#db/queries/append-observations.ts';
import { readObservations, readOutline, recentValues } from '#db/queries/observations.ts';
import { getSeries, listSeries, removeSeries } from '#db/queries/series.ts';
import { createSeries, removeUnready, storeSeries } from '#db/queries/store-series.ts';
import { listVintages, readVintage } from '#db/queries/vintages.ts';
import { pointsOf, seriesOf } from '#tests/support/stored-series.ts';
import { createTemporaryDatabase, type TemporaryDatabase } from '#tests/support/temporary-database.ts';

let temporary: TemporaryDatabase;
beforeEach(() => {
  temporary = createTemporaryDatabase();
});
afterEach(() => temporary.remove());

test('storeSeries() keeps values, gaps and the summary', async () => {
  const { db } = temporary;
  const [id] = await storeSeries(db, [seriesOf([1, Number.NaN, 3.5, Number.NaN])], { createdAt: 5 });
  expect(Array.from(readObservations(db, id!).values)).toEqual([1, Number.NaN, 3.5, Number.NaN]);
  expect(getSeries(db, id!)).toMatchObject({
    rows: 4,
    missing: 2,
    firstStamp: 0,
    lastStamp: 3,
    lastValue: 3.5,
    sparkline: [1, 3.5],
  });
});

test('storeSeries() shows a large series only when its last piece is there', async () => {
  const { db } = temporary;
  const values = Array.from({ length: 600_000 }, (_, i) => i % 7);
  const storing = storeSeries(db, [seriesOf(values)], { createdAt: 5 });
  expect(listSeries(db, { sort: 'name', limit: 10, offset: 0 }).total).toBe(0);
  const [id] = await storing;
  expect(getSeries(db, id!)?.rows).toBe(600_000);
  expect(readObservations(db, id!).values).toEqual(Float64Array.from(values));
});

test('removeUnready() forgets what a crash in the midst of storing has left', () => {
  const { db } = temporary;
  const id = createSeries(db, seriesOf([1, 2, 3]), 5);
  db.$client.prepare('update series set ready = 0').run();
  expect(getSeries(db, id)).toBeUndefined();
  expect(removeUnready(db, 5)).toBe(0);
  expect(removeUnready(db, 6)).toBe(1);
  expect(db.$client.prepare('select count(*) from observation_blocks').pluck().get()).toBe(0);
});

test('createSeries() with the key of an earlier one makes nothing new', () => {
  const { db } = temporary;
  const first = createSeries(db, { ...seriesOf([1, 2]), idempotencyKey: 'once' }, 5);
  expect(createSeries(db, { ...seriesOf([1, 2]), idempotencyKey: 'once' }, 6)).toBe(first);
  expect(listSeries(db, { sort: 'rows', limit: 10, offset: 0 }).total).toBe(1);
});

test('storeSeries() refuses stamps that do not ascend and stores nothing', async () => {
  const { db } = temporary;
  const bad = { ...seriesOf([1, 2]), points: pointsOf([1, 2], [5, 5]) };
  await expect(storeSeries(db, [seriesOf([1]), bad], { createdAt: 5 })).rejects.toThrow('must ascend');
  expect(listSeries(db, { sort: 'name', limit: 10, offset: 0 }).items).toEqual([]);
});

test('appendObservations() appends new rows and counts equal ones', () => {
  const { db } = temporary;
  const id = createSeries(db, seriesOf([1, Number.NaN, 3]), 5);
  expect(appendObservations(db, id, pointsOf([Number.NaN, 3, 4, 5], [1, 2, 3, 4]))).toMatchObject({
    outcome: 'appended',
    appended: 2,
    equal: 2,
    rows: 5,
  });
  expect(getSeries(db, id)).toMatchObject({ rows: 5, missing: 1, lastStamp: 4, lastValue: 5 });
});

test('appendObservations() refuses changed history as a whole and says how much and where', () => {
  const { db } = temporary;
  const id = createSeries(db, seriesOf([1, 2, 3, 4]), 5);
  expect(appendObservations(db, id, pointsOf([1, 9, 9, 4, 5]))).toMatchObject({
    outcome: 'history-changed',
    changed: 2,
    inserted: 0,
    firstStamp: 1,
  });
  expect(Array.from(readObservations(db, id).values)).toEqual([1, 2, 3, 4]);
});

test('appendObservations() refuses a row between known ones', () => {
  const { db } = temporary;
  const id = createSeries(db, { ...seriesOf([1, 2]), points: pointsOf([1, 2], [0, 10]) }, 5);
  expect(appendObservations(db, id, pointsOf([1, 7, 3], [0, 4, 20]))).toMatchObject({
    outcome: 'history-changed',
    changed: 0,
    inserted: 1,
    firstStamp: 4,
  });
});

test('appendObservations() takes a value for a missing one as a change', () => {
  const { db } = temporary;
  const id = createSeries(db, seriesOf([1, Number.NaN]), 5);
  expect(appendObservations(db, id, pointsOf([1, 2])).outcome).toBe('history-changed');
});

test('appendObservations() fills a series that was empty', () => {
  const { db } = temporary;
  const id = createSeries(db, seriesOf([]), 5);
  expect(appendObservations(db, id, pointsOf([-0, 1], [-5, 0]))).toMatchObject({ appended: 2, rows: 2 });
  expect(appendObservations(db, id, pointsOf([-0], [-5]))).toMatchObject({ appended: 0, equal: 1 });
  expect(getSeries(db, id)).toMatchObject({ firstStamp: -5, lastStamp: 0 });
});

test('appendObservations() knows no series that is not there', () => {
  expect(appendObservations(temporary.db, 77, pointsOf([1])).outcome).toBe('unknown-series');
});

test('readObservations() reads a range with both ends', () => {
  const { db } = temporary;
  const id = createSeries(db, seriesOf([1, 2, 3, 4, 5]), 5);
  expect(Array.from(readObservations(db, id, { from: 1, to: 3 }).values)).toEqual([2, 3, 4]);
});

test('readOutline() keeps the extremes and the gaps of a long range', () => {
  const { db } = temporary;
  const values = Array.from({ length: 2000 }, (_, i) => (i >= 500 && i < 1500 ? Number.NaN : i % 10));
  values[1733] = 99;
  values[222] = -99;
  const id = createSeries(db, seriesOf(values), 5);
  const outline = readOutline(db, id, { from: 0, to: 1999, buckets: 20 });
  expect(outline.stamps).toEqual(outline.stamps.slice().sort());
  expect(outline.stamps[outline.values.indexOf(99)]).toBe(1733);
  expect(outline.stamps[outline.values.indexOf(-99)]).toBe(222);
  expect(outline.values.filter(Number.isNaN)).toHaveLength(10);
});

test('recentValues() skips missing ones and keeps the order of time', () => {
  const { db } = temporary;
  const id = createSeries(db, seriesOf([1, 2, Number.NaN, 3]), 5);
  expect(recentValues(db, id, 2)).toEqual([2, 3]);
});

test('removeSeries() takes its observations along', () => {
  const { db } = temporary;
  const id = createSeries(db, seriesOf([1, 2, 3]), 5);
  expect(removeSeries(db, id)).toBe(true);
  expect(db.$client.prepare('select count(*) from observation_blocks').pluck().get()).toBe(0);
  expect(removeSeries(db, id)).toBe(false);
});

test('listSeries() finds by a part of the name, wildcards being ordinary characters', () => {
  const { db } = temporary;
  for (const name of ['Sales', 'Sales 100%', 'Cost']) createSeries(db, { ...seriesOf([1]), name }, 5);
  const find = (search: string) =>
    listSeries(db, { search, sort: 'name', limit: 10, offset: 0 }).items.map((row) => row.name);
  expect(find('sale')).toEqual(['Sales', 'Sales 100%']);
  expect(find('%')).toEqual(['Sales 100%']);
  expect(find("' or 1=1 --")).toEqual([]);
});

test('appendObservations() refuses a row between the steps of a series, and stores nothing of the rest', () => {
  const { db } = temporary;
  const hour = 3_600_000;
  const hourly = { ...seriesOf([]), axisKind: 'time', frequency: 'hourly' } as const;
  const id = createSeries(db, { ...hourly, points: pointsOf([1, 2], [0, hour]) }, 5);
  expect(appendObservations(db, id, pointsOf([3, 4], [2 * hour, 2.5 * hour]))).toEqual({
    outcome: 'off-grid',
    stamp: 2.5 * hour,
  });
  expect(getSeries(db, id)).toMatchObject({ rows: 2, lastStamp: hour });
});

test('insertObservations() writes every row of a thousand and one', () => {
  const { db } = temporary;
  const values = Array.from({ length: 1001 }, (_, i) => (i % 7 === 0 ? Number.NaN : i));
  const id = createSeries(db, seriesOf(values), 5);
  expect(Array.from(readObservations(db, id).values)).toEqual(values);
});

test('appendObservations() takes a revision: changed and inserted rows stand, what stood there is kept', () => {
  const { db } = temporary;
  const id = createSeries(db, { ...seriesOf([]), points: pointsOf([1, 2, Number.NaN], [0, 1, 3]) }, 5);
  const revision = { source: 'b.csv', createdAt: 9 };
  expect(appendObservations(db, id, pointsOf([1, 5, 6, Number.NaN, 8], [0, 1, 2, 3, 4]), revision)).toEqual({
    outcome: 'appended',
    appended: 1,
    equal: 2,
    changed: 1,
    inserted: 1,
    rows: 5,
  });
  expect(Array.from(readObservations(db, id).values)).toEqual([1, 5, 6, Number.NaN, 8]);
  expect(getSeries(db, id)).toMatchObject({ rows: 5, missing: 1, lastStamp: 4, lastValue: 8 });
  const [vintage] = listVintages(db, id, 10);
  expect(vintage).toMatchObject({ source: 'b.csv', changed: 1, inserted: 1, firstStamp: 1, lastStamp: 2 });
  expect(readVintage(db, vintage!, 10)).toEqual({
    total: 2,
    values: [
      { stamp: 1, existed: true, before: 2, now: 5 },
      { stamp: 2, existed: false, before: null, now: 6 },
    ],
  });
  removeSeries(db, id);
  expect(db.$client.prepare('select count(*) from vintage_values').pluck().get()).toBe(0);
});

test('appendObservations() names what a change of the past would be, and keeps no vintage of it', () => {
  const { db } = temporary;
  const id = createSeries(db, seriesOf([1, 2, 3]), 5);
  expect(appendObservations(db, id, pointsOf([1, 9], [0, 1]))).toMatchObject({
    outcome: 'history-changed',
    examples: [{ stamp: 1, before: 2, after: 9 }],
  });
  expect(listVintages(db, id, 10)).toEqual([]);
});
