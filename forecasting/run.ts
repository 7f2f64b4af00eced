import { doOnce } from './checkpoint.ts';
import type { RunConfig } from './config.ts';
import { ForecastingError } from './errors.ts';
import { leastLength } from './evaluation/fold-plan.ts';
import { isNetwork, kindsBySimplicity } from './forecaster-kind.ts';
import type { MemberRecord, RunResult } from './run-result.ts';
import { assembleResult } from './running/assemble-result.ts';
import { runBaseline } from './running/baseline-stage.ts';
import { blendRecords } from './running/blend-record.ts';
import type { FailedForecaster, ForecasterRecord } from './running/forecaster-record.ts';
import { type NetworkOutcome, runNetworks } from './running/network-stage.ts';
import { planRun } from './running/plan-run.ts';
import { prepareCovariates } from './running/prepare-covariates.ts';
import { type PreparedSeries, prepareSeries, refuseMissing } from './running/prepare-series.ts';
import { createRunContext, type RunContext } from './running/run-context.ts';
import { verdictError } from './running/run-losses.ts';
import { breathe, type RunSurroundings, refuseAbandoned } from './running/run-surroundings.ts';
import type { Covariates } from './series/covariates.ts';
import type { Series } from './series/series.ts';
import { clipTo, valueBoundsOf } from './value-bounds.ts';

export type { RunSurroundings } from './running/run-surroundings.ts';

/** What is to be forecast, and how. */
export interface RunRequest {
  readonly series: readonly Series[];
  /** What stands beside each, in the same order; the same kinds for all. */
  readonly covariates?: readonly Covariates[];
  readonly config: RunConfig;
  /** The networks of an earlier run, to be trained again exactly as they were then. */
  readonly recipe?: readonly MemberRecord[] | undefined;
}

/** A run's findings, and its networks as one file; undefined where no network was trained. */
export interface RunOutput {
  readonly result: RunResult;
  readonly model: Uint8Array | undefined;
}

/**
 * Executes a run: plans it, lets every forecaster forecast from the same origins, judges, and forecasts what
 * comes after the last observation. `README.md` describes the protocol.
 *
 * With the same series, configuration without a budget, and engine, the result is the same bit for bit but for
 * its seconds.
 *
 * @throws ForecastingError 'too-short' where not one fold fits, 'invalid-series', or 'stopped' where the signal
 * was aborted for another reason than `'stop'`.
 *
 * @example
 * (await executeRun({ series: [airline], config }, surroundings)).result.recommended; // 'seasonal-naive'
 */
export async function executeRun(request: RunRequest, surroundings: RunSurroundings): Promise<RunOutput> {
  refuseAbandoned(surroundings.signal);
  const { config, recipe } = request;
  const { prepared, warnings } = prepareAll(request);
  const planned = planRun(config, outlinesOf(prepared));
  if (planned === undefined) throw tooShort(prepared, config.horizon);
  // A network of one series is known by its place among those asked for: none may be left out.
  const plan = {
    ...planned,
    localNetworks: planned.localNetworks && prepared.length === request.series.length,
  };
  const context = createRunContext({ config, plan, prepared, recipe }, surroundings);
  tellStart(context);
  const baselines = await runBaselines(context);
  const networks = await runNetworkPart(context);
  tellPhase(context, 'backtest', 0.97);
  const records = sortBySimplicity([...baselines.records, ...networks.records]);
  const blend = blendRecords(context, records);
  if (blend) tellFinished(context, blend.record);
  const result = await assembleResult(context, {
    records: blend ? [...records, blend.record] : records,
    blend,
    members: networks.members,
    failures: [...baselines.failures, ...networks.failures],
    refitted: networks.refitted,
    warnings: [...warnings, ...beyondBounds(context), ...networks.warnings],
  });
  const model = networks.states.length > 0 ? surroundings.encodeModel(networks.states) : undefined;
  return { result, model };
}

