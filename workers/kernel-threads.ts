import { Worker } from 'node:worker_threads';
import type { StartKernelThread } from '#forecasting/recurrent/kernels/kernel-crew.ts';
import { serveKernels } from '#forecasting/recurrent/kernels/serve-kernels.ts';

/** The source text of a thread: a file would have to be found from every bundle that starts one. */
const source = `(${serveKernels})(require('node:worker_threads').workerData);`;

/** Starts a kernel thread in this process; it does not keep the process alive. */
export const startKernelThread: StartKernelThread = (task) => {
  const worker = new Worker(source, { eval: true, workerData: task });
  worker.unref();
  return () => void worker.terminate();
};
