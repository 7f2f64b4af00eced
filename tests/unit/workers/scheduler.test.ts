import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '#db/client.ts';
import { appendObservations } from '#db/queries/append-observations.ts';
import { crown } from '#db/queries/champions.ts';
import { claimNextRun, failRun } from '#db/queries/run-leases.ts';
import { countRuns, getRun, listRuns, requestEnd } from '#db/queries/runs.ts';
import {
  createSchedule,
  getSchedule,
  listGrownSchedules,
  listScheduleEvents,
  type NewSchedule,
  updateSchedule,
} from '#db/queries/schedules.ts';
import { claimRead, getSource, putSource, settleRead } from '#db/queries/sources.ts';
import { createSeries } from '#db/queries/store-series.ts';
import { registerWorker } from '#db/queries/workers.ts';
import { queueRun, smallConfig } from '#tests/support/stored-run.ts';
import { pointsOf, seriesOf } from '#tests/support/stored-series.ts';
import { createTemporaryDatabase, type TemporaryDatabase } from '#tests/support/temporary-database.ts';
import { fireSchedules, realignSchedules } from '#workers/scheduler.ts';

const hour = 3_600_000;
const at = (time: string) => Date.parse(`2026-03-${time}Z`);

let temporary: TemporaryDatabase;
let db: Database;
let seriesId: number;
beforeEach(() => {
  temporary = createTemporaryDatabase();
  db = temporary.db;
  seriesId = createSeries(db, seriesOf([1, 2, 3]), 0);
});
afterEach(() => temporary.remove());

/** Every day at six. */
function plan(change: Partial<NewSchedule> = {}): number {
  return createSchedule(db, {
    name: 'nightly',
    seriesIds: [seriesId],
    config: smallConfig,
    cron: '0 6 * * *',
    zone: 'UTC',
    everyRows: null,
    enabled: true,
    nextAt: at('10T06:00'),
    createdAt: 0,
    ...change,
  });
}

/** Takes the oldest queued run and ends it. */
function finishOne(now: number): void {
  const workerId = registerWorker(db, { machine: 'test', pid: 1, processStart: null, now });
  const run = claimNextRun(db, { workerId, leaseMs: 1000, now })!;
  failRun(
    db,
    { runId: run.id, attempt: run.attempt, fencingToken: run.fencingToken },
    { now, code: 'x', message: 'x' },
  );
}

const kindsOf = (id: number) => listScheduleEvents(db, id, 100).map(({ kind }) => kind);

test('fireSchedules() makes one run when the time has come, and none before or again', () => {
  const id = plan();
  expect(fireSchedules(db, at('10T05:59:59'))).toBe(0);
  expect(fireSchedules(db, at('10T06:00:01'))).toBe(1);
  expect(fireSchedules(db, at('10T06:00:02'))).toBe(0);
  expect(getSchedule(db, id)?.nextAt).toBe(at('11T06:00'));
  const run = listRuns(db, { scheduleId: id, limit: 10, offset: 0 }).items[0];
  expect(run).toMatchObject({ kind: 'train', name: 'nightly', state: 'queued', seriesIds: [seriesId] });
  expect(listScheduleEvents(db, id, 1)[0]).toMatchObject({
    kind: 'fired',
    runId: run?.id,
    runState: 'queued',
  });
});

test('fireSchedules() makes up for 26 missed hours by one run, and says so', () => {
  const id = plan({ cron: '0 * * * *', nextAt: at('10T01:00') });
  expect(fireSchedules(db, at('11T02:30'))).toBe(1);
  const event = listScheduleEvents(db, id, 1)[0];
  expect(event?.kind).toBe('caught-up');
  expect(event?.reason).toContain('26 times were missed since 10 Mar 2026, 01:00');
  expect(getSchedule(db, id)?.nextAt).toBe(at('11T03:00'));
});

test('fireSchedules() skips while the run before is at work, and says so', () => {
  const id = plan();
  fireSchedules(db, at('10T06:00:01'));
  expect(fireSchedules(db, at('11T06:00:01'))).toBe(0);
  expect(listScheduleEvents(db, id, 1)[0]).toMatchObject({ kind: 'skipped', runId: null });
  expect(listScheduleEvents(db, id, 1)[0]?.reason).toBe('The run before (number 1) is still waiting.');
  finishOne(at('11T07:00'));
  expect(fireSchedules(db, at('12T06:00:01'))).toBe(1);
  expect(kindsOf(id)).toEqual(['fired', 'skipped', 'fired']);
});

test('fireSchedules() leaves a schedule alone that is switched off', () => {
  const id = plan();
  updateSchedule(db, id, { enabled: false });
  expect(fireSchedules(db, at('20T06:00'))).toBe(0);
});

describe('a clock that jumps', () => {
  test('back by an hour or a day fires nothing again', () => {
    plan();
    fireSchedules(db, at('10T06:00:01'));
    finishOne(at('10T06:10'));
    for (const jump of [hour, 24 * hour]) expect(fireSchedules(db, at('10T06:20') - jump)).toBe(0);
  });

  test('forward by a day or 40 years fires once', () => {
    plan();
    expect(fireSchedules(db, at('11T09:00'))).toBe(1);
    finishOne(at('11T09:10'));
    expect(fireSchedules(db, at('11T09:20') + 40 * 365 * 24 * hour)).toBe(1);
  });
});