/** A series without a single value is left out, unless there is no other. */
function prepareAll({ series, covariates, config }: RunRequest): {
  prepared: PreparedSeries[];
  warnings: string[];
} {
  const prepared: PreparedSeries[] = [];
  const refused: ForecastingError[] = [];
  for (const [index, one] of series.entries()) {
    try {
      const ready = prepareSeries(one, config.seasonLength);
      if (config.missing === 'refuse') refuseMissing(ready);
      const beside = prepareCovariates(ready, {
        horizon: config.horizon,
        covariates: covariates?.[index],
        calendar: config.calendar ?? false,
      });
      prepared.push(beside === undefined ? ready : { ...ready, covariates: beside });
    } catch (error) {
      if (!(error instanceof ForecastingError)) throw error;
      refused.push(error);
    }
  }
  if (prepared.length === 0) {
    throw (
      refused[0] ?? new ForecastingError('invalid-config', 'Cannot run: 1 series is needed, there is none')
    );
  }
  return { prepared, warnings: refused.map((error) => `Left out: ${error.message}.`) };
}

/** Observations that the declared bounds rule out: the bounds hold for forecasts all the same. */
function beyondBounds({ config, panel }: RunContext): string[] {
  const bounds = valueBoundsOf(config);
  const count = panel.reduce(
    (sum, { values }) =>
      sum + values.filter((value) => clipTo(bounds, value) !== value && !Number.isNaN(value)).length,
    0,
  );
  if (count === 0) return [];
  return [
    `${count} observed ${count === 1 ? 'value lies' : 'values lie'} beyond the declared bounds; no forecast goes there.`,
  ];
}

function outlinesOf(prepared: readonly PreparedSeries[]) {
  return prepared.map(({ name, values, seasonLength }) => ({ name, length: values.length, seasonLength }));
}

function tooShort(prepared: readonly PreparedSeries[], horizon: number): ForecastingError {
  const longest = Math.max(...prepared.map((series) => series.values.length));
  return new ForecastingError(
    'too-short',
    `Cannot backtest series: 1 fold of horizon ${horizon} needs ${leastLength(horizon)} observations, current length is ${longest}`,
  );
}

function tellStart({ plan, config, panel, variations, localSeries, surroundings }: RunContext): void {
  surroundings.report({
    kind: 'started',
    forecasters: plan.forecasters,
    epochs: config.epochs,
    seeds: config.seeds * variations.length * (1 + localSeries),
    folds: plan.plan.folds,
    windows: plan.windows,
    lookback: plan.lookback,
    errorUnit: panel.length === 1 ? 'data' : 'mase',
  });
  for (const message of plan.warnings) surroundings.report({ kind: 'note', message });
}

function tellPhase(context: RunContext, phase: 'baselines' | 'training' | 'backtest', share: number): void {
  context.surroundings.report({ kind: 'phase', phase, share });
}

async function runBaselines(
  context: RunContext,
): Promise<{ records: ForecasterRecord[]; failures: FailedForecaster[] }> {
  tellPhase(context, 'baselines', 0);
  const records: ForecasterRecord[] = [];
  const failures: FailedForecaster[] = [];
  for (const kind of context.plan.forecasters) {
    if (isNetwork(kind)) continue;
    const { checkpoint } = context.surroundings;
    const { done: outcome } = await doOnce(checkpoint, `baseline ${kind}`, () => runBaseline(kind, context));
    if ('failure' in outcome) failures.push(outcome);
    else records.push(outcome);
    tellFinished(context, outcome);
    await breathe(context.surroundings);
  }
  return { records, failures };
}

async function runNetworkPart(context: RunContext): Promise<NetworkOutcome> {
  if (!context.plan.forecasters.some(isNetwork)) {
    return { records: [], failures: [], refitted: [], states: [], members: [], warnings: [] };
  }
  tellPhase(context, 'training', 0.03);
  return runNetworks(context, (trained) => tellFinished(context, trained));
}

function tellFinished(context: RunContext, finished: ForecasterRecord | FailedForecaster): void {
  const failure = 'failure' in finished ? finished.failure : null;
  context.surroundings.report({
    kind: 'forecaster-finished',
    forecaster: finished.kind,
    error: 'failure' in finished ? null : verdictError(context, finished.verdict),
    fitSeconds: finished.fitSeconds,
    failure,
  });
}

function sortBySimplicity(records: readonly ForecasterRecord[]): ForecasterRecord[] {
  return kindsBySimplicity.flatMap((kind) => records.filter((record) => record.kind === kind));
}
