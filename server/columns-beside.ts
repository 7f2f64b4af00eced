import { columnsBeside } from '#db/load-covariates.ts';
import type { RunConfig } from '#forecasting/config.ts';
import type { Services } from './context.ts';
import { Refusal } from './refusal.ts';
import { requireAllSeries } from './run-row.ts';

/** Refuses a run that reads columns which a series does not have beside it, before it is queued. */
export function refuseUnknownColumns(
  services: Pick<Services, 'db'>,
  { seriesIds, config }: { readonly seriesIds: readonly number[]; readonly config: RunConfig },
): void {
  for (const field of ['past', 'future'] as const) {
    if (config[field].length === 0) continue;
    for (const series of requireAllSeries(services, [...new Set(seriesIds)])) {
      const there = columnsBeside(services.db, series);
      const unknown = config[field].find((column) => !there.includes(column));
      if (unknown === undefined) continue;
      const choice = there.length === 0 ? 'no other column' : `only ${there.join(', ')}`;
      throw new Refusal(
        'bad-request',
        'unknown-column',
        `Cannot forecast ${series.name} with ${unknown}: its file has ${choice}`,
        { field: `config.${field}` },
      );
    }
  }
}
