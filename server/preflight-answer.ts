import { countVerdicts } from '#db/queries/runs.ts';
import type { RunConfig } from '#forecasting/config.ts';
import { planFolds } from '#forecasting/evaluation/fold-plan.ts';
import type { PreflightAnswer } from './api-types.ts';
import type { Services } from './context.ts';
import { requireAllSeries } from './run-row.ts';

/** What a run would do, before it is made. */
export function answerPreflight(
  services: Pick<Services, 'db'>,
  { seriesIds, config }: { readonly seriesIds: readonly number[]; readonly config: RunConfig },
): PreflightAnswer {
  const series = requireAllSeries(services, seriesIds);
  const shortest = Math.min(...series.map(({ rows }) => rows));
  const plan = planFolds(shortest, config);
  const lookback = config.lookback ?? 0;
  return {
    windows: Math.max(0, shortest - lookback - config.horizon),
    folds: plan?.folds ?? 0,
    lookback,
    seasonLength: config.seasonLength ?? series[0]?.seasonLength ?? 1,
    networksPossible: plan !== undefined,
    warnings: [],
    estimatedSeconds: null,
    verdictsSeen: countVerdicts(services.db, seriesIds),
  };
}
