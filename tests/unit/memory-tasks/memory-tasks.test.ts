import { describe, expect, it } from 'vitest';
import { createAddingTask } from '#forecasting/memory-tasks/adding-task.ts';
import { createCopyTask } from '#forecasting/memory-tasks/copy-task.ts';
import { createTask, type RecallResult, studyRecall } from '#forecasting/memory-tasks/recall-study.ts';
import { createRandom } from '#forecasting/random.ts';
import { gatherCrew } from '#forecasting/recurrent/kernels/kernel-crew.ts';
import { loadTestKernels } from '#tests/support/kernels.ts';

const kernels = loadTestKernels();
const crew = gatherCrew(kernels);

describe('createCopyTask()', () => {
  const task = createCopyTask(3);
  const batch = task.draw(200, createRandom(1));

  it('shows one of four signs, then blanks', () => {
    for (let row = 0; row < batch.size; row++) {
      const steps = [0, 1, 2, 3].map((step) =>
        [...batch.inputs.subarray((row * 4 + step) * 5, (row * 4 + step + 1) * 5)].indexOf(1),
      );
      expect(steps).toEqual([batch.targets[row], 4, 4, 4]);
    }
    expect(new Set(batch.targets)).toEqual(new Set([0, 1, 2, 3]));
  });

  it('counts right signs; guessing one sign is right in a quarter', () => {
    const right = Float32Array.from({ length: 800 }, (_, i) =>
      Number(batch.targets[Math.floor(i / 4)] === i % 4),
    );
    expect(task.scoreOf(right, batch)).toBe(1);
    const always = Float32Array.from({ length: 800 }, (_, i) => Number(i % 4 === 2));
    expect(task.scoreOf(always, batch)).toBeCloseTo(task.guessing, 1);
  });
});

describe('createAddingTask()', () => {
  const task = createAddingTask(10);
  const batch = task.draw(4000, createRandom(2));

  it('marks one number in each half and asks for their sum', () => {
    for (let row = 0; row < 50; row++) {
      const steps = Array.from({ length: 10 }, (_, step) => {
        const [value, mark] = batch.inputs.subarray((row * 10 + step) * 2, (row * 10 + step) * 2 + 2);
        return { value: value!, mark: mark! };
      });
      const marked = steps.flatMap(({ mark }, step) => (mark === 1 ? [step] : []));
      expect(marked.length).toBe(2);
      expect(marked[0]).toBeLessThan(5);
      expect(marked[1]).toBeGreaterThanOrEqual(5);
      expect(batch.targets[row]).toBeCloseTo(steps[marked[0]!]!.value + steps[marked[1]!]!.value, 6);
    }
  });

  it('has the error of always answering 1 that theory gives: the variance of the sum of two uniforms, 1/6', () => {
    expect(task.guessing).toBeCloseTo(1 / 6, 12);
    expect(task.scoreOf(new Float32Array(4000).fill(1), batch)).toBeCloseTo(task.guessing, 2);
    expect(task.scoreOf(batch.targets, batch)).toBe(0);
  });
});

describe('studyRecall()', () => {
  const scoresOf = (plan: Parameters<typeof studyRecall>[1]) => [...studyRecall(crew, plan)];
  const mean = (results: readonly RecallResult[], cell: string, remembers: boolean) => {
    const own = results.filter(
      ({ contender }) => contender.cell === cell && contender.remembers === remembers,
    );
    return own.reduce((sum, { score }) => sum + score, 0) / own.length;
  };

  it('shows where an LSTM stops at common defaults, and that log T carries it on', () => {
    const results = scoresOf({ task: 'copy', waits: [35], seeds: 2, updates: 400 });
    expect(results.length).toBe(8);
    expect(mean(results, 'lstm', false)).toBeLessThan(0.5);
    expect(mean(results, 'lstm', true)).toBeGreaterThan(0.95);
  });

  it('lets a GRU add over 20 steps, far below the error of guessing', () => {
    const results = scoresOf({ task: 'adding', waits: [20], seeds: 1, updates: 600 });
    expect(mean(results, 'gru', false)).toBeLessThan(createTask('adding', 20).guessing / 10);
  });

  it('gives the same scores again, tells each as soon as it is there, and gives its memory back', () => {
    const used = kernels.memory.used;
    const plan = { task: 'copy', waits: [5], seeds: 1, updates: 20 } as const;
    const study = studyRecall(crew, plan);
    expect(study.next().value).toMatchObject({ wait: 5, seed: 1, contender: { cell: 'rnn' } });
    study.return();
    expect(scoresOf(plan)).toEqual(scoresOf(plan));
    expect(kernels.memory.used).toBe(used);
  });
});
