import { runRemovalImpact } from '#db/queries/runs.ts';
import type { Impact } from './api-types.ts';
import type { Services } from './context.ts';
import { requireRun } from './run-row.ts';

/** What goes with a run, in plain sentences. */
export function describeRunRemoval(services: Pick<Services, 'db'>, id: number): Impact {
  requireRun(services, id);
  const impact = runRemovalImpact(services.db, id);
  if (impact === undefined) return { lines: [] };
  const { active, forecasts, hasModel, waitingReforecasts } = impact;
  const lines: string[] = [];
  if (active) lines.push('It has not ended yet and will be stopped.');
  if (forecasts > 0) {
    lines.push(
      `${forecasts === 1 ? 'One forecast' : `${forecasts} forecasts`} of the ledger will be deleted with it.`,
    );
  }
  if (hasModel) lines.push('Its trained networks will be deleted: they cannot forecast newer rows any more.');
  if (waitingReforecasts > 0) lines.push('Forecasts that wait for its networks will fail.');
  return { lines };
}
