import type { NetworkKind } from '#forecasting/forecaster-kind.ts';
import type { MeasuredGradient, NetworkMemory } from '#server/inspection/inspection.ts';
import type { ChartTable } from './chart-table.ts';
import { forecasterName } from './forecaster-names.ts';

/** One line of a gradient chart; lags in observations. */
export interface GradientLine {
  readonly kind: NetworkKind;
  readonly state: 'hidden' | 'cell';
  readonly points: readonly (readonly [lag: number, share: number])[];
}

/** What a chart shows of one network at one time. */
export interface ShownGradient extends Pick<MeasuredGradient, 'hidden' | 'cell' | 'reach' | 'wholeWindow'> {
  readonly kind: NetworkKind;
  readonly segment: number;
}

/** The lines of some networks, an LSTM's cell state beside its hidden state. */
export function gradientLines(shown: readonly ShownGradient[]): GradientLine[] {
  return shown.flatMap(({ kind, segment, hidden, cell }) => {
    const line = (state: 'hidden' | 'cell', shares: readonly number[]) => ({
      kind,
      state,
      points: shares.map((share, lag) => [lag * segment, share] as const),
    });
    return [line('hidden', hidden), ...(cell ? [line('cell', cell)] : [])];
  });
}

/** Epochs at which all networks told their gradient, ascending. */
export function toldEpochs(networks: readonly NetworkMemory[]): number[] {
  const epochs = new Set(networks.flatMap((network) => network.epochs.map(({ epoch }) => epoch)));
  return [...epochs].sort((a, b) => a - b);
}

/** Each network as it was at an epoch, or, where its training was over by then, when it told last. */
export function gradientsAt(networks: readonly NetworkMemory[], epoch: number): ShownGradient[] {
  return networks.flatMap(({ kind, segment, epochs }) => {
    const told = epochs.findLast((one) => one.epoch <= epoch);
    return told ? [{ ...told, kind, segment }] : [];
  });
}

export function gradientsAfter(networks: readonly NetworkMemory[]): ShownGradient[] {
  return networks.map(({ kind, segment, after }) => ({ ...after, kind, segment }));
}

/** What is left by one state of one network at a lag; null beyond its window, or where it is not known. */
export interface GradientReading {
  readonly kind: NetworkKind;
  readonly state: 'hidden' | 'cell';
  readonly before: number | null;
  readonly after: number | null;
}

/** What both charts show at a lag, in observations; a lag inside a step of the cell has what is left of that step. */
export function gradientReadings(
  before: readonly ShownGradient[],
  after: readonly ShownGradient[],
  lag: number,
): GradientReading[] {
  const lineOf = (shown: readonly ShownGradient[], { kind, state }: GradientLine) =>
    gradientLines(shown).find((line) => line.kind === kind && line.state === state);
  return gradientLines(after).map((line) => ({
    kind: line.kind,
    state: line.state,
    before: shareAt(lineOf(before, line), lag),
    after: shareAt(line, lag),
  }));
}

function shareAt(line: GradientLine | undefined, lag: number): number | null {
  const [oldest] = line?.points.at(-1) ?? [-1];
  const [second] = line?.points[1] ?? [1];
  if (lag < 0 || lag >= oldest + second) return null;
  return line?.points.findLast(([at]) => at <= lag)?.[1] ?? null;
}

/** Everything that was measured, a row a lag of one network at one time. */
export function gradientTable(networks: readonly NetworkMemory[]): ChartTable {
  const rows = networks.flatMap((network) => {
    const { kind, segment } = network;
    const of = (when: string, { hidden, cell }: Pick<MeasuredGradient, 'hidden' | 'cell'>) =>
      hidden.map((share, lag) => [forecasterName(kind), when, lag * segment, share, cell?.[lag] ?? null]);
    const told = network.epochs.flatMap((gradient) =>
      of(gradient.epoch === 0 ? 'before training' : `after epoch ${gradient.epoch}`, gradient),
    );
    return [...told, ...of('after training', network.after)];
  });
  return {
    columns: ['network', 'when', 'lag', 'hidden state, share left', 'cell state, share left'],
    rows,
  };
}
