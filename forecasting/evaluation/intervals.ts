import { clipTo, type ValueBounds } from '../value-bounds.ts';
import type { BandEnds } from './metrics/coverage.ts';
import type { StepSizes } from './yardstick.ts';

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
 * Puts a band around a forecast. With one scale bands of a higher level contain those of a lower one.
 *
 * @param scale What the residuals were divided by, here measured at the forecast's own origin: one number, or one a
 * step on either side.
 *
 * @example
 * bandAround([10], { calibration: calibrate([[1, 2, 3, 4]]), scale: 2, level: 80 }).upper; // [18]
 */
export function bandAround(
  forecast: ArrayLike<number>,
  options: {
    readonly calibration: Calibration;
    readonly scale: number | StepSizes;
    readonly level: number;
    /** What no end goes beyond. */
    readonly bounds?: ValueBounds;
  },
): ConformalBand {
  const { calibration, scale, level, bounds } = options;
  const quantiles = calibration.byStep.map((scores) => conformalQuantile(scores, level));
  const end = (sign: number, sizes: number | ArrayLike<number>) =>
    quantiles.map((quantile, step) => {
      const size = typeof sizes === 'number' ? sizes : sizes[step]!;
      return quantile === null ? Number.NaN : forecast[step]! + sign * (quantile * size);
    });
  const lower = end(-1, typeof scale === 'number' ? scale : scale.below);
  const upper = end(1, typeof scale === 'number' ? scale : scale.above);
  // Beyond the largest number there is no end that could be stored.
  const exists = (step: number) => Number.isFinite(lower[step]!) && Number.isFinite(upper[step]!);
  const within = (value: number, step: number) => {
    if (!exists(step)) return null;
    return bounds ? clipTo(bounds, value) : value;
  };
  return { lower: lower.map(within), upper: upper.map(within) };
}

/**
 * Bands of several levels around one forecast; each contains those of lower levels.
 *
 * @param options One calibration and one scale a level, levels ascending.
 *
 * @example
 * bandsAround([10], { levels: [50], calibrations: [calibrate([[1, 2, 3, 4]])], scales: [2] })[0].upper; // [16]
 */
export function bandsAround(
  forecast: ArrayLike<number>,
  options: {
    readonly levels: readonly number[];
    readonly calibrations: readonly Calibration[];
    readonly scales: readonly (number | StepSizes)[];
    readonly bounds?: ValueBounds;
  },
): ConformalBand[] {
  const { levels, calibrations, scales, bounds } = options;
  const bands: ConformalBand[] = [];
  levels.forEach((level, k) => {
    const band = bandAround(forecast, {
      calibration: calibrations[k]!,
      scale: scales[k]!,
      level,
      ...(bounds && { bounds }),
    });
    const inner = bands.at(-1);
    bands.push(inner === undefined ? band : containing(band, inner));
  });
  return bands;
}

function containing(band: ConformalBand, inner: ConformalBand): ConformalBand {
  const furthest = (side: 'lower' | 'upper', pick: (a: number, b: number) => number) =>
    band[side].map((value, step) => {
      const other = inner[side][step] ?? null;
      return value === null || other === null ? value : pick(value, other);
    });
  return { lower: furthest('lower', Math.min), upper: furthest('upper', Math.max) };
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
