import { readObservations } from '#db/queries/observations.ts';
import { countVerdicts } from '#db/queries/runs.ts';
import type { SeriesRow } from '#db/queries/series.ts';
import { listTimings } from '#db/queries/timed-runs.ts';
import type { RunConfig } from '#forecasting/config.ts';
import {
  estimateSeconds,
  type Preflight,
  preflight,
  type SeriesOutline,
  type TimedRun,
} from '#forecasting/preflight.ts';
import type { PreflightAnswer } from './api-types.ts';
import { withGaps } from './chart-points.ts';
import { shortColumn } from './columns-ahead.ts';
import { refuseUnknownColumns } from './columns-beside.ts';
import type { Services } from './context.ts';
import { Refusal } from './refusal.ts';
import { requireAllSeries } from './run-row.ts';

type PreflightServices = Pick<Services, 'db'>;

/** Gaps of longer series are not counted: they change little, and the form asks with every key. */
const mostCounted = 20_000;
const runsTimed = 10;

export interface RunRequest {
  readonly seriesIds: readonly number[];
  readonly config: RunConfig;
}

/** What a run would do, before it is made, and about how long it would take on this machine. */
export function answerPreflight(services: PreflightServices, request: RunRequest): PreflightAnswer {
  refuseUnknownColumns(services, request);
  const { work, ...answer } = plan(services, request);
  return {
    ...answer,
    estimatedSeconds: estimateSeconds(work, timedRuns(services), request.config.budgetSeconds),
    shortColumn: shortColumn(services, request),
    verdictsSeen: countVerdicts(services.db, request.seriesIds),
  };
}

/** Refuses a run that could not judge a single forecast, before it is queued. */
export function refuseImpossible(services: PreflightServices, request: RunRequest): void {
  const { folds, reason } = plan(services, request);
  if (folds > 0) return;
  throw new Refusal('bad-request', 'too-short', `Cannot forecast: ${reason ?? 'the series is too short'}`, {
    field: 'seriesIds',
  });
}

function plan(services: PreflightServices, { seriesIds, config }: RunRequest): Preflight {
  const series = requireAllSeries(services, [...new Set(seriesIds)]);
  return preflight(
    config,
    series.map((one) => outlineOf(services, one, config)),
  );
}

function outlineOf(services: PreflightServices, series: SeriesRow, config: RunConfig): SeriesOutline {
  return {
    name: series.name,
    length: series.rows > mostCounted ? series.rows : stepsOf(services, series),
    seasonLength: config.seasonLength ?? series.seasonLength,
  };
}

/** Steps of the regular grid from the first to the last value. */
function stepsOf({ db }: PreflightServices, series: SeriesRow): number {
  const { values } = withGaps(series, readObservations(db, series.id));
  const first = values.findIndex((value) => !Number.isNaN(value));
  const last = values.findLastIndex((value) => !Number.isNaN(value));
  return first < 0 ? 0 : last - first + 1;
}

function timedRuns({ db }: PreflightServices): TimedRun[] {
  return listTimings(db, runsTimed).map(({ config, seconds, series }) => {
    const outlines = series.map(({ name, rows, seasonLength }) => ({
      name,
      length: rows,
      seasonLength: config.seasonLength ?? seasonLength,
    }));
    return { seconds, work: outlines.length === 0 ? 0 : preflight(config, outlines).work };
  });
}
