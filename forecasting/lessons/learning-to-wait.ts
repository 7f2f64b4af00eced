import { createCopyTask } from '../memory-tasks/copy-task.ts';
import { type Contender, contenders, trainContender } from '../memory-tasks/recall-study.ts';
import type { KernelCrew } from '../recurrent/kernels/kernel-crew.ts';
import { weightsOfCell } from './cell-weights.ts';

/** Blanks between the sign and the question. */
export const waitedSteps = 24;
const updates = 400;
const seeds = 2;
/** Nine in ten right. */
const learned = 0.9;

/** How one cell learned to name a sign after a wait. */
export interface WaitingCurve {
  readonly contender: Contender;
  /** Weights of a cell of 16 units that reads one number a step. */
  readonly weights: number;
  /** [update, mean share of right answers over the seeds]. */
  readonly curve: readonly (readonly [number, number])[];
  /** The first update watched with nine in ten right and no worse after it; null where it never came to that. */
  readonly learnedAt: number | null;
}

/**
 * Lets every contender learn the copy task over 24 blanks and watches it.
 *
 * @yields The share of the work that is done.
 *
 * @example
 * for (const share of learnToWait(crew)) showProgress(share);
 */
export function* learnToWait(crew: KernelCrew): Generator<number, WaitingCurve[]> {
  const curves: WaitingCurve[] = [];
  for (const contender of contenders) {
    const sums = new Map<number, number>();
    for (let seed = 1; seed <= seeds; seed++) {
      const watch = (update: number, score: number) => {
        sums.set(update, (sums.get(update) ?? 0) + score / seeds);
      };
      trainContender(crew, createCopyTask(waitedSteps), { contender, seed, updates, watch });
      yield (curves.length + seed / seeds) / contenders.length;
    }
    const curve = [...sums];
    const lastBelow = curve.findLastIndex(([, share]) => share < learned);
    curves.push({
      contender,
      weights: weightsOfCell(contender.cell),
      curve,
      learnedAt: curve[lastBelow + 1]?.[0] ?? null,
    });
  }
  return curves;
}
