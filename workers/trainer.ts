import { ForecastingError } from '#forecasting/errors.ts';
import type { NetworkState, RestoreNetwork } from '#forecasting/network-forecaster.ts';
import { decodeModel, encodeModel } from '#forecasting/recurrent/model-file.ts';
import { createRecurrentForecaster } from '#forecasting/recurrent/recurrent-forecaster.ts';
import { restoreForecaster } from '#forecasting/recurrent/restore-forecaster.ts';
import { judgeChallenge } from '#forecasting/referee.ts';
import { reforecast } from '#forecasting/reforecast.ts';
import { executeRun } from '#forecasting/run.ts';
import type { RunResult } from '#forecasting/run-result.ts';
import type { TrainerJob } from '#forecasting/trainer-job.ts';
import { lowerPriority } from './lower-priority.ts';
import { startTensorEngine } from './tensor-backend.ts';
import { createTrainerCheckpoint } from './trainer-checkpoint.ts';
import type { FromTrainer, ToTrainer } from './trainer-protocol.ts';

// The child process that trains: it takes one job from its parent, does it, answers and ends.

const heartbeatMs = 1000;
const controller = new AbortController();
let earlier: Extract<ToTrainer, { type: 'recall' }> | undefined;

function tell(message: FromTrainer): void {
  // The parent may be gone; then `disconnect` ends this process.
  if (process.connected) process.send?.(message, () => {});
}

/** The last message: it has to be out before the process ends. */
function tellAndEnd(message: FromTrainer): void {
  if (!process.connected) process.exit(0);
  process.send?.(message, () => process.exit(0));
}

function doJob(job: TrainerJob): Promise<FromTrainer> {
  return job.type === 'run' ? train(job) : forecastAgain(job);
}

async function train(job: TrainerJob & { type: 'run' }): Promise<FromTrainer> {
  const now = () => performance.now();
  const checkpoint = createTrainerCheckpoint({
    recalled: earlier?.recalled,
    everyMs: earlier?.keepEveryMs,
    now,
    tell: (kept) => tell({ type: 'checkpoint', ...kept }),
  });
  controller.signal.addEventListener(
    'abort',
    () => controller.signal.reason === 'pause' && checkpoint.hurry(),
  );
  const { engine, kernels } = await startTensorEngine();
  const { result, model } = await executeRun(job.request, {
    report: (progress) => tell({ type: 'progress', progress }),
    now,
    signal: controller.signal,
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    createNetwork: (kind, options) => createRecurrentForecaster(kind, options, kernels),
    encodeModel,
    engine,
    checkpoint,
  });
  const challenge = await challengeOf(job, result, (state) => restoreForecaster(state, kernels));
  return { type: 'done', result: { ...result, ...(challenge && { challenge }) }, model: model ?? null };
}

/** How the run does against the champion of its schedule. */
async function challengeOf(
  { request, champion }: TrainerJob & { type: 'run' },
  result: RunResult,
  restore: RestoreNetwork,
) {
  if (champion === undefined) return undefined;
  const series = request.series.filter(({ values }) => values.some((value) => !Number.isNaN(value)));
  const states = champion.model === null ? [] : decodeModel(champion.model);
  return judgeChallenge(
    { series, result, champion: champion.series, blend: champion.blend },
    states,
    restore,
  );
}

async function forecastAgain(job: TrainerJob & { type: 'reforecast' }): Promise<FromTrainer> {
  const { kernels } = await startTensorEngine();
  const restore = (state: NetworkState) => restoreForecaster(state, kernels);
  const states = job.model === null ? [] : decodeModel(job.model);
  const forecasts = await reforecast(job.request, states, restore);
  return { type: 'reforecast-done', forecasts };
}

function failureOf(error: unknown): FromTrainer {
  if (error instanceof ForecastingError) return { type: 'failed', code: error.code, message: error.message };
  console.error(error);
  const message = error instanceof Error ? error.message : String(error);
  return { type: 'failed', code: 'internal', message };
}

function receive(message: ToTrainer): void {
  switch (message.type) {
    case 'stop':
    case 'pause':
    case 'cancel':
      controller.abort(message.type);
      return;
    case 'recall':
      earlier = message;
      return;
    default:
      doJob(message).catch(failureOf).then(tellAndEnd);
  }
}

lowerPriority();
process.on('message', (message) => receive(message as ToTrainer));
process.on('disconnect', () => process.exit(0));
// Ctrl-C reaches every process of a terminal; the parent decides what it means for a training.
process.on('SIGINT', () => {});
setInterval(() => tell({ type: 'heartbeat', rssBytes: process.memoryUsage.rss() }), heartbeatMs).unref();
tell({ type: 'ready', pid: process.pid });
