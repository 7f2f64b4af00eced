import type { Database } from '#db/client.ts';
import type { DataFolder } from '#db/data-folder.ts';
import { finishRun } from '#db/queries/results.ts';
import { claimNextRun, noteData, recordProgress } from '#db/queries/run-leases.ts';
import { createRun } from '#db/queries/runs.ts';
import { createSeries, type NewSeries } from '#db/queries/store-series.ts';
import { registerWorker } from '#db/queries/workers.ts';
import { storeModel } from '#db/store-model.ts';
import { type RunConfigInput, runConfigSchema } from '#forecasting/config.ts';
import type { RunProgress } from '#forecasting/run-progress.ts';
import type { Series } from '#forecasting/series/series.ts';
import { runInProcess } from './run-in-process.ts';
import { seriesOf } from './stored-series.ts';

/** A training done in this process and stored as a worker stores it: progress, model, results. */
export async function storeTraining(
  { db, folder }: { readonly db: Database; readonly folder: DataFolder },
  observed: Float64Array | Series,
  config: RunConfigInput,
): Promise<{ runId: number; seriesId: number }> {
  const now = Date.now();
  const seriesId = createSeries(db, newSeries(observed), now);
  const parsed = runConfigSchema.parse(config);
  const created = createRun(db, { kind: 'train', config: parsed, createdAt: now, seriesIds: [seriesId] });
  const worker = registerWorker(db, { machine: 'here', pid: 1, processStart: null, now });
  const claim = () => claimNextRun(db, { workerId: worker, leaseMs: 600_000, now })!;
  let run = claim();
  while (run.id !== created) run = claim();
  const lease = { runId: run.id, attempt: run.attempt, fencingToken: run.fencingToken };
  noteData(db, lease, [{ seriesId, rows: newSeries(observed).points.values.length, dataHash: 'abc' }]);
  const progress: RunProgress[] = [];
  const { result, model } = await runInProcess(observed, config, (told) => progress.push(told));
  recordProgress(db, lease, { progress, at: now });
  const stored = model && storeModel(folder, model);
  finishRun(db, lease, { result, seriesIds: [seriesId], model: stored, now });
  return { runId: run.id, seriesId };
}

function newSeries(observed: Float64Array | Series): NewSeries {
  if (observed instanceof Float64Array) return seriesOf([...observed]);
  const { name, axis, values } = observed;
  const points = { stamps: Float64Array.from(axis.stamps), values };
  return { name, axisKind: axis.kind, frequency: axis.frequency, seasonLength: 7, points };
}
