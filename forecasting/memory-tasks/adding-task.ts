import type { MemoryTask } from './memory-task.ts';

/** Variance of the sum of two uniform numbers: the error of always answering 1. */
const varianceOfSum = 1 / 6;

/**
 * The adding task (S. Hochreiter, J. Schmidhuber, 1997): T numbers between 0 and 1, two of them marked, one in each
 * half; their sum has to be said after the last. Always answering 1, the mean of all sums, has a mean squared error
 * of 1/6.
 *
 * @example
 * createAddingTask(20).guessing; // 1 / 6
 */
export function createAddingTask(wait: number): MemoryTask {
  const half = Math.max(1, Math.floor(wait / 2));
  return {
    name: 'adding',
    wait,
    steps: wait,
    features: 2,
    outputs: 1,
    answerSteps: 1,
    loss: { kind: 'squared' },
    guessing: varianceOfSum,
    score: 'error',
    draw(size, random) {
      const inputs = new Float32Array(size * wait * 2);
      const targets = new Float32Array(size);
      for (let row = 0; row < size; row++) {
        const marked = [Math.floor(random() * half), half + Math.floor(random() * (wait - half))];
        for (let step = 0; step < wait; step++) {
          const at = (row * wait + step) * 2;
          inputs[at] = random();
          if (!marked.includes(step)) continue;
          inputs[at + 1] = 1;
          targets[row]! += inputs[at]!;
        }
      }
      return { size, inputs, targets };
    },
    scoreOf: (answers, { size, targets }) =>
      targets.reduce((sum, target, row) => sum + (answers[row]! - target) ** 2, 0) / size,
  };
}
