import { readRunResult } from '#db/queries/results.ts';
import { medianForecaster } from '#forecasting/combined-forecaster.ts';
import { createForecaster } from '#forecasting/create-forecaster.ts';
import { planOcclusion } from '#forecasting/evaluation/occlusion.ts';
import type { History, SeenCovariates } from '#forecasting/forecaster.ts';
import {
  baselineKinds,
  type FittedKind,
  isNaive,
  isNetwork,
  networkKinds,
} from '#forecasting/forecaster-kind.ts';
import type { NetworkState } from '#forecasting/network-forecaster.ts';
import { kernelForecaster } from '#forecasting/recurrent/kernel-forecaster.ts';
import { gatherCrew } from '#forecasting/recurrent/kernels/kernel-crew.ts';
import type { BlendShares } from '#forecasting/run-result.ts';
import { blendSteps } from '#forecasting/running/blend-steps.ts';
import { Refusal } from '../refusal.ts';
import { type InspectionTools, inspectSeries, loadNetworks } from './inspected-series.ts';
import type { OcclusionView, RunSeries } from './inspection.ts';

/** Field baselines fit themselves to every changed history: of a longer one they are given the newest rows. */
const mostFitted = 2000;
/** What is hidden where no network says how far back it looks. */
const usualLookback = 48;
const fittedKinds: readonly FittedKind[] = [...baselineKinds, ...networkKinds];

/** What each forecaster says to the history as it is, then without each of its stretches. */
type Answers = ReadonlyMap<FittedKind, readonly Float64Array[]>;

/** What moved each forecaster's forecast: its change when stretches of the past are hidden. */
export async function viewOcclusion(tools: InspectionTools, asked: RunSeries): Promise<OcclusionView> {
  const { run, history, forecast } = inspectSeries(tools, asked);
  const result = readRunResult(tools.db, run.modelRunId ?? run.id);
  const lookback = result?.lookback ?? usualLookback;
  const horizon = forecast.stamps.length;
  const states = tryNetworks(tools, run, asked.seriesId);
  const isKept = (kind: FittedKind) => !isNetwork(kind) || states.some((state) => state.kind === kind);
  const asking = fittedKinds.filter((kind) => kind in forecast.forecasts);
  const ask = createAsking(tools, states, horizon);
  const answers = new Map<FittedKind, readonly Float64Array[]>();
  for (const kind of asking.filter(isKept)) {
    answers.set(kind, await ask(kind, planOcclusion(shorten(history, kind), lookback).histories));
  }
  const blended =
    'blend' in forecast.forecasts && result?.blend ? blendAnswers(result.blend, answers) : undefined;
  const plan = planOcclusion(history, lookback);
  const last = history.values.at(-1)!;
  return {
    originStamp: forecast.originStamp,
    lookback: Math.min(lookback, history.values.length),
    forecasters: [...answers, ...(blended ? [['blend', blended] as const] : [])].map(([kind, said]) => ({
      kind,
      stretches: plan.read(said),
      size: said[0]!.reduce((sum, value) => sum + Math.abs(value - last), 0) / horizon,
    })),
    missing: asking
      .filter((kind) => !isKept(kind))
      .map((kind) => ({ kind, reason: 'Its network is not kept any more.' })),
  };
}

/** A run whose model is gone still has its baselines. */
function tryNetworks(
  tools: InspectionTools,
  run: Parameters<typeof loadNetworks>[1],
  seriesId: number,
): readonly NetworkState[] {
  try {
    return loadNetworks(tools, run, seriesId);
  } catch (problem) {
    if (problem instanceof Refusal && problem.code === 'no-model') return [];
    throw problem;
  }
}

function createAsking({ kernels }: InspectionTools, states: readonly NetworkState[], horizon: number) {
  const crew = gatherCrew(kernels);
  return async (kind: FittedKind, histories: readonly History[]): Promise<readonly Float64Array[]> => {
    if (!isNetwork(kind)) {
      // Fitted to what really was, then asked what it says to each change of it.
      const fitted = await createForecaster(kind, { horizon, pause }).fit(histories.slice(0, 1));
      return fitted.forecast(histories, horizon);
    }
    const members = states.filter((state) => state.kind === kind);
    return medianForecaster(members.map((state) => kernelForecaster(crew, state))).forecast(
      histories,
      horizon,
    );
  };
}

/** A blend hears what its parts hear, as much as each counts; undefined where a part could not be asked. */
function blendAnswers(blend: BlendShares, answers: Answers): readonly Float64Array[] | undefined {
  const parts = Object.entries(blend).map(([kind, share]) => ({
    said: answers.get(kind as FittedKind),
    share,
  }));
  if (!parts.every(({ said }) => said)) return undefined;
  return parts[0]!.said!.map(({ length }, i) =>
    blendSteps(
      parts.map(({ said, share }) => ({ values: said![i]!, share })),
      length,
    ),
  );
}

/** The thread has nothing else to do. */
const pause = () => Promise.resolve();

function shorten(history: History, kind: FittedKind): History {
  const from = history.values.length - mostFitted;
  if (isNetwork(kind) || isNaive(kind) || from <= 0) return history;
  const { values, filled, covariates } = history;
  return {
    ...history,
    values: values.subarray(from),
    ...(filled && { filled: filled.subarray(from) }),
    ...(covariates && { covariates: cutCovariates(covariates, from) }),
  };
}

function cutCovariates({ past, future, calendar }: SeenCovariates, from: number): SeenCovariates {
  const cut = (all: readonly Float64Array[]) => all.map((values) => values.subarray(from));
  return { past: cut(past), future: cut(future), calendar: cut(calendar) };
}
