import { estimateSkills, type SkillEstimate } from '../evaluation/skill-interval.ts';
import { outcomeOf } from '../evaluation/verdict.ts';
import { createRandom, deriveSeed } from '../random.ts';
import { drawInitialWeights } from '../recurrent/initial-weights.ts';
import type { Cell } from '../recurrent/kernels/cell.ts';
import type { KernelCrew } from '../recurrent/kernels/kernel-crew.ts';
import type { StepNetwork } from '../recurrent/kernels/step-network.ts';
import { createTrainingStep } from '../recurrent/kernels/training-step.ts';
import type { VerdictOutcome } from '../run-result.ts';

/** Observations that a window of the lesson reads, and answers: one answer a step. */
export const answeredSteps = 24;
const units = 16;
const batchSize = 32;
const updates = 300;
/** The last fifth judges and is not learned from. */
const judged = 0.2;
/** Answers within a window that count: the state needs some steps to fill. */
const warmUp = 8;

/** How the answers of one cell compare with "same as now". */
export interface AnsweringResult {
  readonly cell: Cell;
  /** Mean absolute error of the next value, in standard deviations. */
  readonly error: number;
  readonly estimate: SkillEstimate;
  readonly outcome: VerdictOutcome;
}

export interface AnsweringStudy {
  /** Mean absolute error of "same as now". */
  readonly naiveError: number;
  readonly results: readonly AnsweringResult[];
  /** How many next values judged. */
  readonly judged: number;
  /** The last observations and what each cell answered for them, one step before; index 0 has no answer. */
  readonly shown: {
    readonly actual: readonly number[];
    readonly answers: Readonly<Record<string, readonly number[]>>;
  };
}

/**
 * Trains the three cells to answer at every step with the next value, told as a change from the present one, and
 * judges each answer of the last fifth against no change at all.
 *
 * @yields The share of the work that is done.
 *
 * @example
 * for (const share of answerEveryStep(crew, values)) showProgress(share);
 */
export function* answerEveryStep(crew: KernelCrew, values: Float32Array): Generator<number, AnsweringStudy> {
  const firstJudged = Math.floor(values.length * (1 - judged));
  const origins = Array.from({ length: values.length - 1 - firstJudged }, (_, i) => firstJudged + i);
  const naive = origins.map((at) => Math.abs(values[at + 1]! - values[at]!));
  const answers: Record<string, number[]> = {};
  for (const cell of ['rnn', 'lstm', 'gru'] as const) {
    const network = networkFor(cell);
    const step = createTrainingStep(crew, network, { batchSize, loss: { kind: 'squared' }, clipNorm: 1 });
    const random = createRandom(deriveSeed(1, `answers ${cell}`));
    step.write(drawInitialWeights(network, step.parameters, { random }));
    for (let update = 0; update < updates; update++) {
      const starts = Array.from({ length: batchSize }, () =>
        Math.floor(random() * (firstJudged - answeredSteps)),
      );
      step.train(windowsAt(values, starts), { learningRate: update < (2 / 3) * updates ? 0.01 : 0.003 });
      if (update % 50 === 49) yield (Object.keys(answers).length + (update + 1) / updates) / 3;
    }
    answers[cell] = answersAt(values, origins, (starts) => step.answer(windowsAt(values, starts)));
    step.dispose();
  }
  return judge(values, origins, { naive, answers });
}

/** Answers for the value after each origin, in the data's own standard deviations. */
function answersAt(
  values: Float32Array,
  origins: readonly number[],
  answer: (starts: readonly number[]) => Float32Array,
): number[] {
  const counted = answeredSteps - warmUp;
  const starts = Array.from({ length: Math.ceil(origins.length / counted) }, (_, i) =>
    Math.min(origins[0]! - warmUp + i * counted, values.length - 1 - answeredSteps),
  );
  const byOrigin = new Map<number, number>();
  for (let first = 0; first < starts.length; first += batchSize) {
    const some = starts.slice(first, first + batchSize);
    const changes = answer(some);
    some.forEach((start, row) => {
      for (let step = warmUp; step < answeredSteps; step++) {
        byOrigin.set(start + step, values[start + step]! + changes[row * answeredSteps + step]!);
      }
    });
  }
  return origins.map((at) => byOrigin.get(at)!);
}

function windowsAt(values: Float32Array, starts: readonly number[]) {
  const count = starts.length * answeredSteps;
  const inputs = new Float32Array(count);
  const targets = new Float32Array(count);
  starts.forEach((start, row) => {
    for (let step = 0; step < answeredSteps; step++) {
      inputs[row * answeredSteps + step] = values[start + step]!;
      targets[row * answeredSteps + step] = values[start + step + 1]! - values[start + step]!;
    }
  });
  return { size: starts.length, inputs, targets, weights: new Float32Array(count).fill(1 / count) };
}

function networkFor(cell: Cell): StepNetwork {
  return {
    steps: answeredSteps,
    features: 1,
    embedUnits: 0,
    layers: [{ name: 'cell', cell, units }],
    contextSize: 0,
    outputs: 1,
    copies: 0,
    answerSteps: answeredSteps,
  };
}

interface Judged {
  readonly naive: readonly number[];
  readonly answers: Readonly<Record<string, readonly number[]>>;
}

function judge(values: Float32Array, origins: readonly number[], { naive, answers }: Judged): AnsweringStudy {
  const cells = Object.keys(answers) as Cell[];
  const losses = [
    naive,
    ...cells.map((cell) => answers[cell]!.map((answer, i) => Math.abs(answer - values[origins[i]! + 1]!))),
  ].map((own) => Float64Array.from(own));
  const weights = new Float64Array(origins.length).fill(1);
  const table = { slots: origins.length, series: [{ weights, sums: losses }] };
  const estimates = estimateSkills(table, {
    candidates: cells.map((_, i) => i + 1),
    reference: 0,
    reach: 1,
    seed: 1,
  });
  const mean = (own: Float64Array) => own.reduce((sum, value) => sum + value, 0) / own.length;
  const last = origins.slice(-(answeredSteps * 2));
  return {
    naiveError: mean(losses[0]!),
    judged: origins.length,
    results: cells.map((cell, i) => ({
      cell,
      error: mean(losses[i + 1]!),
      estimate: estimates[i]!,
      outcome: outcomeOf(estimates[i]!, false),
    })),
    shown: {
      actual: [last[0]!, ...last.map((at) => at + 1)].map((at) => values[at]!),
      answers: Object.fromEntries(cells.map((cell) => [cell, answers[cell]!.slice(-last.length)])),
    },
  };
}
