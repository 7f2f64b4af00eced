import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Database } from '#db/client.ts';
import { crown, previousChampion } from '#db/queries/champions.ts';
import { getForecast, listIssuedForecasts } from '#db/queries/forecasts.ts';
import { finishRun } from '#db/queries/results.ts';
import { claimNextRun, noteData } from '#db/queries/run-leases.ts';
import { listRuns, removeRun } from '#db/queries/runs.ts';
import {
  createSchedule,
  getSchedule,
  listScheduleEvents,
  recordScheduleEvent,
} from '#db/queries/schedules.ts';
import { createSeries } from '#db/queries/store-series.ts';
import { registerWorker } from '#db/queries/workers.ts';
import type { Challenge } from '#forecasting/referee.ts';
import { queueRun, runResultOf, seriesResultOf, smallConfig } from '#tests/support/stored-run.ts';
import { seriesOf } from '#tests/support/stored-series.ts';
import { createTemporaryDatabase, type TemporaryDatabase } from '#tests/support/temporary-database.ts';

const day = 24 * 3_600_000;
let temporary: TemporaryDatabase;
let db: Database;
let seriesId: number;
let workerId: number;
beforeEach(() => {
  temporary = createTemporaryDatabase();
  db = temporary.db;
  seriesId = createSeries(db, seriesOf([1, 2, 3, 4, 5]), 0);
  workerId = registerWorker(db, { machine: 'test', pid: 1, processStart: null, now: 0 });
});
afterEach(() => temporary.remove());

const plan = (tieDays: number | null = null) =>
  createSchedule(db, {
    name: 'weekly',
    seriesIds: [seriesId],
    config: smallConfig,
    cron: null,
    zone: 'UTC',
    everyRows: 1,
    enabled: true,
    tieDays,
    nextAt: null,
    createdAt: 0,
  });

/** A training of the schedule that fires and ends at once, saying `said`. */
function train(
  scheduleId: number,
  { said, now, challenge }: { said: number; now: number; challenge?: Challenge },
) {
  const runId = queueRun(db, { seriesIds: [seriesId], scheduleId, createdAt: now, priority: 9 });
  recordScheduleEvent(db, { scheduleId, kind: 'fired', reason: 'Its time had come.', runId, createdAt: now });
  const run = claimNextRun(db, { workerId, leaseMs: 1000, now })!;
  noteData(db, { runId, attempt: run.attempt, fencingToken: run.fencingToken }, [
    { seriesId, rows: 5, dataHash: 'data' },
  ]);
  const lease = { runId: run.id, attempt: run.attempt, fencingToken: run.fencingToken };
  const result = { ...runResultOf([seriesResultOf(said)]), ...(challenge && { challenge }) };
  finishRun(db, lease, { result, seriesIds: [seriesId], now });
  return runId;
}

const challengeOf = (outcome: Challenge['outcome']): Challenge => ({
  outcome,
  skill: outcome === 'wins' ? 0.2 : -0.2,
  interval: null,
  origins: 4,
  rows: 8,
  champion: 'naive',
  challenger: 'naive',
});
const issuedBy = () => listIssuedForecasts(db, seriesId, 10).map(({ runId }) => runId);

test('the first training of a schedule is its champion', () => {
  const id = plan();
  const first = train(id, { said: 1, now: 1 });
  expect(getSchedule(db, id)?.championRunId).toBe(first);
  const [event] = listScheduleEvents(db, id, 10);
  expect(event).toMatchObject({
    kind: 'fired',
    runId: first,
    decision: { promoted: true, championRunId: null },
  });
  expect(issuedBy()).toEqual([first]);
});

test('a challenger that loses is kept and not issued, and the champion forecasts from the newest rows', () => {
  const id = plan();
  const first = train(id, { said: 1, now: 1 });
  const second = train(id, { said: 2, now: 2, challenge: challengeOf('loses') });
  expect(getSchedule(db, id)?.championRunId).toBe(first);
  expect(listScheduleEvents(db, id, 1)[0]?.decision).toMatchObject({ promoted: false, championRunId: first });
  expect(issuedBy()).toEqual([first]);
  expect(getForecast(db, second, seriesId)).toMatchObject({ issued: false });
  const [again] = listRuns(db, { state: 'queued', limit: 10, offset: 0 }).items;
  expect(again).toMatchObject({ kind: 'reforecast', modelRunId: first, scheduleId: id });
});

test('a challenger that wins is the champion, and its forecast is issued', () => {
  const id = plan();
  const first = train(id, { said: 1, now: 1 });
  const second = train(id, { said: 2, now: 2, challenge: challengeOf('wins') });
  expect(getSchedule(db, id)?.championRunId).toBe(second);
  expect(issuedBy()).toEqual([second, first]);
  expect(listRuns(db, { state: 'queued', limit: 10, offset: 0 }).total).toBe(0);
  expect(previousChampion(db, id)).toBe(first);
});

test('a tie replaces the champion from the day on that the rule names', () => {
  const id = plan(30);
  const first = train(id, { said: 1, now: day });
  train(id, { said: 2, now: 30 * day, challenge: challengeOf('ties') });
  expect(getSchedule(db, id)?.championRunId).toBe(first);
  const third = train(id, { said: 3, now: 31 * day, challenge: challengeOf('ties') });
  expect(getSchedule(db, id)?.championRunId).toBe(third);
});

test('previousChampion() goes back and forth between two, and forgets what was deleted', () => {
  const id = plan();
  const first = train(id, { said: 1, now: 1 });
  const second = train(id, { said: 2, now: 2, challenge: challengeOf('wins') });
  crown(db, id, first);
  recordScheduleEvent(db, {
    scheduleId: id,
    kind: 'rolled-back',
    reason: 'by hand',
    runId: null,
    championRunId: second,
    createdAt: 3,
  });
  expect(previousChampion(db, id)).toBe(second);
  removeRun(db, second);
  expect(previousChampion(db, id)).toBeNull();
});

test('a champion that is deleted leaves its place to the next training', () => {
  const id = plan();
  removeRun(db, train(id, { said: 1, now: 1 }));
  const second = train(id, { said: 2, now: 2 });
  expect(getSchedule(db, id)?.championRunId).toBe(second);
});

test('a forecast in the ledger cannot be made an issued one later', () => {
  const id = plan();
  train(id, { said: 1, now: 1 });
  train(id, { said: 2, now: 2, challenge: challengeOf('loses') });
  expect(() => db.$client.exec('update forecasts set issued = 1')).toThrow('a forecast never changes');
});
