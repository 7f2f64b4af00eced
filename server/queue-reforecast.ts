import { createRun } from '#db/queries/runs.ts';
import type { RunRow } from './api-types.ts';
import { refuseShortColumns } from './columns-ahead.ts';
import type { Services } from './context.ts';
import { Refusal } from './refusal.ts';
import { requireRun, toRunRow } from './run-row.ts';

/** Queues a forecast of the newly appended rows by the networks that a run has trained. */
export function queueReforecast(
  services: Pick<Services, 'db' | 'now'>,
  { id, idempotencyKey }: { readonly id: number; readonly idempotencyKey?: string | undefined },
): RunRow {
  const run = requireRun(services, id);
  if (run.kind !== 'train' || run.state !== 'succeeded') {
    const message = 'Only a training run that has succeeded can be asked about newer rows.';
    throw new Refusal('conflict', 'no-finished-training', message);
  }
  if (run.seriesIds.length === 0) {
    throw new Refusal('conflict', 'no-series', 'The series of this run have been removed.');
  }
  refuseShortColumns(services, run);
  const newId = createRun(services.db, {
    kind: 'reforecast',
    name: run.name,
    seriesIds: run.seriesIds,
    config: run.config,
    modelRunId: id,
    scheduleId: run.scheduleId,
    idempotencyKey,
    createdAt: services.now(),
  });
  return toRunRow(requireRun(services, newId));
}
