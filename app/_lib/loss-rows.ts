import { type NetworkKind, networkKinds } from '#forecasting/forecaster-kind.ts';
import type { ChartTable } from './chart-table.ts';
import { forecasterName } from './forecaster-names.ts';
import type { LearningCurve, TrainingState } from './training-state.ts';

/** A network with the curve that is shown of it. */
export interface ShownCurve {
  readonly kind: NetworkKind;
  readonly curve: LearningCurve;
}

/** The errors of one epoch, by network. */
export interface LossRow {
  readonly epoch: number;
  readonly train: Partial<Record<NetworkKind, number>>;
  readonly validation: Partial<Record<NetworkKind, number>>;
}

/** One curve a network: the given seed's, or the one that trains now. */
export function shownCurves(state: TrainingState, member: number | null): ShownCurve[] {
  return networkKinds.flatMap((kind) => {
    const curves = state.forecasters[kind]?.curves ?? [];
    const curve = member === null ? curves.at(-1) : curves.find((other) => other.member === member);
    return curve ? [{ kind, curve }] : [];
  });
}

/** Rows of the loss chart, one an epoch. */
export function lossRows(shown: readonly ShownCurve[]): LossRow[] {
  const rows = new Map<number, LossRow>();
  for (const { kind, curve } of shown) {
    for (const { epoch, trainError, validationError } of curve.points) {
      const row = rows.get(epoch) ?? { epoch, train: {}, validation: {} };
      row.train[kind] = trainError;
      row.validation[kind] = validationError;
      rows.set(epoch, row);
    }
  }
  return [...rows.values()].sort((a, b) => a.epoch - b.epoch);
}

/** The curves as numbers. */
export function lossTable(shown: readonly ShownCurve[]): ChartTable {
  const kinds = shown.map(({ kind }) => kind);
  return {
    columns: [
      'epoch',
      ...kinds.flatMap((kind) => [`${forecasterName(kind)} validation`, `${forecasterName(kind)} train`]),
    ],
    rows: lossRows(shown).map((row) => [
      row.epoch,
      ...kinds.flatMap((kind) => [row.validation[kind] ?? null, row.train[kind] ?? null]),
    ]),
  };
}
