import { listGradients, type ToldGradient } from '#db/queries/run-gradients.ts';
import { memoryNeed } from '#forecasting/evaluation/memory-need.ts';
import { networkKinds } from '#forecasting/forecaster-kind.ts';
import type { NetworkState } from '#forecasting/network-forecaster.ts';
import type { GradientByLag } from '#forecasting/recurrent/memory/gradient-by-lag.ts';
import { gradientOfNetwork } from '#forecasting/recurrent/memory/network-gradient.ts';
import { headOf, nameWeights } from '#forecasting/recurrent/memory/network-head.ts';
import { reachOf } from '#forecasting/recurrent/memory/reach.ts';
import { spreadWindows } from '#forecasting/recurrent/memory/watched-windows.ts';
import { readSavedConfig } from '#forecasting/recurrent/saved-config.ts';
import { type InspectionTools, inspectSeries, loadNetworks } from './inspected-series.ts';
import type { MeasuredGradient, MemoryView, NetworkMemory, RunSeries } from './inspection.ts';

/** Windows that the gradient after training is averaged over. */
const mostWindows = 48;

/** How far back the networks of a run remember, beside how far the series asks them to. */
export function viewMemory(tools: InspectionTools, asked: RunSeries): MemoryView {
  const { run, series } = inspectSeries(tools, asked);
  const states = loadNetworks(tools, run);
  const told = listGradients(tools.db, run.modelRunId ?? run.id);
  const { values, seasonLength } = series;
  return {
    need: memoryNeed(values, seasonLength),
    seasonLength,
    memory: run.config.memory ?? null,
    networks: networkKinds.flatMap((kind) => {
      const own = states.filter((state) => state.kind === kind);
      const [first] = own;
      if (first === undefined) return [];
      const epochs = told.filter((gradient) => gradient.forecaster === kind && gradient.member === 0);
      return [
        { ...measureNetwork(tools, first, values), members: own.length, epochs: epochs.map(withReach) },
      ];
    }),
  };
}

function measureNetwork(
  { kernels }: InspectionTools,
  state: NetworkState,
  values: Float64Array,
): Omit<NetworkMemory, 'members' | 'epochs'> {
  const { shape } = readSavedConfig(state);
  const windows = spreadWindows(values, shape, mostWindows);
  const weights = nameWeights(state.weights);
  const gradient = gradientOfNetwork(kernels, { shape, weights }, windows);
  const { kind, units, lookback, segment, steps } = shape;
  return {
    ...{ kind, units, lookback, segment, steps },
    windows: windows.inputs.size,
    after: measured(gradient, segment),
    learned: !headOf(shape, weights).isBlind,
  };
}

/** A gradient in steps of the cell, with its reach in observations. */
export function measured(gradient: GradientByLag, segment: number): MeasuredGradient {
  const { steps, wholeWindow } = reachOf(gradient);
  return { ...gradient, reach: steps * segment, wholeWindow };
}

function withReach({ epoch, hidden, cell, segment }: ToldGradient) {
  return { ...measured({ hidden, cell }, segment), epoch };
}
