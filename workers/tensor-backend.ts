import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { ForecastingError } from '#forecasting/errors.ts';
import { gatherCrew } from '#forecasting/recurrent/kernels/kernel-crew.ts';
import { type KernelModule, loadKernels } from '#forecasting/recurrent/kernels/kernel-module.ts';
import type { Kernels } from '#forecasting/recurrent/learner.ts';
import type { EngineRecord } from '#forecasting/run-result.ts';
import { readKernelBytes } from './kernel-bytes.ts';
import { startKernelThread } from './kernel-threads.ts';

/** The kernels split a batch in two. */
const mostFurtherThreads = 1;
/** A thread that takes longer to start joins later. */
const threadStartMs = 1000;

/** What this process computes with. */
export interface TensorEngine {
  /** Goes into the record of every run. */
  readonly engine: EngineRecord;
  /** undefined on a runtime that cannot run them: the library's own layers are used instead. */
  readonly kernels: Kernels | undefined;
}

/**
 * Chooses the tfjs backend of this process, WebAssembly or plain JavaScript where that does not load, and loads the
 * recurrent kernels. The only place that does.
 */
export async function startTensorEngine(): Promise<TensorEngine> {
  tf.enableProdMode();
  for (const name of ['wasm', 'cpu']) {
    if (await tf.setBackend(name).catch(() => false)) break;
  }
  await tf.ready();
  const kernels = await tryKernels();
  return {
    engine: {
      backend: tf.getBackend(),
      simd: kernels?.kernels.simd ?? 'none',
      kernelBuild: kernels?.kernels.build ?? `tfjs-${tf.version['tfjs-core']}`,
      threads: kernels?.threads() ?? 1,
    },
    kernels,
  };
}

async function tryKernels(): Promise<Kernels | undefined> {
  const loaded = tryLoading();
  if (!loaded) return undefined;
  const further = Math.min(mostFurtherThreads, availableParallelism() - 1);
  const crew = gatherCrew(loaded, further, startKernelThread);
  const patience = performance.now() + threadStartMs;
  while (crew.threads() <= further && performance.now() < patience) await sleep(5);
  return crew;
}

function tryLoading(): KernelModule | undefined {
  try {
    return loadKernels(readKernelBytes());
  } catch (error) {
    if (error instanceof ForecastingError && error.code === 'unsupported') return undefined;
    throw error;
  }
}
