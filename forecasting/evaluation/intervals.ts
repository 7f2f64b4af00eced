import { clipTo, type ValueBounds } from '../value-bounds.ts';
import type { BandEnds } from './metrics/coverage.ts';

/** Scaled absolute residuals by step, each ascending, pooled over neighbouring steps. */
export interface Calibration {
  readonly byStep: readonly Float64Array[];
}

/** A band of one level; a step without enough scores is null at both ends. */
export interface ConformalBand {
  readonly lower: readonly (number | null)[];
  readonly upper: readonly (number | null)[];
}

/** With this many scores of its own, a step needs no neighbours. */
const enoughScores = 60;
/** Neighbours on each side may reach this share of the horizon. */
const neighbourShare = 1 / 8;

/**
 * Pools scores over neighbouring steps and sorts them.
 *
 * Steps far from their neighbours' difficulty are not mixed: a step takes at most an eighth of the horizon on
 * each side, and only until it has 60 scores.
 *
 * @param scores For each step the scaled absolute residuals |actual − forecast| / scale, from origins apart from
 * those whose coverage is measured.
 *
 * @example
 * calibrate([[3, 1], [2]]).byStep[0]; // [1, 2, 3]
 */
export function calibrate(scores: readonly (readonly number[])[]): Calibration {
  const furthest = Math.ceil(scores.length * neighbourShare);
  return { byStep: scores.map((_, step) => poolAround(scores, step, furthest)) };
}

function poolAround(scores: readonly (readonly number[])[], step: number, furthest: number): Float64Array {
  let pooled = scores[step]!;
  for (let distance = 1; distance <= furthest && pooled.length < enoughScores; distance++) {
    pooled = pooled.concat(scores[step - distance] ?? [], scores[step + distance] ?? []);
  }
  return Float64Array.from(pooled).sort();
}

/**
 * The half-width that covers a share of the scores: the conformal quantile for finite samples.
 *
 * Definition: the ⌈(n + 1)(1 − α)⌉-th smallest of n scores (Vovk, Gammerman & Shafer, "Algorithmic Learning in a
 * Random World", 2005; Lei et al., "Distribution-Free Predictive Inference for Regression", 2018).
 *
 * @returns null where there are too few scores: below 19 for 95 %, 9 for 90 %, 4 for 80 %.
 *
 * @example
 * conformalQuantile(Float64Array.of(1, 2, 3, 4), 80); // 4
 */
export function conformalQuantile(sortedScores: Float64Array, level: number): number | null {
  // In whole per cent: 20 × 0.95 is not 19 in binary.
  const rank = Math.ceil(((sortedScores.length + 1) * level) / 100);
  return sortedScores[rank - 1] ?? null;
}

/**
 * Puts a band around a forecast. Bands of a higher level contain those of a lower one.
 *
 * @param scale What the residuals were divided by, here measured at the forecast's own origin.
 *
 * @example
 * bandAround([10], { calibration: calibrate([[1, 2, 3, 4]]), scale: 2, level: 80 }).upper; // [18]
 */
export function bandAround(
  forecast: ArrayLike<number>,
  options: {
    readonly calibration: Calibration;
    readonly scale: number;
    readonly level: number;
    /** What no end goes beyond. */
    readonly bounds?: ValueBounds;
  },
): ConformalBand {
  const widths = options.calibration.byStep.map((scores, step) => {
    const quantile = conformalQuantile(scores, options.level);
    const width = quantile === null ? null : quantile * options.scale;
    const middle = forecast[step]!;
    // Beyond the largest number there is no end that could be stored.
    return width !== null && Number.isFinite(middle - width) && Number.isFinite(middle + width)
      ? width
      : null;
  });
  const { bounds } = options;
  const end = (sign: number) =>
    Array.from(widths, (width, step) => {
      if (width === null) return null;
      const value = forecast[step]! + sign * width;
      return bounds ? clipTo(bounds, value) : value;
    });
  return { lower: end(-1), upper: end(1) };
}

/**
 * The band as numbers, for scoring.
 *
 * @returns undefined where any step of it was refused.
 *
 * @example
 * completeBand({ lower: [0, null], upper: [1, null] }); // undefined
 */
export function completeBand(band: ConformalBand): BandEnds | undefined {
  const whole = band.lower.every((value) => value !== null) && band.upper.every((value) => value !== null);
  return whole ? { lower: band.lower as number[], upper: band.upper as number[] } : undefined;
}
