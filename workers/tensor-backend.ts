import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import type { EngineRecord } from '#forecasting/run-result.ts';

/**
 * Chooses the tfjs backend of this process: WebAssembly, or plain JavaScript where that does not load. The only
 * place that does; what it returns goes into the record of every run.
 */
export async function chooseTensorBackend(): Promise<EngineRecord> {
  tf.enableProdMode();
  for (const name of ['wasm', 'cpu']) {
    if (await tf.setBackend(name).catch(() => false)) break;
  }
  await tf.ready();
  const backend = tf.getBackend();
  const simd = backend === 'wasm' && (await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'));
  return {
    backend,
    simd: simd ? 'plain' : 'none',
    kernelBuild: `tfjs-${tf.version['tfjs-core']}`,
    threads: 1,
  };
}
