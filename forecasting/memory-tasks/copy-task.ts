import type { MemoryTask } from './memory-task.ts';

/** Signs to choose from; one more input marks a blank. */
const signs = 4;

/**
 * The copy task (S. Hochreiter, J. Schmidhuber, 1997; M. Arjovsky et al., 2016): one of four signs, then T blanks, and
 * the sign has to be named after the last of them. Guessing is right in a quarter of the cases.
 *
 * @example
 * createCopyTask(20).steps; // 21
 */
export function createCopyTask(wait: number): MemoryTask {
  const steps = wait + 1;
  const features = signs + 1;
  return {
    name: 'copy',
    wait,
    steps,
    features,
    outputs: signs,
    answerSteps: 1,
    loss: { kind: 'crossEntropy' },
    guessing: 1 / signs,
    score: 'share',
    draw(size, random) {
      const targets = Float32Array.from({ length: size }, () => Math.floor(random() * signs));
      const inputs = new Float32Array(size * steps * features);
      targets.forEach((sign, row) => {
        for (let step = 0; step < steps; step++) {
          inputs[(row * steps + step) * features + (step === 0 ? sign : signs)] = 1;
        }
      });
      return { size, inputs, targets };
    },
    scoreOf(answers, { size, targets }) {
      let right = 0;
      for (let row = 0; row < size; row++) {
        const own = answers.subarray(row * signs, (row + 1) * signs);
        if (own.indexOf(Math.max(...own)) === targets[row]) right++;
      }
      return right / size;
    },
  };
}
