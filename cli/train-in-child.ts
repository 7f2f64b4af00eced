import type { RunRequest } from '#forecasting/run.ts';
import type { RunProgress } from '#forecasting/run-progress.ts';
import type { RunResult } from '#forecasting/run-result.ts';
import { spawnTrainer } from '#workers/spawn-trainer.ts';
import type { FromTrainer } from '#workers/trainer-protocol.ts';
import { CommandFailure, exitCodes } from './exit-codes.ts';

/** Runs the engine in the same kind of child process as the worker, and tells its progress on stderr. */
export async function trainInChild(request: RunRequest): Promise<RunResult> {
  let last: FromTrainer | undefined;
  const trainer = spawnTrainer({
    onMessage(message) {
      if (message.type === 'progress') tell(message.progress);
      else if (message.type !== 'heartbeat') last = message;
    },
  });
  const interrupt = () => {
    trainer.kill();
    process.exit(130);
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  trainer.send({ type: 'run', request });
  const exit = await trainer.exited;
  process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  if (last?.type === 'done') return last.result;
  if (last?.type === 'failed' && last.code !== 'internal') {
    throw new CommandFailure(exitCodes.refused, last.code, last.message);
  }
  const reason =
    last?.type === 'failed' ? last.message : `it ended with ${exit.signal ?? `exit code ${exit.code}`}`;
  throw new Error(`the training process failed: ${reason}`);
}

function tell(progress: RunProgress): void {
  const line = lineOf(progress);
  if (line !== undefined) process.stderr.write(`${line}\n`);
}

function lineOf(progress: RunProgress): string | undefined {
  switch (progress.kind) {
    case 'started':
      return `${progress.folds} origins, ${progress.windows} training windows, lookback ${progress.lookback}`;
    case 'forecaster-finished':
      return progress.failure ?? `${progress.forecaster}: done in ${progress.fitSeconds.toFixed(1)} s`;
    case 'note':
      return progress.message;
    default:
      return undefined;
  }
}
