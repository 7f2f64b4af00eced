import { registerWorker } from '#db/queries/workers.ts';
import type { Services } from './context.ts';
import { Refusal } from './refusal.ts';
import { workerProtocol } from './wire-job.ts';

export interface RemoteWorker {
  /** What its owner calls the machine. */
  readonly name: string;
  readonly pid: number;
  readonly version: string;
  readonly protocol: number;
}

export interface Registration {
  readonly workerId: number;
  readonly leaseMs: number;
}

/** Takes a worker on another machine into the list; refused where it runs another version than the server. */
export function registerRemoteWorker(
  { db, environment, version, now }: Services,
  worker: RemoteWorker,
): Registration {
  if (worker.version !== version || worker.protocol !== workerProtocol) {
    const ours = `${version} (protocol ${workerProtocol})`;
    const theirs = `${worker.version} (protocol ${worker.protocol})`;
    throw new Refusal(
      'conflict',
      'worker-version',
      `This server is Hindcast ${ours} and the worker is ${theirs}: bring both to the same version.`,
    );
  }
  const { name, pid } = worker;
  // Nothing of another machine's processes can be seen from here: only its lease tells whether it lives.
  const machine = `remote ${name}`;
  const workerId = registerWorker(db, { machine, name, pid, processStart: null, now: now() });
  return { workerId, leaseMs: environment.leaseMs };
}
