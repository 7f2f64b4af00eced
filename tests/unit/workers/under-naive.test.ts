import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Database } from '#db/client.ts';
import { appendObservations } from '#db/queries/append-observations.ts';
import { countRuns, requestEnd } from '#db/queries/runs.ts';
import { createSchedule, listScheduleEvents } from '#db/queries/schedules.ts';
import { createSeries } from '#db/queries/store-series.ts';
import type { IssuedForecast } from '#forecasting/run-result.ts';
import { queueRun, smallConfig } from '#tests/support/stored-run.ts';
import { pointsOf, seriesOf } from '#tests/support/stored-series.ts';
import { createTemporaryDatabase, type TemporaryDatabase } from '#tests/support/temporary-database.ts';
import { UnderNaive } from '#workers/under-naive.ts';

let temporary: TemporaryDatabase;
let db: Database;
let seriesId: number;
let scheduleId: number;
beforeEach(() => {
  temporary = createTemporaryDatabase();
  db = temporary.db;
  seriesId = createSeries(db, seriesOf([5, 5, 5, 5, 5]), 0);
  scheduleId = createSchedule(db, {
    name: 'watchful',
    seriesIds: [seriesId],
    config: smallConfig,
    cron: null,
    zone: 'UTC',
    everyRows: null,
    underNaiveRows: 4,
    enabled: true,
    nextAt: null,
    createdAt: 100,
  });
});
afterEach(() => temporary.remove());

/** A forecast of the LSTM, two steps from an origin on, beside the naive. */
function issue(originStamp: number, said: { lstm: number; naive: number }, issuedAt = 200): void {
  const runId = queueRun(db, { seriesIds: [seriesId] });
  requestEnd(db, runId, { request: 'cancel', now: 1 });
  const of = (value: number): IssuedForecast => ({ values: [value, value], bands: {} });
  db.$client
    .prepare(
      `insert into forecasts (run_id, series_id, issued_at, origin_stamp, recommended, data_hash, seed, stamps, forecasts)
      values (?, ?, ?, ?, 'lstm', '', 1, ?, ?)`,
    )
    .run(
      runId,
      seriesId,
      issuedAt,
      originStamp,
      JSON.stringify([originStamp + 1, originStamp + 2]),
      JSON.stringify({ lstm: of(said.lstm), naive: of(said.naive) }),
    );
}
const come = (stamps: number[], value = 5) =>
  appendObservations(
    db,
    seriesId,
    pointsOf(
      stamps.map(() => value),
      stamps,
    ),
  );
const reasons = () => listScheduleEvents(db, scheduleId, 10).map(({ reason }) => reason);

test('look() trains once the naive was better over enough values', () => {
  const watch = new UnderNaive();
  issue(4, { lstm: 8, naive: 6 });
  issue(6, { lstm: 8, naive: 6 });
  come([5, 6]);
  expect(watch.look(db, 300)).toBe(0);
  come([7, 8]);
  expect(watch.look(db, 300)).toBe(1);
  expect(reasons()).toEqual([
    'Live skill is −200 % over 4 values since the last training: the naive was better.',
  ]);
});

test('look() leaves a network alone that is better, and does not train twice for the same values', () => {
  const watch = new UnderNaive();
  issue(4, { lstm: 5.5, naive: 6 });
  issue(6, { lstm: 5.5, naive: 6 });
  come([5, 6, 7, 8]);
  expect(watch.look(db, 300)).toBe(0);
  issue(8, { lstm: 50, naive: 6 });
  come([9, 10]);
  expect(watch.look(db, 300)).toBe(1);
  expect(watch.look(db, 301)).toBe(0);
  requestEnd(db, 4, { request: 'cancel', now: 302 });
  expect(watch.look(db, 303)).toBe(0);
  expect(new UnderNaive().look(db, 304)).toBe(0);
  expect(countRuns(db).queued).toBe(0);
});

test('look() counts only what was issued since the last training', () => {
  issue(4, { lstm: 8, naive: 6 }, 50);
  issue(6, { lstm: 8, naive: 6 }, 50);
  come([5, 6, 7, 8]);
  expect(new UnderNaive().look(db, 300)).toBe(0);
});
