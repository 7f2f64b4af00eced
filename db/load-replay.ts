import { ForecastingError } from '#forecasting/errors.ts';
import type { RunRequest } from '#forecasting/run.ts';
import type { RunResult } from '#forecasting/run-result.ts';
import type { Series } from '#forecasting/series/series.ts';
import { type Database, readTransaction } from './client.ts';
import { hashData, loadTraining } from './load-job.ts';
import { listRunData, readRunResult, readSeriesResult } from './queries/results.ts';
import { getRun } from './queries/runs.ts';

/** A finished run, and what it takes to do it again. */
export interface Replay {
  readonly request: RunRequest;
  readonly stored: RunResult;
}

/**
 * Reads a finished training as it was: its configuration, its networks and its data as they stood then. Rows that were
 * appended since are left away.
 *
 * @throws ForecastingError 'invalid-config' for a run that cannot be done again, 'invalid-series' where the data have
 *   changed since
 */
export function loadReplay(db: Database, runId: number): Replay {
  return readTransaction(db, () => {
    const run = getRun(db, runId);
    const head = readRunResult(db, runId);
    if (run === undefined || head === undefined || run.kind === 'reforecast') {
      throw new ForecastingError(
        'invalid-config',
        `Cannot replay run ${runId}: a training that has succeeded is needed, ${run === undefined ? 'there is no such run' : `this is a ${run.kind} that ${run.state}`}`,
      );
    }
    if (head.members === undefined) {
      throw new ForecastingError(
        'invalid-config',
        `Cannot replay run ${runId}: it was made before runs wrote down their networks`,
      );
    }
    const { request, seriesIds } = loadTraining(db, run);
    const known = listRunData(db, runId);
    const series = request.series.map((one, i) => asItWas(one, known.get(seriesIds[i]!), runId));
    const results = seriesIds.flatMap((id) => readSeriesResult(db, runId, id) ?? []);
    const config = { ...request.config, budgetSeconds: null };
    return { request: { series, config, recipe: head.members }, stored: { ...head, series: results } };
  });
}

/** Rows are only ever appended or rewritten: the first ones are what the run saw, or nothing is. */
function asItWas(
  series: Series,
  known: { readonly rows: number; readonly dataHash: string } | undefined,
  runId: number,
): Series {
  const rows = known?.rows ?? 0;
  const then = {
    ...series,
    axis: { ...series.axis, stamps: series.axis.stamps.slice(0, rows) },
    values: series.values.slice(0, rows),
  };
  if (known !== undefined && hashData(then) === known.dataHash) return then;
  throw new ForecastingError(
    'invalid-series',
    `Cannot replay run ${runId}: ${series.name} has been rewritten since`,
  );
}
