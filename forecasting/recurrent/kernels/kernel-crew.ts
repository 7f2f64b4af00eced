import type { KernelModule } from './kernel-module.ts';
import { createRecord, type Record32 } from './record.ts';
import { type jobKinds, type KernelThreadTask, nextJob } from './serve-kernels.ts';

const crewFields = ['job', 'pending', 'arrived', 'network', 'shards', 'shardCount'] as const;

/**
 * Starts a thread that calls `serveKernels(task)` and returns how to stop it. Threads come in as an argument:
 * `workers/kernel-threads.ts` has a starter for Node; a browser starts a Web Worker.
 */
export type StartKernelThread = (task: KernelThreadTask) => () => void;

/** What a crew does together. */
export type KernelJob = Exclude<keyof typeof jobKinds, 'end'>;

/** The threads that compute together. It may be used before they are up, and gives the same bits without them. */
export interface KernelCrew {
  readonly kernels: KernelModule;
  readonly record: Record32<(typeof crewFields)[number]>;
  /** Threads that take part as of now, this one included. */
  threads(): number;
  /** Does a job on the shards that the record names; returns when all threads are done. */
  run(job: KernelJob): void;
  /** Ends the further threads. */
  dispose(): void;
}

/**
 * Gathers a crew of threads on the kernels' memory. They sleep between jobs and may serve any number of trainings.
 *
 * @param further How many threads are started besides this one, up to 62. A crew with any blocks while it waits for
 *   them, which the main thread of a browser is not allowed to do.
 */
export function gatherCrew(kernels: KernelModule, further = 0, start?: StartKernelThread): KernelCrew {
  const { module, memory, exports } = kernels;
  const record = createRecord(memory, crewFields);
  const task = { module, memory: memory.memory, crew: record.address };
  const stops = start ? Array.from({ length: further }, (_, i) => start({ ...task, thread: i + 1 })) : [];
  const words = memory.integers(record.address, crewFields.length);
  const threads = () => 1 + Atomics.load(words, 2);
  return {
    kernels,
    record,
    threads,
    run(job) {
      const taking = threads();
      handOut(words, job, taking);
      exports.runPart(record.address, job === 'train', 0, taking);
      awaitOthers(kernels, record.address, words);
    },
    dispose() {
      const taking = threads();
      handOut(words, 'end', taking);
      awaitOthers(kernels, record.address, words);
      for (const stop of stops) stop();
      // A thread that is still on its way would write to the record.
      if (taking === 1 + stops.length) memory.release(record.address);
    },
  };
}

const [jobWord, pendingWord] = [0, 1] as const;

function handOut(words: Int32Array, kind: keyof typeof jobKinds, threads: number): void {
  Atomics.store(words, pendingWord, threads - 1);
  if (threads === 1) return;
  Atomics.store(words, jobWord, nextJob(Atomics.load(words, jobWord), kind, threads));
  Atomics.notify(words, jobWord);
}

function awaitOthers({ exports }: KernelModule, crew: number, words: Int32Array): void {
  for (let left = Atomics.load(words, pendingWord); left > 0; left = Atomics.load(words, pendingWord)) {
    if (exports.watch(crew + pendingWord * 4, left) === left) Atomics.wait(words, pendingWord, left);
  }
}
