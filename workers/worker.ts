import { assertInPlace, type Database } from '#db/client.ts';
import type { DataFolder } from '#db/data-folder.ts';
import { beatWorker, registerWorker, removeWorker } from '#db/queries/workers.ts';
import type { Environment } from '#server/env.ts';
import type { Clock } from './clock.ts';
import { type Dispatch, lookForRuns, type OpenDispatch } from './dispatch.ts';
import { isFatal } from './explain-failure.ts';
import { createLocalRunStore } from './local-run-store.ts';
import { identifySelf } from './process-identity.ts';
import { createRescue } from './rescue-runs.ts';
import { RunLoop } from './run-loop.ts';
import { createScheduleDuties } from './schedule-duties.ts';
import { realignSchedules } from './scheduler.ts';
import type { SupervisionOptions } from './supervise-run.ts';
import { sweepFiles } from './sweep-files.ts';
import { watchLogSize } from './watch-log-size.ts';
import type { WorkerLog } from './worker-log.ts';

export interface WorkerOptions {
  readonly db: Database;
  readonly folder: DataFolder;
  readonly settings: Pick<
    Environment,
    | 'checkpointMs'
    | 'leaseMs'
    | 'concurrentRuns'
    | 'progressTimeoutMs'
    | 'memoryLimitBytes'
    | 'root'
    | 'maxUploadBytes'
    | 'outgoing'
  >;
  readonly clock: Clock;
  readonly log: WorkerLog;
  readonly spawnTrainer: SupervisionOptions['spawnTrainer'];
  /** How it comes to its runs; left out, it looks into the database. */
  readonly openDispatch?: OpenDispatch;
  /** The database cannot be trusted any more: the process must end, and be started again. */
  readonly onFatal: (problem: unknown) => void;
}

const tickMs = 100;
/** Nothing has changed in the database, but pauses between attempts end and schedules come due. */
const idleLookMs = 1000;
const tidyMs = 10 * 60_000;

/** A worker at work: claims and supervises runs, rescues lost ones, fires schedules, sweeps files. */
export interface Worker {
  /** Ends in good order: runs at work go back into the queue. */
  stop(): Promise<void>;
}

export function startWorker(options: WorkerOptions): Worker {
  const { db, folder, settings, clock, log, onFatal, openDispatch = lookForRuns } = options;
  const workerId = registerWorker(db, { ...identifySelf(), now: clock.now() });
  const news = createNews(db, clock);
  const runStore = createLocalRunStore({ db, folder, clock, workerId, leaseMs: settings.leaseMs });
  const loop = new RunLoop({ ...options, ...settings, runStore, onRoom: news.expect });
  const duties = createScheduleDuties(options);
  const dispatch: Dispatch = openDispatch(loop);
  const rescue = createRescue({ db, clock, leaseMs: settings.leaseMs, log, own: () => loop.own() });

  const guarded = (task: () => void | Promise<void>) => async () => {
    try {
      await task();
    } catch (problem) {
      if (isFatal(problem)) return onFatal(problem);
      log.error({ err: problem }, 'A task of the worker failed; it is tried again');
    }
  };
  const tick = guarded(() => {
    loop.watch();
    if (!news.look()) return;
    loop.obey();
    duties.look();
    return dispatch.look();
  });
  const renew = guarded(() => {
    assertInPlace(db);
    const beat = { now: clock.now(), problem: dispatch.problem() };
    if (!beatWorker(db, workerId, beat)) onFatal(new Error('This worker was taken for dead'));
    loop.renew();
  });
  const rescueLost = guarded(() => void rescue.look());
  const tidy = guarded(() => {
    realignSchedules(db, clock.now());
    sweepFiles(db, folder, { now: clock.now() });
    watchLogSize(db, log);
  });

  for (const task of [rescueLost, tick, tidy]) void task();
  const renewal = setInterval(renew, settings.leaseMs / 3);
  const timers = [
    setInterval(tick, tickMs),
    setInterval(rescueLost, Math.min(5000, settings.leaseMs / 3)),
    setInterval(tidy, tidyMs),
  ];
  return {
    async stop() {
      for (const timer of timers) clearInterval(timer);
      await dispatch.pause();
      await loop.stop();
      clearInterval(renewal);
      await dispatch.close();
      removeWorker(db, workerId);
    },
  };
}

/** Tells whether another connection has committed since the last look, or a second has passed. */
function createNews(db: Database, clock: Clock) {
  const readVersion = db.$client.prepare('pragma data_version').pluck();
  let seenVersion: unknown;
  let lookedAt = Number.NEGATIVE_INFINITY;
  return {
    look(): boolean {
      const version = readVersion.get();
      if (version === seenVersion && clock.ticks() - lookedAt < idleLookMs) return false;
      seenVersion = version;
      lookedAt = clock.ticks();
      return true;
    },
    /** The next look finds something. */
    expect(): void {
      lookedAt = Number.NEGATIVE_INFINITY;
    },
  };
}
