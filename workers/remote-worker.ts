import { hostname } from 'node:os';
import type { Environment } from '#server/env.ts';
import { workerProtocol } from '#server/wire-job.ts';
import type { Clock } from './clock.ts';
import { isPassing } from './explain-failure.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { createRemoteRunStore } from './remote-run-store.ts';
import { RunLoop } from './run-loop.ts';
import type { ServerLink } from './server-link.ts';
import type { SupervisionOptions } from './supervise-run.ts';
import { whenPossible } from './when-possible.ts';
import type { Worker } from './worker.ts';
import type { WorkerLog } from './worker-log.ts';

export interface RemoteWorkerOptions {
  readonly link: ServerLink;
  /** The server takes no worker of another version. */
  readonly version: string;
  readonly settings: Pick<
    Environment,
    'checkpointMs' | 'concurrentRuns' | 'progressTimeoutMs' | 'memoryLimitBytes'
  >;
  readonly clock: Clock;
  readonly log: WorkerLog;
  readonly spawnTrainer: SupervisionOptions['spawnTrainer'];
  readonly onFatal: (problem: unknown) => void;
}

/** Progress travels in bundles. */
const watchMs = 250;
/** How long a person waits at most until a stop or cancel is heard of. */
const obeyMs = 1000;
const claimMs = 1000;

/**
 * A worker without a database: takes runs from a server elsewhere, trains them here and hands back what they told
 * and found out. Waits for a server that is away, at the start too.
 *
 * @throws ServerProblem where the server refuses this worker
 */
export async function startRemoteWorker(options: RemoteWorkerOptions): Promise<Worker> {
  const { link, log } = options;
  const registered = await whenPossible(() => register(options));
  log.info({ ...registered }, 'The server has taken this worker');
  let { workerId } = registered;
  const runStore = createRemoteRunStore(link, () => workerId);
  const claim = oneAtATime(() => guarded(() => serialized(() => loop.claim())));
  const loop = new RunLoop({ ...options, ...options.settings, runStore, onRoom: () => void claim() });

  const guarded = (task: () => Promise<void>) =>
    task().catch((problem) => {
      if (!isPassing(problem)) log.error({ err: problem }, 'A task of the worker failed; it is tried again');
    });
  // Whether a run is unknown here can be told only while none is on its way.
  const serialized = createSequence();
  const beat = oneAtATime(() =>
    guarded(() =>
      serialized(async () => {
        const held = loop.leases();
        const { known } = await link.call((to, signal) => to.beat.mutate({ workerId, held }, signal));
        if (!known) ({ workerId } = await register(options));
      }),
    ),
  );

  const timers = [
    setInterval(() => loop.watch(), watchMs),
    setInterval(() => loop.obey(), obeyMs),
    setInterval(() => void claim(), claimMs),
    setInterval(() => {
      loop.renew();
      void beat();
    }, registered.leaseMs / 3),
  ];
  void claim();
  return {
    async stop() {
      for (const timer of timers) clearInterval(timer);
      await loop.stop();
      await guarded(() => link.call((to, signal) => to.leave.mutate({ workerId }, signal)).then(() => {}));
    },
  };
}

function register({ link, version }: RemoteWorkerOptions): Promise<{ workerId: number; leaseMs: number }> {
  const self = { name: hostname(), pid: process.pid, version, protocol: workerProtocol };
  return link.call(({ register: ask }, options) => ask.mutate(self, options));
}

/** Runs tasks one after another, in the order they came. */
function createSequence() {
  let last: Promise<unknown> = Promise.resolve();
  return (task: () => Promise<void>): Promise<void> => {
    const next = last.then(task, task);
    last = next.catch(() => undefined);
    return next;
  };
}
