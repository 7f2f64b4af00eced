import type { NaiveCopy } from './naive-copies.ts';
import type { TrainingBatch } from './training-data.ts';
import { copyErrors } from './window-batch.ts';

/** How sharply the first mixture prefers the copy with the smaller error: one a tenth worse gets e^−0.8 as much, twice as bad as little as any. */
const sharpness = 8;

/**
 * The logits from which the mixture of copies starts: nearly the best copy of each step, so that an untrained
 * network is as good as the best naive forecast it contains.
 *
 * @returns [horizon, copies], row by row.
 */
export function preferredCopies(sample: TrainingBatch, copies: readonly NaiveCopy[]): Float32Array {
  const errors = copyErrors(sample.inputs, sample.targets, copies);
  const logits = errors.map((row) => {
    const least = Math.min(...row);
    const worst = Math.max(...row);
    if (worst === 0) return row.map(() => 0);
    return row.map((error) => -sharpness * Math.min(1, error / Math.max(least, worst * 1e-3) - 1));
  });
  return Float32Array.from(logits.flatMap((row) => [...row]));
}
