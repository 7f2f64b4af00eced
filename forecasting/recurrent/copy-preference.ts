import type { TrainingBatch } from './training-data.ts';
import { copyErrors } from './window-batch.ts';

/** How sharply the first mixture prefers the copy with the smaller error: one a tenth worse gets e^−0.8 as much. */
const sharpness = 8;
/** Rounds of descent, and how far the first of them goes. */
const rounds = 100;
const firstRate = 0.9;
/** A copy keeps at least e^−9 of the share of the best, so that training can still find it useful. */
const leastLogit = -9;

/**
 * The logits from which the mixture of copies starts, so that an untrained network is already the best mixture of
 * naive forecasts on its training part.
 *
 * For each step by itself the weighted mean absolute error is minimised over the shares by exponentiated gradient
 * descent (J. Kivinen, M. Warmuth, 1997), from shares that prefer the copies with the smaller errors.
 *
 * @returns [horizon, copies], row by row; 0 for the copy with the largest share.
 */
export function preferredCopies(sample: TrainingBatch, copies: number): Float32Array {
  const errors = copyErrors(sample.inputs, sample.targets, copies);
  const logits = errors.map(startingLogits);
  logits.forEach((row, step) => {
    const unit = leastOf(errors[step]!);
    for (let round = 0; round < rounds; round++) {
      descend(row, sample, step, firstRate / (1 + round / 10) / unit);
    }
  });
  return Float32Array.from(logits.flatMap((row) => [...row]));
}

function startingLogits(errors: Float64Array): Float64Array {
  const unit = leastOf(errors);
  return errors.map((error) => -sharpness * Math.min(1, error / unit - 1));
}

/** The error of the best copy, never so small that nothing compares with it. */
function leastOf(errors: Float64Array): number {
  return Math.max(Math.min(...errors), Math.max(...errors) * 1e-3) || 1;
}

/** One round for one step of the horizon, in place. */
function descend(logits: Float64Array, { inputs, targets }: TrainingBatch, step: number, rate: number): void {
  const shares = softmax(logits);
  const horizon = targets.targets.length / inputs.size;
  const slopes = new Float64Array(shares.length);
  for (let row = 0; row < inputs.size; row++) {
    const cell = row * horizon + step;
    const weight = targets.weights[cell]!;
    if (weight === 0) continue;
    const copies = inputs.copies.subarray(cell * shares.length, (cell + 1) * shares.length);
    const residual = dot(shares, copies) - targets.targets[cell]!;
    const direction = weight * Math.sign(residual);
    for (let k = 0; k < slopes.length; k++) slopes[k] = slopes[k]! + direction * copies[k]!;
  }
  const mean = dot(shares, slopes);
  for (let k = 0; k < slopes.length; k++) logits[k] = logits[k]! - rate * (slopes[k]! - mean);
  const highest = Math.max(...logits);
  for (let k = 0; k < slopes.length; k++) logits[k] = Math.max(leastLogit, logits[k]! - highest);
}

function softmax(logits: Float64Array): Float64Array {
  const highest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - highest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

function dot(a: Float64Array, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
