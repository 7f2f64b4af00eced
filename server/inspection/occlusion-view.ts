import { readRunResult } from '#db/queries/results.ts';
import { createForecaster } from '#forecasting/create-forecaster.ts';
import { type OccludedStretch, planOcclusion } from '#forecasting/evaluation/occlusion.ts';
import type { History } from '#forecasting/forecaster.ts';
import {
  baselineKinds,
  type FittedKind,
  type ForecasterKind,
  isNaive,
  isNetwork,
  networkKinds,
} from '#forecasting/forecaster-kind.ts';
import type { NetworkState } from '#forecasting/network-forecaster.ts';
import { forecastWithKernels } from '#forecasting/recurrent/kernel-forecaster.ts';
import { gatherCrew } from '#forecasting/recurrent/kernels/kernel-crew.ts';
import { medianOf } from '#forecasting/running/combine-members.ts';
import { Refusal } from '../refusal.ts';
import { type InspectionTools, inspectSeries, loadNetworks } from './inspected-series.ts';
import type { OcclusionView, RunSeries } from './inspection.ts';

/** Field baselines fit themselves to every changed history: of a longer one they are given the newest rows. */
const mostFitted = 2000;
/** What is hidden where no network says how far back it looks. */
const usualLookback = 48;
/** A blend hears what its parts hear: they are asked. */
const fittedKinds: readonly FittedKind[] = [...baselineKinds, ...networkKinds];

/** What moved each forecaster's forecast: its change when stretches of the past are hidden. */
export async function viewOcclusion(tools: InspectionTools, asked: RunSeries): Promise<OcclusionView> {
  const { run, series, forecast } = inspectSeries(tools, asked);
  const history: History = { values: series.values, seasonLength: series.seasonLength };
  const lookback = readRunResult(tools.db, run.modelRunId ?? run.id)?.lookback ?? usualLookback;
  const horizon = forecast.stamps.length;
  const states = tryNetworks(tools, run);
  const answers = createAnswers(tools, states, horizon);
  const asking = fittedKinds.filter((kind) => kind in forecast.forecasts);
  const forecasters: { kind: ForecasterKind; stretches: OccludedStretch[]; size: number }[] = [];
  const missing: { kind: ForecasterKind; reason: string }[] = [];
  for (const kind of asking) {
    if (isNetwork(kind) && !states.some((state) => state.kind === kind)) {
      missing.push({ kind, reason: 'Its network is not kept any more.' });
      continue;
    }
    const plan = planOcclusion(shorten(history, kind), lookback);
    const said = await answers(kind, plan.histories);
    const last = history.values.at(-1)!;
    const size = said[0]!.reduce((sum, value) => sum + Math.abs(value - last), 0) / horizon;
    forecasters.push({ kind, stretches: plan.read(said), size });
  }
  const { originStamp } = forecast;
  return { originStamp, lookback: Math.min(lookback, history.values.length), forecasters, missing };
}

/** A run whose model is gone still has its baselines. */
function tryNetworks(
  tools: InspectionTools,
  run: Parameters<typeof loadNetworks>[1],
): readonly NetworkState[] {
  try {
    return loadNetworks(tools, run);
  } catch (problem) {
    if (problem instanceof Refusal && problem.code === 'no-model') return [];
    throw problem;
  }
}

function createAnswers({ kernels }: InspectionTools, states: readonly NetworkState[], horizon: number) {
  const crew = gatherCrew(kernels);
  return async (kind: FittedKind, histories: readonly History[]): Promise<Float64Array[]> => {
    if (!isNetwork(kind)) {
      // Fitted to what really was, then asked what it says to each change of it.
      const fitted = await createForecaster(kind, { horizon, pause }).fit(histories.slice(0, 1));
      return fitted.forecast(histories, horizon);
    }
    const members = states.filter((state) => state.kind === kind);
    const said = members.map((state) => forecastWithKernels(crew, state, histories));
    return histories.map((_, i) =>
      medianOf(
        said.map((one) => one[i]!),
        horizon,
      ),
    );
  };
}

/** The thread has nothing else to do. */
const pause = () => Promise.resolve();

function shorten(history: History, kind: ForecasterKind): History {
  if (isNetwork(kind) || isNaive(kind)) return history;
  return { ...history, values: history.values.subarray(Math.max(0, history.values.length - mostFitted)) };
}
