import { createRandom } from '../random.ts';
import { drawInitialWeights } from '../recurrent/initial-weights.ts';
import type { Cell } from '../recurrent/kernels/cell.ts';
import type { KernelCrew } from '../recurrent/kernels/kernel-crew.ts';
import type { StepNetwork } from '../recurrent/kernels/step-network.ts';
import { createTrainingStep, type TrainingStep } from '../recurrent/kernels/training-step.ts';

/** Steps that a window of the lesson reads. */
const backSteps = 24;
const units = 8;
const batchSize = 16;
/** Weights are nudged by this: small enough for a slope, large enough for 32-bit numbers. */
const nudge = 1e-2;
/** Passes that a time is the mean of. */
const timedPasses = 40;

/** One way back against trying every weight. */
export interface BackwardsResult {
  readonly cell: Cell;
  readonly weights: number;
  /** Largest difference between the two slopes of a weight, as a share of the largest slope. */
  readonly largestGap: number;
  /** Milliseconds of one pass there and back, and of trying every weight. */
  readonly backMs: number;
  readonly tryingMs: number;
  /** The slopes of all weights: by the way back, by trying. */
  readonly slopes: readonly (readonly [number, number])[];
}

/**
 * Computes the slope of the loss by every weight twice: by backpropagation through time, in one pass there and back,
 * and by nudging each weight up and down and running all steps again.
 *
 * @param now A clock in milliseconds.
 *
 * @example
 * goBackwards(crew, values, { cell: 'rnn', now: () => performance.now() }).largestGap // 0.0004
 */
export function goBackwards(
  crew: KernelCrew,
  values: Float32Array,
  { cell, now }: { readonly cell: Cell; readonly now: () => number },
): BackwardsResult {
  const network = networkFor(cell);
  const step = createTrainingStep(crew, network, { batchSize, loss: { kind: 'squared' } });
  try {
    const weights = drawInitialWeights(network, step.parameters, { random: createRandom(2) });
    step.write(weights);
    const batch = batchOf(values);
    const start = now();
    for (let pass = 0; pass < timedPasses; pass++) step.train(batch, { learningRate: 0 });
    const backMs = (now() - start) / timedPasses;
    const back = step.read('gradients').flatMap((part) => [...part]);
    const began = now();
    const tried = tryEveryWeight(step, weights, batch);
    const tryingMs = now() - began;
    const largest = Math.max(...back.map(Math.abs));
    return {
      cell,
      weights: back.length,
      largestGap: Math.max(...back.map((slope, i) => Math.abs(slope - tried[i]!))) / largest,
      backMs,
      tryingMs,
      slopes: back.map((slope, i) => [slope, tried[i]!]),
    };
  } finally {
    step.dispose();
  }
}

type Batch = ReturnType<typeof batchOf>;

/** Central differences of the loss, weight by weight. */
function tryEveryWeight(step: TrainingStep, weights: readonly Float32Array[], batch: Batch): number[] {
  const lossWith = (part: number, at: number, by: number) => {
    const moved = weights.map((own, i) => (i === part ? own.slice() : own));
    moved[part]![at]! += by;
    step.write(moved);
    return lossOf(step.answer(batch), batch);
  };
  return weights.flatMap((own, part) =>
    Array.from(own, (_, at) => (lossWith(part, at, nudge) - lossWith(part, at, -nudge)) / (2 * nudge)),
  );
}

function lossOf(answers: Float32Array, { targets, weights }: Batch): number {
  return answers.reduce((sum, answer, i) => sum + weights[i]! * (answer - targets[i]!) ** 2, 0);
}

/** Windows spread over the series; the value after each is asked. */
function batchOf(values: Float32Array) {
  const inputs = new Float32Array(batchSize * backSteps);
  const targets = new Float32Array(batchSize);
  for (let row = 0; row < batchSize; row++) {
    const start = Math.floor((row / batchSize) * (values.length - backSteps - 1));
    inputs.set(values.subarray(start, start + backSteps), row * backSteps);
    targets[row] = values[start + backSteps]!;
  }
  return { size: batchSize, inputs, targets, weights: new Float32Array(batchSize).fill(1 / batchSize) };
}

function networkFor(cell: Cell): StepNetwork {
  return {
    steps: backSteps,
    features: 1,
    embedUnits: 0,
    layers: [{ name: 'cell', cell, units }],
    contextSize: 0,
    outputs: 1,
    copies: 0,
  };
}
