import { readObservations, recentValues } from '#db/queries/observations.ts';
import { listRunTimings } from '#db/queries/run-timings.ts';
import { countVerdicts } from '#db/queries/runs.ts';
import type { SeriesRow } from '#db/queries/series.ts';
import type { RunConfig } from '#forecasting/config.ts';
import { estimateTime, type TimedRun } from '#forecasting/effort/estimate-time.ts';
import { type Preflight, preflight, type SeriesOutline } from '#forecasting/preflight.ts';
import { varies } from '#forecasting/running/variation.ts';
import type { PreflightAnswer } from './api-types.ts';
import { withGaps } from './chart-points.ts';
import { shortColumn } from './columns-ahead.ts';
import { refuseUnknownColumns } from './columns-beside.ts';
import { incompleteSeries } from './complete-series.ts';
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
  const { effort, ...answer } = plan(services, request);
  return {
    ...answer,
    estimate: estimateTime(effort, timedRuns(services), budgetOf(request.config, answer)),
    shortColumn: shortColumn(services, request),
    incomplete: incompleteSeries(services, request),
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
  const outline = { name: series.name, seasonLength: config.seasonLength ?? series.seasonLength };
  if (series.rows > mostCounted) {
    const recent = Float64Array.from(recentValues(services.db, series.id, mostCounted));
    return { ...outline, length: series.rows, varies: varies(recent) };
  }
  const { values } = withGaps(series, readObservations(services.db, series.id));
  const first = values.findIndex((value) => !Number.isNaN(value));
  const last = values.findLastIndex((value) => !Number.isNaN(value));
  // Steps of the regular grid from the first to the last value.
  const length = first < 0 ? 0 : last - first + 1;
  return { ...outline, length, varies: varies(values) };
}

/** A budget is for networks: the others take what they take. */
function budgetOf({ budgetSeconds }: RunConfig, { networks }: Pick<Preflight, 'networks'>): number | null {
  return networks === 0 ? null : budgetSeconds;
}

function timedRuns({ db }: PreflightServices): TimedRun[] {
  return listRunTimings(db, runsTimed).map(({ config, outlines, seconds }) => ({
    seconds,
    effort: outlines.length === 0 ? 0 : preflight(config, outlines).effort.usual,
  }));
}
