import { hostname } from 'node:os';
import type { Environment } from '#server/env.ts';
import { workerProtocol } from '#server/wire-job.ts';
import type { Clock } from './clock.ts';
import { lookForRuns, type OpenDispatch } from './dispatch.ts';
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
  /** How it comes to its runs; left out, it asks the server. */
  readonly openDispatch?: OpenDispatch;
  readonly onFatal: (problem: unknown) => void;
}

/** Progress travels in bundles. */
const watchMs = 250;
/** How long a person waits at most until a stop or cancel is heard of. */
const obeyMs = 1000;
const lookMs = 1000;

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
  const loop = new RunLoop({ ...options, ...options.settings, runStore, onRoom: () => void look() });
  const dispatch = (options.openDispatch ?? lookForRuns)(loop);

  const guarded = (task: () => Promise<void>) =>
    task().catch((problem) => {
      if (!isPassing(problem)) log.error({ err: problem }, 'A task of the worker failed; it is tried again');
    });
  const look = oneAtATime(() => guarded(() => dispatch.look()));
  const beat = oneAtATime(() =>
    guarded(async () => {
      const sign = { workerId, held: loop.leases(), problem: dispatch.problem() };
      const { known } = await link.call((to, signal) => to.beat.mutate(sign, signal));
      if (!known) ({ workerId } = await register(options));
    }),
  );

  const timers = [
    setInterval(() => loop.watch(), watchMs),
    setInterval(() => loop.obey(), obeyMs),
    setInterval(() => void look(), lookMs),
    setInterval(() => {
      loop.renew();
      void beat();
    }, registered.leaseMs / 3),
  ];
  void look();
  return {
    async stop() {
      for (const timer of timers) clearInterval(timer);
      await dispatch.pause();
      await loop.stop();
      await dispatch.close();
      await guarded(() => link.call((to, signal) => to.leave.mutate({ workerId }, signal)).then(() => {}));
    },
  };
}

function register({ link, version }: RemoteWorkerOptions): Promise<{ workerId: number; leaseMs: number }> {
  const self = { name: hostname(), pid: process.pid, version, protocol: workerProtocol };
  return link.call(({ register: ask }, options) => ask.mutate(self, options));
}
