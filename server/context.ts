import type { Database } from '#db/client.ts';
import type { DataFolder } from '#db/data-folder.ts';
import type { Access, Caller } from './access.ts';
import type { Environment } from './env.ts';
import type { Inspect } from './inspection/inspection.ts';
import type { Pulse } from './pulse.ts';
import type { FileReader } from './read-file.ts';

/** What the server works with, made once a process. */
export interface Services {
  readonly db: Database;
  readonly environment: Environment;
  readonly folder: DataFolder;
  readonly access: Access;
  readonly pulse: Pulse;
  readonly readFile: FileReader;
  /** Looks into networks and forecasts, in a thread of its own. */
  readonly inspect: Inspect;
  /** Milliseconds UTC. */
  readonly now: () => number;
  readonly version: string;
  readonly startedAt: number;
}

/** Lets a request through, or throws a Refusal. */
export interface Gate {
  admit(purpose: 'read' | 'write'): Caller;
  /** Lets a worker on another machine through. */
  admitWorker(): void;
}

/** What every procedure is given. */
export interface Context extends Services {
  readonly gate: Gate;
}

/** The gate of one request: its caller is looked up once, each write is counted. */
export function gateFor(access: Access, headers: Headers): Gate {
  let caller: Caller | undefined;
  return {
    admit(purpose) {
      caller ??= access.callerOf(headers);
      if (purpose === 'write') access.countWrite(caller);
      return caller;
    },
    admitWorker: () => access.checkWorker(headers),
  };
}
