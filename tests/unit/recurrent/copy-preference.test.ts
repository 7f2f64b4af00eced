import { describe, expect, it } from 'vitest';
import { createRandom, drawNormal } from '#forecasting/random.ts';
import { preferredCopies } from '#forecasting/recurrent/copy-preference.ts';
import type { TrainingBatch } from '#forecasting/recurrent/training-data.ts';

const random = createRandom(4);

/** A batch of one step whose target is made of its copies. */
function batchOf(windows: number, copies: number, target: (copies: Float32Array) => number): TrainingBatch {
  const values = Float32Array.from({ length: windows * copies }, () => drawNormal(random));
  const none = new Float32Array(0);
  const targets = Float32Array.from({ length: windows }, (_, row) =>
    target(values.subarray(row * copies, (row + 1) * copies)),
  );
  return {
    errorScales: [],
    inputs: { size: windows, segments: none, context: none, copies: values, scales: [] },
    targets: { targets, weights: new Float64Array(windows).fill(1) },
  };
}

function sharesOf(logits: Float32Array): number[] {
  const powers = Array.from(logits, Math.exp);
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

describe('preferredCopies()', () => {
  it('gives nearly everything to a copy that is right', () => {
    const [first, second, third] = sharesOf(
      preferredCopies(
        batchOf(200, 3, ([, b]) => b!),
        3,
      ),
    );
    expect(second).toBeGreaterThan(0.97);
    expect(first! + third!).toBeLessThan(0.03);
  });

  it('finds a mixture that is better than each of its copies', () => {
    const [first, second, third] = sharesOf(
      preferredCopies(
        batchOf(400, 3, ([a, b]) => 0.7 * a! + 0.3 * b!),
        3,
      ),
    );
    expect(first).toBeCloseTo(0.7, 1);
    expect(second).toBeCloseTo(0.3, 1);
    expect(third).toBeLessThan(0.05);
  });

  it('leaves all copies equal where all are right', () => {
    const batch = batchOf(10, 3, () => 0);
    batch.inputs.copies.fill(0);
    expect([...preferredCopies(batch, 3)].every((logit) => logit === preferredCopies(batch, 3)[0])).toBe(
      true,
    );
  });
});
