import { type EtsEnd, type EtsStart, filterEts } from './ets-filter.ts';
import type { EtsForm } from './ets-form.ts';
import { isForecastable } from './ets-stability.ts';
import { minimise } from './nelder-mead.ts';

/** A model whose weights have been searched for. */
export interface EtsModel {
  readonly form: EtsForm;
  readonly start: EtsStart;
  /** At the end of the values that it was searched on. */
  readonly end: EtsEnd;
  /** Akaike's criterion, corrected for short series; smaller is better. */
  readonly aicc: number;
}

/** What a search works on. */
export interface EtsSearch {
  /** At about the size of 1. */
  readonly values: Float64Array;
  /** 0: the weights alone are searched for, roughly. Else the first states too, with at most so many evaluations. */
  readonly states: number;
}

/** The usual bounds of the weights. */
export const etsBounds = { least: 1e-4, most: 0.9999, leastDamping: 0.8, mostDamping: 0.98 };

/** Share of the criterion that a rough search leaves open. */
const roughly = 1e-4;

/**
 * Searches for the most likely weights of a form, and for its first states where asked to.
 *
 * Definition: as R's `forecast::ets` with its default bounds ("both"): the usual ones and those within which the model
 * forgets its beginnings.
 *
 * @example
 * searchEts(form, start, { values: series.values, states: 0 }).start.alpha; // 0.71
 */
export function searchEts(form: EtsForm, start: EtsStart, { values, states }: EtsSearch): EtsModel {
  const unpack = states > 0 ? withStates : withWeights;
  const packed = weightsOf(form, start);
  if (states > 0) packed.push(...statesOf(form, start));
  const point = minimise(
    (at) => {
      const candidate = unpack(form, start, at);
      return isAllowed(form, candidate)
        ? filterEts(form, candidate, values).deviance
        : Number.POSITIVE_INFINITY;
    },
    packed,
    states > 0 ? { mostEvaluations: states } : { tolerance: roughly },
  );
  return measureEts(form, unpack(form, start, point), values);
}

/**
 * Says how good a form with given weights and states is.
 *
 * @example
 * measureEts(form, start, series.values).aicc; // 1391.8
 */
export function measureEts(form: EtsForm, start: EtsStart, values: Float64Array): EtsModel {
  const end = filterEts(form, start, values);
  return { form, start, end, aicc: aiccOf(form, end, values) };
}

function weightsOf({ trend, season }: EtsForm, { alpha, beta, gamma, phi }: EtsStart): number[] {
  return [
    alpha,
    ...(trend === 'none' ? [] : [beta]),
    ...(season === 'none' ? [] : [gamma]),
    ...(trend === 'damped' ? [phi] : []),
  ];
}

/** The first phase's index follows from the others: they sum to 0, or average 1. */
function statesOf({ trend }: EtsForm, { level, slope, season }: EtsStart): number[] {
  return [level, ...(trend === 'none' ? [] : [slope]), ...season.subarray(1)];
}

function withWeights({ trend, season }: EtsForm, start: EtsStart, point: readonly number[]): EtsStart {
  let next = 0;
  return {
    ...start,
    alpha: point[next++]!,
    beta: trend === 'none' ? 0 : point[next++]!,
    gamma: season === 'none' ? 0 : point[next++]!,
    phi: trend === 'damped' ? point[next]! : 1,
  };
}

function withStates(form: EtsForm, start: EtsStart, point: readonly number[]): EtsStart {
  let next = weightsOf(form, start).length;
  const level = point[next++]!;
  const slope = form.trend === 'none' ? 0 : point[next++]!;
  const season = new Float64Array(start.season.length);
  if (season.length > 0) {
    season[0] = form.season === 'multiplicative' ? season.length : 0;
    for (let phase = 1; phase < season.length; phase++) {
      season[phase] = point[next++]!;
      season[0] -= season[phase]!;
    }
  }
  return { ...withWeights(form, start, point), level, slope, season };
}

function isAllowed(form: EtsForm, { alpha, beta, gamma, phi, season }: EtsStart): boolean {
  const { least, most, leastDamping, mostDamping } = etsBounds;
  if (alpha < least || alpha > most) return false;
  if (form.trend !== 'none' && (beta < least || beta > alpha)) return false;
  if (form.trend === 'damped' && (phi < leastDamping || phi > mostDamping)) return false;
  if (form.season === 'none') return true;
  if (gamma < least || gamma > 1 - alpha) return false;
  if (form.season === 'multiplicative' && season.some((factor) => factor < 0)) return false;
  return isForecastable({ alpha, beta, gamma, phi }, season.length);
}

/** Parameters are the weights, the first states but for one phase's, and the errors' variance. */
function aiccOf(form: EtsForm, end: EtsEnd, values: Float64Array): number {
  const parameters = weightsOf(form, end).length + statesOf(form, end).length + 1;
  const count = values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 1), 0);
  const spare = count - parameters - 1;
  if (spare <= 0) return Number.POSITIVE_INFINITY;
  return end.deviance + 2 * parameters + (2 * parameters * (parameters + 1)) / spare;
}
