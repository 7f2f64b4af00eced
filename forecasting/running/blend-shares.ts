import { actualAfter, type JudgedPart, type OriginForecasts, originsOf } from '../evaluation/backtest.ts';
import { type BlendRows, blendWeights } from '../evaluation/blend-weights.ts';
import { type ForecasterKind, isLinear, isNetwork } from '../forecaster-kind.ts';
import { createRandom, deriveSeed, type Random } from '../random.ts';
import { blendSteps } from './blend-steps.ts';
import type { ForecasterRecord } from './forecaster-record.ts';
import type { RunContext } from './run-context.ts';

/** How much each of several forecasters counts, one number each, in sum 1, and what follows for the selection origins. */
export interface ChosenShares {
  /** Chosen on the selection origins: by these the blend is judged. */
  readonly judged: Float64Array;
  /** Chosen on all origins, the newest included: by these it is used. */
  readonly used: Float64Array;
  /** What it would have said at the selection origins, each time by shares that knew nothing of the origin. */
  readonly selection: OriginForecasts;
}

/** Elections for the shares, and for each of those that only tell what the blend would have said. */
const elections = 25;
const electionsWithout = 5;
/** Parts of the selection origins that are left out one after the other. */
const stretches = 5;

/**
 * Chooses the shares of a blend: on the selection origins, to be judged at those of the verdict, and again on both, as all
 * that is fitted is fitted again before a forecast is issued.
 *
 * What the blend would have said at those origins is told by other shares, chosen without them and without what overlaps
 * them (stacking by cross-validation, D. Wolpert, "Stacked generalization", 1992), so that they can speak for it, too.
 *
 * @param records At least two networks among them.
 * @returns undefined where nothing was observed to choose on.
 *
 * @example
 * chooseShares(context, [naive, lstm, gru])?.judged; // [0, 0.5, 0.5]
 */
export function chooseShares(
  context: RunContext,
  records: readonly ForecasterRecord[],
): ChosenShares | undefined {
  const election = openElection(context, records);
  const origins = choiceOriginsOf(context, 'selection');
  const judged = elect(election, origins, elections);
  if (judged === undefined) return undefined;
  const used = elect(election, [...origins, ...choiceOriginsOf(context, 'verdict')], elections) ?? judged;
  return { judged, used, selection: saidWithoutKnowing(election, origins) };
}

/** Who can be voted for, and how. */
interface Election {
  readonly context: RunContext;
  readonly records: readonly ForecasterRecord[];
  /** The networks, and the networks with the linear forecasters. */
  readonly starters: readonly [readonly number[], readonly number[]];
  readonly random: Random;
}

function openElection(context: RunContext, records: readonly ForecasterRecord[]): Election {
  const numbersOf = (wanted: (kind: ForecasterKind) => boolean) =>
    records.flatMap(({ kind }, i) => (wanted(kind) ? [i] : []));
  return {
    context,
    records,
    starters: [numbersOf(isNetwork), numbersOf((kind) => isNetwork(kind) || isLinear(kind))],
    random: createRandom(deriveSeed(context.config.seed, 'blend')),
  };
}

/** @returns undefined where nothing was observed. */
function elect(
  { context, records, starters, random }: Election,
  origins: readonly ChoiceOrigin[],
  count: number,
): Float64Array | undefined {
  const rows = rowsOf(context, records, origins);
  if (rows.actual.every(Number.isNaN)) return undefined;
  return blendWeights(rows, {
    starters,
    together: context.config.horizon,
    random,
    elections: count,
  });
}

function saidWithoutKnowing(election: Election, origins: readonly ChoiceOrigin[]): OriginForecasts {
  const { context, records } = election;
  const { horizon } = context.config;
  const said: Float64Array[][] = context.panel.map(() => []);
  for (let stretch = 0; stretch < stretches; stretch++) {
    const left = origins.filter((origin) => origin.stretch === stretch);
    const rest = withoutNeighbours(origins, left, horizon);
    const weights = elect(election, rest, electionsWithout) ?? alike(election);
    for (const { series, slot } of left) {
      said[series]![slot] = blendSteps(
        records.map(({ selection }, i) => ({ values: selection[series]![slot]!, share: weights[i]! })),
        horizon,
      );
    }
  }
  return said;
}

/** Where nothing else was observed, the networks count alike. */
function alike({ records, starters: [networks] }: Election): Float64Array {
  return Float64Array.from(records, (_, i) => (networks.includes(i) ? 1 / networks.length : 0));
}

/** A place where shares are chosen. */
interface ChoiceOrigin {
  readonly part: JudgedPart;
  readonly series: number;
  readonly slot: number;
  readonly origin: number;
  readonly stretch: number;
  /** What it counts beside other origins of its series. */
  readonly weight: number;
}

function choiceOriginsOf({ panel, config }: RunContext, part: JudgedPart): ChoiceOrigin[] {
  return panel.flatMap((one, series) => {
    const origins = originsOf(one, part);
    const weight = countSteps(origins, config.horizon) / origins.length;
    return origins.map((origin, slot) => ({
      part,
      series,
      slot,
      origin,
      stretch: Math.floor((slot * stretches) / origins.length),
      weight,
    }));
  });
}

/** Steps after the origins, each counted once: origins that stand closer than the horizon tell no more than the steps they share. */
function countSteps(origins: readonly number[], horizon: number): number {
  return origins.reduce(
    (sum, origin, i) => sum + Math.min(horizon, (origins[i + 1] ?? Number.POSITIVE_INFINITY) - origin),
    0,
  );
}

/** All origins that share no step with one of those left out, of their series. */
function withoutNeighbours(
  origins: readonly ChoiceOrigin[],
  left: readonly ChoiceOrigin[],
  horizon: number,
): ChoiceOrigin[] {
  const reach = new Map<number, { first: number; last: number }>();
  for (const { series, origin } of left) {
    reach.set(series, { first: reach.get(series)?.first ?? origin, last: origin });
  }
  return origins.filter(({ series, origin }) => {
    const out = reach.get(series);
    return out === undefined || origin <= out.first - horizon || origin >= out.last + horizon;
  });
}

/** Every step after the origins, one after another; each series counts alike. */
function rowsOf(
  { panel, config: { horizon }, errorScales }: RunContext,
  records: readonly ForecasterRecord[],
  origins: readonly ChoiceOrigin[],
): BlendRows {
  const length = origins.length * horizon;
  const actual = new Float64Array(length).fill(Number.NaN);
  const weights = new Float64Array(length);
  const forecasts = records.map(() => new Float64Array(length));
  const totals = new Float64Array(panel.length);
  for (const { series, weight } of origins) totals[series]! += weight;
  origins.forEach(({ part, series, origin, slot, weight }, row) => {
    const at = row * horizon;
    actual.set(actualAfter(panel[series]!, origin, horizon), at);
    weights.fill(weight / (errorScales[series]! * totals[series]!), at, at + horizon);
    records.forEach((record, k) => {
      forecasts[k]!.set(record[part][series]![slot]!, at);
    });
  });
  return { forecasts, actual, weights };
}
