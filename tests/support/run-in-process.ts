import { type RunConfigInput, runConfigSchema } from '#forecasting/config.ts';
import { encodeModel } from '#forecasting/recurrent/model-file.ts';
import { createRecurrentForecaster } from '#forecasting/recurrent/recurrent-forecaster.ts';
import { executeRun, type RunOutput } from '#forecasting/run.ts';
import type { ReportProgress } from '#forecasting/run-progress.ts';
import { startTensorEngine } from '#workers/tensor-backend.ts';
import { buildTestKernels } from './kernels.ts';

/** Executes a run on an index series in this process, with the trainer's own surroundings. */
export async function runInProcess(
  values: Float64Array,
  config: RunConfigInput,
  report: ReportProgress = () => {},
): Promise<RunOutput> {
  buildTestKernels();
  const { engine, kernels } = await startTensorEngine();
  const stamps = Float64Array.from(values, (_, i) => i);
  const axis = { kind: 'index', stamps, frequency: 'index', zone: undefined } as const;
  const request = { series: [{ name: 'series', axis, values }], config: runConfigSchema.parse(config) };
  return executeRun(request, {
    report,
    now: () => performance.now(),
    signal: new AbortController().signal,
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    createNetwork: (kind, options) => createRecurrentForecaster(kind, options, kernels),
    encodeModel,
    engine,
  });
}
