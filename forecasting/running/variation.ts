import { bounds } from '../config.ts';
import type { Normalisation } from '../network-forecaster.ts';

/** In what the networks of one kind differ besides their seed: members that differ more err less alike. */
export interface Variation {
  readonly lookback: number;
  readonly normalisation: Normalisation;
}

/** What decides which variations make sense. */
export interface VariationRequest {
  readonly lookback: number;
  readonly seasonLength: number;
  /** The training part of each series. */
  readonly trainings: readonly Float64Array[];
}

/** Logarithms differ from plain values where the largest is this many times the smallest. */
const leastRange = 1.5;
/** Lookbacks that are tried when there is time, as shares of the usual one. */
const otherLookbacks = [0.5, 1.5];

/**
 * The variations that every run trains: windows normalised on plain values and, where most series are positive and vary
 * by half or more, on their logarithms.
 *
 * @example
 * usualVariations({ lookback: 36, seasonLength: 12, trainings: [Float64Array.of(100, 200)] }).length; // 2
 */
export function usualVariations({ lookback, trainings }: VariationRequest): readonly Variation[] {
  return normalisationsFor(trainings.map(varies)).map((normalisation) => ({ lookback, normalisation }));
}

/**
 * Logarithms beside plain values where most series bear them.
 *
 * @param varying What `varies()` says of each series.
 *
 * @example
 * normalisationsFor([true, true, false]); // ['additive', 'log']
 */
export function normalisationsFor(varying: readonly boolean[]): readonly Normalisation[] {
  return varying.filter(Boolean).length * 2 > varying.length ? ['additive', 'log'] : ['additive'];
}

/**
 * Whether a series is positive and varies by half or more, so that its logarithms tell something else.
 *
 * @example
 * varies(Float64Array.of(100, 200)); // true
 */
export function varies(values: Float64Array): boolean {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return least > 0 && most >= least * leastRange;
}

/**
 * The variations that are tried when a budget leaves time: half the lookback and half as much again, in whole
 * seasons, with each of the usual normalisations.
 *
 * @example
 * furtherVariations({ lookback: 336, seasonLength: 24, trainings: [new Float64Array(960)] })[0];
 * // { lookback: 168, normalisation: 'additive' }
 */
export function furtherVariations(request: VariationRequest): readonly Variation[] {
  const { lookback, seasonLength, trainings } = request;
  const shortest = Math.min(...trainings.map((values) => values.length));
  const lookbacks = otherLookbacks
    .map((share) => wholeSeasons(lookback * share, seasonLength))
    .filter(
      (other) => other >= bounds.lookback.min && other <= Math.min(bounds.lookback.max, shortest * 0.65),
    )
    .filter((other) => other !== lookback);
  return [...new Set(lookbacks)].flatMap((other) =>
    usualVariations(request).map(({ normalisation }) => ({ lookback: other, normalisation })),
  );
}

function wholeSeasons(length: number, seasonLength: number): number {
  const seasons = Math.round(length / seasonLength);
  return seasons >= 2 ? seasons * seasonLength : Math.round(length);
}
