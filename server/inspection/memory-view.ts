import { readRunResult } from '#db/queries/results.ts';
import { listGradients, type ToldGradient } from '#db/queries/run-gradients.ts';
import { memoryNeed } from '#forecasting/evaluation/memory-need.ts';
import type { History } from '#forecasting/forecaster.ts';
import { networkKinds } from '#forecasting/forecaster-kind.ts';
import { answersFor, type NetworkState } from '#forecasting/network-forecaster.ts';
import type { GradientByLag } from '#forecasting/recurrent/memory/gradient-by-lag.ts';
import { gradientOfNetwork } from '#forecasting/recurrent/memory/network-gradient.ts';
import { headOf, nameWeights } from '#forecasting/recurrent/memory/network-head.ts';
import { reachOf } from '#forecasting/recurrent/memory/reach.ts';
import { spreadWindows } from '#forecasting/recurrent/memory/watched-windows.ts';
import { readSavedConfig } from '#forecasting/recurrent/saved-config.ts';
import { Refusal } from '../refusal.ts';
import { type InspectionTools, inspectSeries, loadNetworks } from './inspected-series.ts';
import type { MeasuredGradient, MemberRequest, MemoryView, NetworkMemory } from './inspection.ts';

/** Windows that the gradient after training is averaged over. */
const mostWindows = 48;

/** How far back the networks of a run remember, beside how far the series asks them to; one of each kind is measured. */
export function viewMemory(tools: InspectionTools, asked: MemberRequest): MemoryView {
  const { member = 0 } = asked;
  const { run, series, history } = inspectSeries(tools, asked);
  const trainedBy = run.modelRunId ?? run.id;
  const states = loadNetworks(tools, run, asked.seriesId);
  const place = run.seriesIds.indexOf(asked.seriesId);
  const trained = readRunResult(tools.db, trainedBy)?.members ?? [];
  const records = trained.filter((record) => record.used && answersFor(record, place));
  const told = listGradients(tools.db, trainedBy);
  const kinds = networkKinds.map((kind) => ({ kind, own: states.filter((state) => state.kind === kind) }));
  const members = Math.max(...kinds.map(({ own }) => own.length));
  if (member >= members) throw noSuchMember(member, members);
  return {
    need: memoryNeed(series.values, series.seasonLength),
    seasonLength: series.seasonLength,
    memory: run.config.memory ?? null,
    member,
    members,
    networks: kinds.flatMap(({ kind, own }) => {
      const state = own[member];
      if (state === undefined) return [];
      const record = records.filter((one) => one.kind === kind)[member];
      const number = record?.member ?? member;
      const epochs = told.filter((gradient) => gradient.forecaster === kind && gradient.member === number);
      const seedNumber = record?.seedNumber ?? null;
      const measured = measureNetwork(tools, state, history);
      return [{ ...measured, members: own.length, seedNumber, epochs: epochs.map(withReach) }];
    }),
  };
}

/** Someone asked for a network that the run does not have. */
export function noSuchMember(member: number, members: number): Refusal {
  return new Refusal(
    'bad-request',
    'member-out-of-range',
    `member: a number from 0 to ${members - 1} is needed, it is ${member}`,
    { field: 'member' },
  );
}

function measureNetwork(
  { kernels }: InspectionTools,
  state: NetworkState,
  history: History,
): Omit<NetworkMemory, 'members' | 'seedNumber' | 'epochs'> {
  const { shape } = readSavedConfig(state);
  const windows = spreadWindows(history, shape, mostWindows);
  const weights = nameWeights(state.weights);
  const gradient = gradientOfNetwork(kernels, { shape, weights }, windows);
  const { kind, units, lookback, segment, steps, normalisation } = shape;
  return {
    ...{ kind, units, lookback, segment, steps, normalisation },
    windows: windows.inputs.size,
    isLocal: state.series !== undefined,
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
