import { type RunConfigInput, runConfigSchema } from '#forecasting/config.ts';
import { encodeModel } from '#forecasting/recurrent/model-file.ts';
import { createRecurrentForecaster } from '#forecasting/recurrent/recurrent-forecaster.ts';
import { executeRun, type RunOutput } from '#forecasting/run.ts';
import type { ReportProgress } from '#forecasting/run-progress.ts';
import type { Series } from '#forecasting/series/series.ts';
import { startTensorEngine } from '#workers/tensor-backend.ts';
import { buildTestKernels } from './kernels.ts';

/** Executes a run on a series in this process, values alone on an index axis, with the trainer's own surroundings. */
export async function runInProcess(
  observed: Float64Array | Series,
  config: RunConfigInput,
  report: ReportProgress = () => {},
): Promise<RunOutput> {
  buildTestKernels();
  const { engine, kernels } = await startTensorEngine();
  const series = observed instanceof Float64Array ? indexSeries(observed) : observed;
  const request = { series: [series], config: runConfigSchema.parse(config) };
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

function indexSeries(values: Float64Array): Series {
  const stamps = Float64Array.from(values, (_, i) => i);
  return { name: 'series', axis: { kind: 'index', stamps, frequency: 'index', zone: undefined }, values };
}
