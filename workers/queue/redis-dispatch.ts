import type { Database } from '#db/client.ts';
import type { Clock } from '../clock.ts';
import type { OpenDispatch } from '../dispatch.ts';
import type { WorkerLog } from '../worker-log.ts';
import { RunAnnouncer } from './announce-runs.ts';
import { QueueWatchdog } from './queue-watchdog.ts';
import { RunTaker } from './take-runs.ts';

export interface RedisDispatchOptions {
  readonly url: string;
  /** Names the queue, so that several Hindcasts may share a Redis. */
  readonly workerKey: string;
  readonly clock: Clock;
  readonly log: WorkerLog;
  readonly concurrentRuns: number;
  /** Where the runs live; left out by a worker elsewhere, which announces nothing. */
  readonly db?: Database;
}

/** Redis may have forgotten what it was told. */
const reconcileMs = 20_000;
const watchMs = 5000;

/** Runs come by the tickets of a queue in Redis. */
export function redisDispatch(options: RedisDispatchOptions): OpenDispatch {
  const { db, clock, log } = options;
  return (loop) => {
    const announcer = db && new RunAnnouncer({ ...options, db });
    const taker =
      options.concurrentRuns > 0
        ? new RunTaker({ ...options, take: (runId) => loop.take(runId) })
        : undefined;
    const watchdog = taker && new QueueWatchdog(watchOver(taker, clock));
    const problem = () => announcer?.problem() ?? watchdog?.problem() ?? null;
    const say = tellChanges(problem, log);
    const look = async () => {
      await announcer?.announce();
      say();
    };
    const watch = async () => {
      await watchdog?.look();
      say();
    };
    const reconcile = () => {
      announcer?.forget();
      void look();
    };
    const timers = [setInterval(reconcile, reconcileMs), setInterval(() => void watch(), watchMs)];
    return {
      look,
      problem,
      pause: async () => taker?.pause(),
      async close() {
        for (const timer of timers) clearInterval(timer);
        announcer?.close();
        await taker?.close();
      },
    };
  };
}

function watchOver(taker: RunTaker, clock: Clock) {
  return {
    depth: () => taker.depth(),
    hasRoom: () => taker.hasRoom(),
    taken: () => taker.taken(),
    restart: () => taker.restart(),
    ticks: () => clock.ticks(),
  };
}

/** Tells once that something is wrong, and once that it is well again. */
function tellChanges(problem: () => string | null, log: WorkerLog): () => void {
  let told: string | null = null;
  return () => {
    const now = problem();
    if (now === told) return;
    told = now;
    if (now === null) log.warn({}, 'The queue in Redis works again');
    else log.error({}, now);
  };
}
