import type { Database } from '#db/client.ts';
import type { DataFolder } from '#db/data-folder.ts';
import { finishRun } from '#db/queries/results.ts';
import { claimNextRun, noteData, recordProgress } from '#db/queries/run-leases.ts';
import { createRun } from '#db/queries/runs.ts';
import { createSeries } from '#db/queries/store-series.ts';
import { registerWorker } from '#db/queries/workers.ts';
import { storeModel } from '#db/store-model.ts';
import { type RunConfigInput, runConfigSchema } from '#forecasting/config.ts';
import type { RunProgress } from '#forecasting/run-progress.ts';
import { runInProcess } from './run-in-process.ts';
import { seriesOf } from './stored-series.ts';

/** A training done in this process and stored as a worker stores it: progress, model, results. */
export async function storeTraining(
  { db, folder }: { readonly db: Database; readonly folder: DataFolder },
  values: Float64Array,
  config: RunConfigInput,
): Promise<{ runId: number; seriesId: number }> {
  const now = Date.now();
  const seriesId = createSeries(db, seriesOf([...values]), now);
  const parsed = runConfigSchema.parse(config);
  createRun(db, { kind: 'train', config: parsed, createdAt: now, seriesIds: [seriesId] });
  const worker = registerWorker(db, { machine: 'here', pid: 1, processStart: null, now });
  const run = claimNextRun(db, { workerId: worker, leaseMs: 600_000, now })!;
  const lease = { runId: run.id, attempt: run.attempt, fencingToken: run.fencingToken };
  noteData(db, lease, [{ seriesId, rows: values.length, dataHash: 'abc' }]);
  const progress: RunProgress[] = [];
  const { result, model } = await runInProcess(values, config, (told) => progress.push(told));
  recordProgress(db, lease, { progress, at: now });
  const stored = model && storeModel(folder, model);
  finishRun(db, lease, { result, seriesIds: [seriesId], model: stored, now });
  return { runId: run.id, seriesId };
}
