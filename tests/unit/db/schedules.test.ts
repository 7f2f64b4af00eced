import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Database } from '#db/client.ts';
import { appendObservations } from '#db/queries/append-observations.ts';
import { describeRemoval } from '#db/queries/removal-impact.ts';
import { getRun } from '#db/queries/runs.ts';
import {
  countRunsOfSchedule,
  createSchedule,
  findActiveRunOfSchedule,
  getSchedule,
  listDueSchedules,
  listGrownSchedules,
  listScheduleEvents,
  listSchedules,
  noteRowsSeen,
  recordScheduleEvent,
  removeSchedule,
  updateSchedule,
} from '#db/queries/schedules.ts';
import { getSeries, removeSeries, seriesRemovalImpact } from '#db/queries/series.ts';
import { createSeries } from '#db/queries/store-series.ts';
import { createUpload, getUpload, listUploads, markUploadKept, removeUpload } from '#db/queries/uploads.ts';
import { queueRun, smallConfig } from '#tests/support/stored-run.ts';
import { pointsOf, seriesOf } from '#tests/support/stored-series.ts';
import { createTemporaryDatabase, type TemporaryDatabase } from '#tests/support/temporary-database.ts';

let temporary: TemporaryDatabase;
let db: Database;
beforeEach(() => {
  temporary = createTemporaryDatabase();
  db = temporary.db;
});
afterEach(() => temporary.remove());

const plan = (seriesIds: number[], change = {}) =>
  createSchedule(db, {
    name: 'nightly',
    seriesIds,
    config: smallConfig,
    cron: '0 6 * * *',
    zone: 'UTC',
    everyRows: null,
    enabled: true,
    nextAt: 1000,
    createdAt: 0,
    ...change,
  });
const newSeries = () => createSeries(db, seriesOf([1, 2, 3]), 0);

test('listDueSchedules() answers enabled schedules whose instant has come', () => {
  const id = plan([newSeries()]);
  plan([newSeries()], { enabled: false });
  plan([newSeries()], { nextAt: null });
  expect(listDueSchedules(db, 999)).toEqual([]);
  expect(listDueSchedules(db, 1000).map((schedule) => schedule.id)).toEqual([id]);
});

test('listGrownSchedules() counts new rows of the series that grew most, from the last firing on', () => {
  const [one, two] = [newSeries(), newSeries()];
  const id = plan([one, two], { cron: null, nextAt: null, everyRows: 2 });
  appendObservations(db, one, pointsOf([4], [3]));
  expect(listGrownSchedules(db)).toEqual([]);
  appendObservations(db, two, pointsOf([4, 5], [3, 4]));
  expect(listGrownSchedules(db).map(({ schedule, newRows }) => [schedule.id, newRows])).toEqual([[id, 2]]);
  noteRowsSeen(db, id);
  expect(listGrownSchedules(db)).toEqual([]);
});

test('a schedule shows its series in their order and the last thing it did', () => {
  const [one, two] = [newSeries(), newSeries()];
  const id = plan([two, one]);
  const runId = queueRun(db, { seriesIds: [one], scheduleId: id });
  recordScheduleEvent(db, { scheduleId: id, kind: 'fired', reason: 'due', runId, createdAt: 1 });
  recordScheduleEvent(db, { scheduleId: id, kind: 'skipped', reason: 'busy', runId: null, createdAt: 2 });
  expect(getSchedule(db, id)).toMatchObject({ seriesIds: [two, one], lastEvent: { kind: 'skipped' } });
  expect(listScheduleEvents(db, id, 10)[1]).toMatchObject({ kind: 'fired', runId, runState: 'queued' });
  expect(getSeries(db, one)?.nextAt).toBe(1000);
});

test('removing a schedule keeps the runs that it made', () => {
  const id = plan([newSeries()]);
  const runId = queueRun(db, { scheduleId: id });
  expect([countRunsOfSchedule(db, id), findActiveRunOfSchedule(db, id)?.id]).toEqual([1, runId]);
  expect(removeSchedule(db, id)).toBe(true);
  expect(getRun(db, runId)).toMatchObject({ scheduleId: null });
});

test('updateSchedule() changes what is given and nothing else', () => {
  const id = plan([newSeries()]);
  updateSchedule(db, id, { enabled: false, nextAt: null });
  expect(getSchedule(db, id)).toMatchObject({ enabled: false, nextAt: null, cron: '0 6 * * *' });
});

test('seriesRemovalImpact() says what goes with a series', () => {
  const [one, two] = [newSeries(), newSeries()];
  queueRun(db, { seriesIds: [one] });
  queueRun(db, { seriesIds: [one, two] });
  plan([one]);
  plan([one, two]);
  const impact = seriesRemovalImpact(db, one)!;
  expect(impact).toMatchObject({ runs: 1, activeRuns: 1, sharedRuns: 1, schedules: 1, sharedSchedules: 1 });
  expect(describeRemoval(impact)).toEqual([
    '1 series with 3 observations will be deleted.',
    '1 run and 1 schedule will be deleted with it.',
    '1 unfinished run among them will be stopped.',
    '1 run on several series will stay, without the results for these.',
    '1 schedule will go on for the remaining series.',
  ]);
  removeSeries(db, one);
  expect(listSchedules(db).map(({ seriesIds }) => seriesIds)).toEqual([[two]]);
  expect(seriesRemovalImpact(db, one)).toBeUndefined();
});

test('an upload is placed before its row is there for others, and removing it removes its series', () => {
  const placed: number[] = [];
  const file = { fileName: 'a.csv', bytes: 3, sha256: 'x', createdAt: 0 };
  const id = createUpload(db, file, (uploadId) => placed.push(uploadId));
  expect(placed).toEqual([id]);
  expect(listUploads(db, { limit: 10, offset: 0 }).total).toBe(0);
  markUploadKept(db, id, { delimiter: ';' });
  const seriesId = createSeries(db, { ...seriesOf([1]), uploadId: id }, 0);
  expect(getUpload(db, id)).toMatchObject({
    state: 'kept',
    recipe: { delimiter: ';' },
    seriesIds: [seriesId],
  });
  expect(removeUpload(db, id)).toBe(true);
  expect(getSeries(db, seriesId)).toBeUndefined();
});

test('an upload whose file cannot be placed leaves no row', () => {
  const file = { fileName: 'a.csv', bytes: 3, sha256: 'x', createdAt: 0 };
  const place = () => {
    throw new Error('disk full');
  };
  expect(() => createUpload(db, file, place)).toThrow('disk full');
  expect(db.$client.prepare('select count(*) from uploads').pluck().get()).toBe(0);
});
