import { createRandom, deriveSeed } from '../random.ts';
import { drawInitialWeights } from '../recurrent/initial-weights.ts';
import type { Cell } from '../recurrent/kernels/cell.ts';
import type { KernelCrew } from '../recurrent/kernels/kernel-crew.ts';
import type { StepNetwork } from '../recurrent/kernels/step-network.ts';
import { createTrainingStep } from '../recurrent/kernels/training-step.ts';
import { createAddingTask } from './adding-task.ts';
import { createCopyTask } from './copy-task.ts';
import type { MemoryTask, TaskBatch } from './memory-task.ts';

/** A cell, and whether its gates start with a memory of T. */
export interface Contender {
  readonly cell: Cell;
  /** Gates start open for T steps: forget bias log T. */
  readonly remembers: boolean;
}

/** The three cells as common libraries draw them, and an LSTM whose gates start with the memory that the task needs. */
export const contenders: readonly Contender[] = [
  { cell: 'rnn', remembers: false },
  { cell: 'lstm', remembers: false },
  { cell: 'gru', remembers: false },
  { cell: 'lstm', remembers: true },
];

export interface RecallPlan {
  readonly task: 'copy' | 'adding';
  /** The T's. */
  readonly waits: readonly number[];
  readonly seeds: number;
  /** Updates of each network. */
  readonly updates: number;
}

/** One network, trained from nothing and tested on sequences that it has not seen. */
export interface RecallResult {
  readonly contender: Contender;
  readonly wait: number;
  readonly seed: number;
  readonly score: number;
}

/** Units of each network. */
export const recallUnits = 16;
const batchSize = 32;
const testSize = 256;
const clipNorm = 1;

export function createTask(task: RecallPlan['task'], wait: number): MemoryTask {
  return task === 'copy' ? createCopyTask(wait) : createAddingTask(wait);
}

/**
 * Trains every contender on a task at every T and with every seed, the shortest T first, and tells each score as soon
 * as it is there. Stop by not asking for the next.
 *
 * @example
 * const study = studyRecall(crew, { task: 'copy', waits: [5, 10], seeds: 3, updates: 300 });
 * for (const { contender, wait, score } of study) show(contender, wait, score);
 */
export function* studyRecall(crew: KernelCrew, plan: RecallPlan): Generator<RecallResult, void> {
  for (const wait of plan.waits) {
    for (const contender of contenders) {
      for (let seed = 1; seed <= plan.seeds; seed++) {
        const score = trainContender(crew, createTask(plan.task, wait), {
          contender,
          seed,
          updates: plan.updates,
        });
        yield { contender, wait, seed, score };
      }
    }
  }
}

interface Training {
  readonly contender: Contender;
  readonly seed: number;
  readonly updates: number;
  /** Told the score now and then while it learns. */
  readonly watch?: (update: number, score: number) => void;
}

/** Updates from one look at the score to the next. */
export const watchedEvery = 25;

/**
 * Trains one network on a task and tests it.
 *
 * @returns The score on sequences apart, as the task has it.
 */
export function trainContender(
  crew: KernelCrew,
  task: MemoryTask,
  { contender, seed, updates, watch }: Training,
): number {
  const network = networkFor(task, contender);
  const step = createTrainingStep(crew, network, { batchSize: testSize, loss: task.loss, clipNorm });
  try {
    const random = createRandom(deriveSeed(seed, `recall ${task.name} ${task.wait}`));
    const memory = contender.remembers ? { memorySteps: task.wait } : {};
    step.write(drawInitialWeights(network, step.parameters, { random, ...memory }));
    const test = task.draw(testSize, createRandom(deriveSeed(seed, 'recall test')));
    const score = () => task.scoreOf(step.answer(test), test);
    for (let update = 0; update < updates; update++) {
      if (watch && update % watchedEvery === 0) watch(update, score());
      step.train(weighted(task.draw(batchSize, random)), { learningRate: rateAt(update / updates) });
    }
    const last = score();
    watch?.(updates, last);
    return last;
  } finally {
    step.dispose();
  }
}

function networkFor(task: MemoryTask, { cell }: Contender): StepNetwork {
  const { steps, features, outputs, answerSteps } = task;
  return {
    steps,
    features,
    embedUnits: 0,
    layers: [{ name: 'cell', cell, units: recallUnits }],
    contextSize: 0,
    outputs,
    copies: 0,
    answerSteps,
  };
}

/** The loss is a mean over the targets. */
function weighted(batch: TaskBatch) {
  return { ...batch, weights: new Float32Array(batch.targets.length).fill(1 / batch.targets.length) };
}

/** 0.01, and a third of it for the last third. */
function rateAt(share: number): number {
  return share > 2 / 3 ? 0.003 : 0.01;
}