test('realignSchedules() brings a schedule back from the far future and leaves the others alone', () => {
  const strayed = plan({ nextAt: at('10T06:00') + 40 * 365 * 24 * hour });
  const rare = plan({ cron: '0 0 29 2 *', nextAt: Date.UTC(2028, 1, 29) });
  const late = plan({ nextAt: at('09T06:00') });
  realignSchedules(db, at('10T00:00'));
  expect([strayed, rare, late].map((id) => getSchedule(db, id)?.nextAt)).toEqual([
    at('10T06:00'),
    Date.UTC(2028, 1, 29),
    at('09T06:00'),
  ]);
});

describe('a schedule by rows', () => {
  const byRows = () => plan({ cron: null, nextAt: null, everyRows: 2 });
  const append = (from: number, count: number) =>
    appendObservations(
      db,
      seriesId,
      pointsOf(
        Array.from({ length: count }, (_, i) => i),
        Array.from({ length: count }, (_, i) => from + i),
      ),
    );

  test('fires when enough rows are new, and counts afresh from then on', () => {
    const id = byRows();
    append(3, 1);
    expect(fireSchedules(db, 1)).toBe(0);
    append(4, 1);
    expect(fireSchedules(db, 2)).toBe(1);
    expect(listScheduleEvents(db, id, 1)[0]?.reason).toBe('2 rows are new.');
    finishOne(3);
    append(5, 1);
    expect(fireSchedules(db, 4)).toBe(0);
    append(6, 1);
    expect(fireSchedules(db, 5)).toBe(1);
  });

  test('waits for the run before and then fires once for all that came meanwhile', () => {
    const id = byRows();
    append(3, 2);
    fireSchedules(db, 1);
    append(5, 4);
    expect(fireSchedules(db, 2)).toBe(0);
    finishOne(3);
    expect(fireSchedules(db, 4)).toBe(1);
    expect(kindsOf(id)).toEqual(['fired', 'fired']);
  });
});

test('a schedule by time and by rows fires once for both', () => {
  plan({ everyRows: 1 });
  appendObservations(db, seriesId, pointsOf([9], [3]));
  expect(fireSchedules(db, at('10T06:00'))).toBe(1);
  expect(countRuns(db).queued).toBe(1);
  requestEnd(db, 1, { request: 'cancel', now: at('10T06:01') });
  expect(fireSchedules(db, at('10T06:02'))).toBe(0);
  expect(getRun(db, 1)?.state).toBe('canceled');
});

describe('a schedule whose champion forecasts in between', () => {
  const withChampion = (change: Partial<NewSchedule>) => {
    const id = plan({ cron: null, nextAt: null, everyRows: 1000, ...change });
    const championRunId = queueRun(db, { seriesIds: [seriesId], scheduleId: id });
    requestEnd(db, championRunId, { request: 'cancel', now: 1 });
    crown(db, id, championRunId);
    return { id, championRunId };
  };

  test('queues a forecast of the champion by the clock, not a training', () => {
    const { id, championRunId } = withChampion({ forecastCron: '0 * * * *', forecastNextAt: at('10T06:00') });
    expect(fireSchedules(db, at('10T06:00:01'))).toBe(1);
    const run = listRuns(db, { scheduleId: id, state: 'queued', limit: 10, offset: 0 }).items[0];
    expect(run).toMatchObject({ kind: 'reforecast', modelRunId: championRunId });
    expect(getSchedule(db, id)?.forecastNextAt).toBe(at('10T07:00'));
  });

  test('queues one after so many new rows, counted apart from those of a training', () => {
    const { id } = withChampion({ forecastEveryRows: 2 });
    appendObservations(db, seriesId, pointsOf([4, 5], [3, 4]));
    expect(fireSchedules(db, 10)).toBe(1);
    expect(fireSchedules(db, 11)).toBe(0);
    expect(listGrownSchedules(db)).toEqual([]);
    expect(kindsOf(id)).toEqual(['fired']);
  });

  test('trains first where there is no champion yet', () => {
    const id = plan({
      cron: null,
      nextAt: null,
      everyRows: 1000,
      forecastCron: '0 * * * *',
      forecastNextAt: 5,
    });
    expect(fireSchedules(db, 10)).toBe(1);
    expect(listRuns(db, { scheduleId: id, limit: 1, offset: 0 }).items[0]?.kind).toBe('train');
  });

  test('trains alone where both are due at the same time, and says that the forecast was skipped', () => {
    const { id } = withChampion({
      cron: '0 6 * * *',
      nextAt: at('10T06:00'),
      forecastCron: '0 * * * *',
      forecastNextAt: at('10T06:00'),
    });
    expect(fireSchedules(db, at('10T06:00:01'))).toBe(1);
    expect(kindsOf(id)).toEqual(['skipped', 'fired']);
  });
});

test('a schedule with a source waits until it has been read', () => {
  const id = plan();
  putSource(db, id, { sealed: 'x', shown: 'https://data.example.org/x.csv', hasKey: false });
  expect(fireSchedules(db, at('10T06:00:01'))).toBe(0);
  expect(getSource(db, id)).toMatchObject({ wanted: 'train', wantedAs: 'fired' });
  expect(kindsOf(id)).toEqual([]);
  const claimed = claimRead(db, { now: 1, leaseMs: 100 })!;
  expect(claimRead(db, { now: 2, leaseMs: 100 })).toBeUndefined();
  const again = claimRead(db, { now: 101, leaseMs: 100 })!;
  const read = { outcome: 'read', newRows: 3, message: null, readAt: 110 } as const;
  expect(settleRead(db, claimed, read)).toBe(false);
  expect(settleRead(db, again, read)).toBe(true);
  expect(getSource(db, id)).toMatchObject({ wanted: null, newRows: 3, outcome: 'read' });
});
