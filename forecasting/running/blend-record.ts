import { actualAfter, type OriginForecasts } from '../evaluation/backtest.ts';
import { type BlendRows, blendWeights } from '../evaluation/blend-weights.ts';
import { type ForecasterKind, isLinear, isNetwork } from '../forecaster-kind.ts';
import { createRandom, deriveSeed } from '../random.ts';
import type { BlendShares } from '../run-result.ts';
import type { ForecasterRecord } from './forecaster-record.ts';
import type { RunContext } from './run-context.ts';

/** A blend, and what it is made of. */
export interface Blend {
  readonly record: ForecasterRecord;
  readonly shares: BlendShares;
}

/**
 * Makes one forecaster of several: a weighted mean whose weights are chosen on the selection origins.
 *
 * @param records At least two networks among them: the blend starts at their mean, or at theirs and the linear ones'.
 * @returns undefined where fewer than two networks were trained or nothing was observed to choose on.
 *
 * @example
 * blendRecords(context, [naive, lstm, gru])?.shares; // { lstm: 0.5, gru: 0.5 }
 */
export function blendRecords(context: RunContext, records: readonly ForecasterRecord[]): Blend | undefined {
  const numbersOf = (wanted: (kind: ForecasterKind) => boolean) =>
    records.flatMap(({ kind }, i) => (wanted(kind) ? [i] : []));
  const networks = numbersOf(isNetwork);
  if (networks.length < 2) return undefined;
  const weights = blendWeights(rowsOf(context, records), {
    starters: [networks, numbersOf((kind) => isNetwork(kind) || isLinear(kind))],
    together: context.config.horizon,
    random: createRandom(deriveSeed(context.config.seed, 'blend')),
  });
  if (!weights.every(Number.isFinite)) return undefined;
  const parts = records.flatMap((record, i) => (weights[i]! > 0 ? [{ record, share: weights[i]! }] : []));
  return {
    shares: Object.fromEntries(parts.map(({ record, share }) => [record.kind, share])),
    record: {
      kind: 'blend',
      selection: meanOf(parts.map(({ record, share }) => ({ said: record.selection, share }))),
      verdict: meanOf(parts.map(({ record, share }) => ({ said: record.verdict, share }))),
      issued: meanOf(parts.map(({ record, share }) => ({ said: [record.issued], share })))[0]!,
      members: [],
      // Nothing of its own was compared: it leaks where one of its parts does.
      leak: { origins: 0, differing: Math.max(...parts.map(({ record }) => record.leak.differing)) },
      fitSeconds: 0,
      predictSeconds: 0,
      parameters: parts.reduce((sum, { record }) => sum + record.parameters, 0),
    },
  };
}

/** Every selection step of the panel, one after another; each series counts alike. */
function rowsOf({ panel, config, errorScales }: RunContext, records: readonly ForecasterRecord[]): BlendRows {
  const { horizon } = config;
  const origins = panel.flatMap((series, s) =>
    series.split.selectionOrigins.map((origin, slot) => ({ series, s, origin, slot })),
  );
  const length = origins.length * horizon;
  const actual = new Float64Array(length).fill(Number.NaN);
  const weights = new Float64Array(length);
  const forecasts = records.map(() => new Float64Array(length));
  origins.forEach(({ series, s, origin, slot }, row) => {
    const at = row * horizon;
    actual.set(actualAfter(series, origin, horizon), at);
    weights.fill(1 / (errorScales[s]! * series.split.selectionOrigins.length), at, at + horizon);
    records.forEach((record, k) => {
      forecasts[k]!.set(record.selection[s]![slot]!, at);
    });
  });
  return { forecasts, actual, weights };
}

function meanOf(parts: readonly { said: OriginForecasts; share: number }[]): OriginForecasts {
  return parts[0]!.said.map((origins, series) =>
    origins.map((steps, origin) =>
      blendSteps(
        parts.map(({ said, share }) => ({ values: said[series]![origin]!, share })),
        steps.length,
      ),
    ),
  );
}

/**
 * The weighted mean of several forecasts, step by step.
 *
 * @example
 * blendSteps([{ values: [1], share: 0.25 }, { values: [5], share: 0.75 }], 1); // [4]
 */
export function blendSteps(
  parts: readonly { readonly values: ArrayLike<number>; readonly share: number }[],
  horizon: number,
): Float64Array {
  return Float64Array.from({ length: horizon }, (_, step) =>
    parts.reduce((sum, { values, share }) => sum + share * values[step]!, 0),
  );
}
