import { afterAll, beforeAll, expect } from 'vitest';

/**
 * Sets the tensor backend for a test file and fails it when tensors are left over at its end: whatever was fitted
 * must have been disposed of.
 */
export function withTensorBackend(): void {
  let before = 0;
  beforeAll(async () => {
    const { chooseTensorBackend } = await import('#workers/tensor-backend.ts');
    await chooseTensorBackend();
    before = await countTensors();
  });
  afterAll(async () => {
    expect(await countTensors(), 'tensors left behind').toBe(before);
  });
}

/** How many tensors are alive. */
export async function countTensors(): Promise<number> {
  const tf = await import('@tensorflow/tfjs');
  return tf.memory().numTensors;
}
