import { contenders, studyRecall } from '#forecasting/memory-tasks/recall-study.ts';
import { gatherCrew } from '#forecasting/recurrent/kernels/kernel-crew.ts';
import { loadBrowserKernels } from './load-browser-kernels.ts';
import type { RecallReply, RecallRequest } from './recall-messages.ts';

// Trains every cell on a memory task at every T and tells each score as it comes.

function tell(reply: RecallReply): void {
  postMessage(reply);
}

async function run(plan: RecallRequest): Promise<void> {
  const crew = gatherCrew(await loadBrowserKernels());
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  // Longer waits take longer, in proportion.
  const whole = plan.waits.reduce((sum, wait) => sum + wait, 0) * contenders.length * plan.seeds;
  let done = 0;
  for (const result of studyRecall(crew, plan)) {
    done += result.wait;
    tell({ kind: 'result', result, share: done / whole, seconds: seconds() });
  }
  tell({ kind: 'done', seconds: seconds() });
}

addEventListener('message', ({ data }: MessageEvent<RecallRequest>) => {
  run(data).catch((problem: unknown) => {
    tell({ kind: 'failed', message: problem instanceof Error ? problem.message : String(problem) });
  });
});
