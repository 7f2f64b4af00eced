import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { appendObservations } from '#db/queries/append-observations.ts';
import { listIssuedForecasts } from '#db/queries/forecasts.ts';
import { createRun, getRun, listRuns } from '#db/queries/runs.ts';
import { createSchedule, getSchedule, listScheduleEvents } from '#db/queries/schedules.ts';
import { createSeries } from '#db/queries/store-series.ts';
import { type RunConfig, runConfigSchema } from '#forecasting/config.ts';
import { until } from '#tests/support/launch.ts';
import { pointsOf, seriesOf } from '#tests/support/stored-series.ts';
import { createTemporaryDatabase, type TemporaryDatabase } from '#tests/support/temporary-database.ts';
import {
  buildWorker,
  startWorkerProcess,
  type WorkerBundle,
  type WorkerProcess,
} from '#tests/support/worker-process.ts';

let bundle: WorkerBundle;
let temporary: TemporaryDatabase;
let seriesId: number;
const workers: WorkerProcess[] = [];

const config = runConfigSchema.parse({ horizon: 2, folds: 4, forecasters: [] });
const sine = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => Math.sin((from + i) / 2));
const stamps = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);

beforeAll(async () => {
  bundle = await buildWorker();
});
afterAll(() => bundle.remove());
beforeEach(() => {
  temporary = createTemporaryDatabase();
  seriesId = createSeries(temporary.db, seriesOf(sine(0, 100)), Date.now());
});
afterEach(async () => {
  for (const { child, exited } of workers.splice(0)) {
    child.kill('SIGKILL');
    await exited;
  }
  temporary.remove();
});

const startWorker = () => workers.push(startWorkerProcess(bundle, temporary.folder));
const plan = (change: { cron?: string; nextAt?: number; everyRows?: number; config?: RunConfig }) =>
  createSchedule(temporary.db, {
    name: 'retrain',
    seriesIds: [seriesId],
    config,
    cron: null,
    zone: 'Europe/Berlin',
    everyRows: null,
    enabled: true,
    nextAt: null,
    createdAt: Date.now(),
    ...change,
  });
const succeeded = (runId: number) =>
  until(`run ${runId} succeeds`, () => getRun(temporary.db, runId)?.state === 'succeeded');

test('a schedule whose time comes retrains on the appended rows and keeps the old forecast', async () => {
  const first = createRun(temporary.db, {
    kind: 'train',
    seriesIds: [seriesId],
    config,
    createdAt: Date.now(),
  });
  startWorker();
  await succeeded(first);
  appendObservations(temporary.db, seriesId, pointsOf(sine(100, 5), stamps(100, 5)));
  const id = plan({ cron: '0 6 * * *', nextAt: Date.now() + 1000 });
  const event = await until('the schedule fires', () => listScheduleEvents(temporary.db, id, 1)[0]);
  expect(event).toMatchObject({ kind: 'fired' });
  await succeeded(event.runId!);
  const [newest, oldest] = listIssuedForecasts(temporary.db, seriesId, 10);
  expect(newest).toMatchObject({ runId: event.runId, originStamp: 104, stamps: [105, 106], scored: null });
  expect(oldest).toMatchObject({ runId: first, originStamp: 99, stamps: [100, 101] });
  expect(oldest?.scored?.steps).toBe(2);
  expect(getSchedule(temporary.db, id)!.nextAt!).toBeGreaterThan(Date.now());
});

test('a time missed while nothing ran is made up for once', async () => {
  const id = plan({ cron: '*/5 * * * *', nextAt: Date.now() - 26 * 3_600_000 });
  startWorker();
  const event = await until('the schedule fires', () => listScheduleEvents(temporary.db, id, 1)[0]);
  expect(event.kind).toBe('caught-up');
  await succeeded(event.runId!);
  expect(listRuns(temporary.db, { scheduleId: id, limit: 10, offset: 0 }).total).toBe(1);
});

test('of two workers one fires a schedule by rows', async () => {
  const id = plan({ everyRows: 5 });
  startWorker();
  startWorker();
  appendObservations(temporary.db, seriesId, pointsOf(sine(100, 5), stamps(100, 5)));
  const event = await until('the schedule fires', () => listScheduleEvents(temporary.db, id, 1)[0]);
  await succeeded(event.runId!);
  expect(listScheduleEvents(temporary.db, id, 10)).toHaveLength(1);
});

test('a challenger is compared with the champion on the rows that came since, and the winner forecasts', async () => {
  const small = { horizon: 2, folds: 8, epochs: 2, units: 4, forecasters: ['gru' as const] };
  const id = plan({ everyRows: 5, config: runConfigSchema.parse(small) });
  startWorker();
  const { db } = temporary;
  const decided = (count: number) =>
    until(`${count} decisions`, () => {
      const events = listScheduleEvents(db, id, 10).filter(({ decision }) => decision !== null);
      return events.length === count ? events : undefined;
    });
  appendObservations(db, seriesId, pointsOf(sine(100, 5), stamps(100, 5)));
  const [first] = await decided(1);
  expect(first?.decision).toMatchObject({ promoted: true, championRunId: null, evidence: null });
  appendObservations(db, seriesId, pointsOf(sine(105, 12), stamps(105, 12)));
  const [second] = await decided(2);
  const { promoted, evidence, championRunId } = second!.decision!;
  expect(championRunId).toBe(first!.runId);
  expect(evidence).toMatchObject({ rows: 12, origins: 6 });
  expect(getSchedule(db, id)?.championRunId).toBe(promoted ? second!.runId : first!.runId);
  await until('the newest forecast', () => listIssuedForecasts(db, seriesId, 1)[0]?.originStamp === 116);
  const issuer = getRun(db, listIssuedForecasts(db, seriesId, 1)[0]!.runId)!;
  expect(issuer.modelRunId ?? issuer.id).toBe(getSchedule(db, id)?.championRunId);
}, 90_000);
