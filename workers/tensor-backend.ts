import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { ForecastingError } from '#forecasting/errors.ts';
import { type KernelModule, loadKernels } from '#forecasting/recurrent/kernels/kernel-module.ts';
import type { EngineRecord } from '#forecasting/run-result.ts';
import { readKernelBytes } from './kernel-bytes.ts';

/** What this process computes with. */
export interface TensorEngine {
  /** Goes into the record of every run. */
  readonly engine: EngineRecord;
  /** undefined on a runtime that cannot run them: the library's own layers are used instead. */
  readonly kernels: KernelModule | undefined;
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
  const kernels = tryKernels();
  return {
    engine: {
      backend: tf.getBackend(),
      simd: kernels?.simd ?? 'none',
      kernelBuild: kernels?.build ?? `tfjs-${tf.version['tfjs-core']}`,
      threads: 1,
    },
    kernels,
  };
}

function tryKernels(): KernelModule | undefined {
  try {
    return loadKernels(readKernelBytes());
  } catch (error) {
    if (error instanceof ForecastingError && error.code === 'unsupported') return undefined;
    throw error;
  }
}
