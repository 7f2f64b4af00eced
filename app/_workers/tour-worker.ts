import { answerEveryStep } from '#forecasting/lessons/answers-every-step.ts';
import { goBackwards } from '#forecasting/lessons/backwards-through-time.ts';
import { fadeOf } from '#forecasting/lessons/fading-gradient.ts';
import { stateOfHeldGates } from '#forecasting/lessons/hand-worked-gates.ts';
import { learnToWait } from '#forecasting/lessons/learning-to-wait.ts';
import { fadingOfPulse, memoryOfOneNumber } from '#forecasting/lessons/one-number-memory.ts';
import { measureSharing } from '#forecasting/lessons/shared-weights.ts';
import { gatherCrew, type KernelCrew } from '#forecasting/recurrent/kernels/kernel-crew.ts';
import { loadBrowserKernels } from './load-browser-kernels.ts';
import { pause } from './pause.ts';
import type { TourReply, TourRequest, TourTask, TourTasks } from './tour-messages.ts';

// Everything that the tour shows or measures, with the kernels that train the forecasts.

const cells = ['rnn', 'lstm', 'gru'] as const;

type Work<Task extends TourTask> = (
  crew: KernelCrew,
  values: Float32Array,
  takes: TourTasks[Task]['takes'],
) => TourTasks[Task]['gives'] | Generator<number, TourTasks[Task]['gives']>;

const works: { readonly [Task in TourTask]: Work<Task> } = {
  memory: ({ kernels }, values, { keep }) => [...memoryOfOneNumber(kernels, values, keep)],
  pulse: ({ kernels }, values, { keep }) => fadingOfPulse(kernels, values, keep),
  sharing: ({ kernels }, values) => cells.map((cell) => measureSharing(kernels, values, cell)),
  answers: (crew, values) => answerEveryStep(crew, values),
  *backwards(crew, values) {
    const results = [];
    for (const cell of cells) {
      results.push(goBackwards(crew, values, { cell, now: () => performance.now() }));
      yield results.length / cells.length;
    }
    return results;
  },
  *fading({ kernels }, values, { cells: asked }) {
    const results = [];
    for (const one of asked) {
      results.push(fadeOf(kernels, values, one));
      yield results.length / asked.length;
    }
    return results;
  },
  held: ({ kernels }, values, { keep }) => [...stateOfHeldGates(kernels, values, keep)],
  waiting: (crew) => learnToWait(crew),
};

function tell(reply: TourReply): void {
  postMessage(reply);
}

const crew = loadBrowserKernels().then((kernels) => gatherCrew(kernels));

async function answer({ id, task, values, takes }: TourRequest): Promise<void> {
  const ready = await crew;
  const began = performance.now();
  const work = (works[task] as Work<typeof task>)(ready, values, takes as never);
  const gives = isGenerator(work) ? await finish(id, work) : work;
  tell({ id, kind: 'done', gives, seconds: (performance.now() - began) / 1000 });
}

function isGenerator(work: unknown): work is Generator<number, unknown> {
  return typeof work === 'object' && work !== null && Symbol.iterator in work && 'next' in work;
}

async function finish(id: number, work: Generator<number, unknown>): Promise<unknown> {
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
    tell({ id, kind: 'progress', share: next.value });
    await pause();
  }
}

addEventListener('message', ({ data }: MessageEvent<TourRequest>) => {
  answer(data).catch((problem: unknown) => {
    tell({
      id: data.id,
      kind: 'failed',
      message: problem instanceof Error ? problem.message : String(problem),
    });
  });
});
