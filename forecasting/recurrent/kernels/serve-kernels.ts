/** A further thread, as its starter is told about it; it can be posted to a worker. */
export interface KernelThreadTask {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Address of the crew's record. */
  readonly crew: number;
  /** From 1 on. */
  readonly thread: number;
}

/** What a job's word says besides its count: what is to be done, and how many threads take part. */
export const jobKinds = { train: 0, answer: 1, end: 2 } as const;

/** The word of the job after `last`. */
export function nextJob(last: number, kind: keyof typeof jobKinds, threads: number): number {
  return (((last >> 8) + 1) << 8) | (jobKinds[kind] << 6) | threads;
}

/**
 * The whole life of a further thread: it blocks until its crew is disposed of. Everything it needs stands inside of
 * it, so that a worker can also be started from its source text.
 */
export function serveKernels({ module, memory, crew, thread }: KernelThreadTask): void {
  const [jobWord, pendingWord, arrivedWord] = [0, 1, 2] as const;
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const { watch, runPart } = exports as Record<string, (...numbers: number[]) => number>;
  const words = new Int32Array(memory.buffer, crew, 3);
  let job = Atomics.load(words, jobWord);
  Atomics.add(words, arrivedWord, 1);
  for (;;) {
    if (watch!(crew, job) === job) Atomics.wait(words, jobWord, job);
    const next = Atomics.load(words, jobWord);
    const threads = next & 63;
    const kind = (next >> 6) & 3;
    // A job that was handed out before this thread arrived counts without it.
    const taken = next !== job && thread < threads;
    job = next;
    if (!taken) continue;
    if (kind < 2) runPart!(crew, kind === 0 ? 1 : 0, thread, threads);
    if (Atomics.sub(words, pendingWord, 1) === 1) Atomics.notify(words, pendingWord);
    if (kind === 2) return;
  }
}
