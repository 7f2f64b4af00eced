import type { KernelModule } from './kernel-module.ts';
import { createRecord, type Record32 } from './record.ts';

const crewFields = ['job', 'pending', 'arrived', 'network', 'shards', 'shardCount'] as const;

/** What the compiled module does in a job. */
export const jobs = { train: 0, answer: 1, end: 2 } as const;

/** A further thread, as its starter is told about it. */
export interface KernelThreadTask {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly crew: number;
  /** From 1 on. */
  readonly thread: number;
}

/**
 * Starts a thread that runs `serveKernels(task)` and returns how to stop it. Threads come in as an argument:
 * `workers/` has a starter for Node, a browser starts a Web Worker.
 */
export type StartKernelThread = (task: KernelThreadTask) => () => void;

/** The threads that compute together. It may be used before they are up, and gives the same bits without them. */
export interface KernelCrew {
  readonly kernels: KernelModule;
  readonly record: Record32<(typeof crewFields)[number]>;
  /** Threads that take part as of now, this one included. */
  threads(): number;
  /** Ends the further threads. */
  dispose(): void;
}

/**
 * Gathers a crew of threads on the kernels' memory.
 *
 * @param further How many threads are started besides this one.
 */
export function gatherCrew(kernels: KernelModule, further = 0, start?: StartKernelThread): KernelCrew {
  const { module, memory, exports } = kernels;
  const record = createRecord(memory, crewFields);
  const task = { module, memory: memory.memory, crew: record.address };
  const stops = start ? Array.from({ length: further }, (_, i) => start({ ...task, thread: i + 1 })) : [];
  return {
    kernels,
    record,
    threads: () => 1 + record.get('arrived'),
    dispose() {
      const arrived = record.get('arrived');
      exports.runJob(record.address, jobs.end);
      for (const stop of stops) stop();
      // A thread that is still on its way would write to the record.
      if (arrived === stops.length) memory.release(record.address);
    },
  };
}

/** The whole life of a further thread: it returns when the crew is disposed of, and blocks until then. */
export function serveKernels({ module, memory, crew, thread }: KernelThreadTask): void {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  (exports.serve as (crew: number, thread: number) => void)(crew, thread);
}
