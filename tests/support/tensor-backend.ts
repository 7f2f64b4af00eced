import { afterAll, beforeAll, expect } from 'vitest';
import type { TensorEngine } from '#workers/tensor-backend.ts';
import { buildTestKernels } from './kernels.ts';

/**
 * Starts the tensor engine for a test file and fails it when tensors are left over at its end: whatever was fitted
 * must have been disposed of.
 *
 * @returns The engine, there from the first test on.
 */
export function withTensorBackend(): () => TensorEngine {
  let engine: TensorEngine | undefined;
  let before = 0;
  beforeAll(async () => {
    const { startTensorEngine } = await import('#workers/tensor-backend.ts');
    buildTestKernels();
    engine = await startTensorEngine();
    before = await countTensors();
  });
  afterAll(async () => {
    expect(await countTensors(), 'tensors left behind').toBe(before);
  });
  return () => engine as TensorEngine;
}

/** How many tensors are alive. */
export async function countTensors(): Promise<number> {
  const tf = await import('@tensorflow/tfjs');
  return tf.memory().numTensors;
}
