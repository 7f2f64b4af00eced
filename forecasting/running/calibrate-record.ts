import { actualAfter, type JudgedPart, originsOf } from '../evaluation/backtest.ts';
import { type Calibration, calibrate } from '../evaluation/intervals.ts';
import type { PanelSeries } from '../evaluation/panel.ts';
import { sizesOf } from '../evaluation/yardstick.ts';
import type { ForecasterRecord } from './forecaster-record.ts';
import type { YardstickAt } from './yardstick-at.ts';

/** What bands of one forecaster are made from, on every series of a panel. */
export interface PanelCalibration {
  readonly calibration: Calibration;
  /** How much harder each series is for the forecaster than the panel's average; 1 for a single series. */
  readonly difficulty: readonly number[];
}

/** Which residuals count, and what they are divided by. */
export interface CalibrateOptions {
  readonly yardstick: YardstickAt;
  /** Place among the levels. */
  readonly level: number;
  readonly parts: readonly JudgedPart[];
  readonly horizon: number;
  /** Whether the residuals of an origin count, by its place among a series' origins of the part; by default all. */
  readonly counts?: (slot: number, origins: number) => boolean;
}

/** Bounds of what the panel's average is worth, in origins. */
const leastWeight = 0.5;
const mostWeight = 100;

/**
 * Pools a forecaster's scaled residuals over series and origins into what bands are made from.
 *
 * Bands that are judged rest on the selection part alone; those of the issued forecast, which nothing judges
 * yet, on both parts. In a panel residuals are also divided by the difficulty of their series, which is measured
 * at its other origins, so that no residual hides in its own yardstick.
 *
 * Where the yardstick is the forecaster's own offsets, this is conformalised quantile regression in its multiplicative
 * form: a score is how far what came lies beyond the forecast over the offset on that side (cf. Y. Romano, E. Patterson,
 * E. Candès, "Conformalized Quantile Regression", 2019; M. Sesia, E. Candès, "A comparison of some conformal quantile
 * regression methods", 2020).
 *
 * @example
 * calibrateRecord(record, panel, { yardstick, level: 0, parts: ['selection'], horizon: 12 }).calibration.byStep.length; // 12
 */
export function calibrateRecord(
  record: ForecasterRecord,
  panel: readonly PanelSeries[],
  options: CalibrateOptions,
): PanelCalibration {
  const residuals = panel.map((_, index) => residualsOf(record, panel, index, options));
  const sizes = residuals.map((origins) => origins.map(meanOf));
  const average = meanOf(sizes.flat()) || 1;
  const alone = panel.length === 1;
  const weight = averageWeight(sizes);
  const scores: number[][] = Array.from({ length: options.horizon }, () => []);
  residuals.forEach((origins, index) => {
    origins.forEach((steps, slot) => {
      const others = sizes[index]!.filter((_, other) => other !== slot);
      const difficulty = alone ? 1 : difficultyOf(others, { average, weight });
      steps.forEach((score, step) => {
        if (!Number.isNaN(score)) scores[step]!.push(score / difficulty);
      });
    });
  });
  return {
    calibration: calibrate(scores),
    difficulty: sizes.map((own) => (alone ? 1 : difficultyOf(own, { average, weight }))),
  };
}

/** Origin → step → |actual − forecast| over the yardstick; NaN where the observation is missing. */
function residualsOf(
  record: ForecasterRecord,
  panel: readonly PanelSeries[],
  index: number,
  { yardstick, level, parts, horizon, counts = () => true }: CalibrateOptions,
): number[][] {
  const series = panel[index]!;
  return parts.flatMap((part) =>
    originsOf(series, part).flatMap((origin, slot, { length }) => {
      if (!counts(slot, length)) return [];
      const forecast = record[part][index]![slot]!;
      const { below, above } = sizesOf(yardstick({ part, series: index, slot }), { level, horizon });
      const actual = actualAfter(series, origin, horizon);
      return [
        Array.from(actual, (value, step) => {
          const error = value - forecast[step]!;
          return Math.abs(error) / (error < 0 ? below : above)[step]!;
        }),
      ];
    }),
  );
}

/** The mean size of a series' residuals over the panel's, drawn towards 1 as if by `weight` average origins. */
function difficultyOf(
  sizes: readonly number[],
  { average, weight }: { readonly average: number; readonly weight: number },
): number {
  const known = sizes.filter((size) => !Number.isNaN(size));
  const ratio = meanOf(known) / average;
  return ratio > 0 ? ratio ** (known.length / (known.length + weight)) : 1;
}

/**
 * How many origins the panel's average is worth beside a series' own: how much sizes vary from origin to origin
 * over how much they vary from series to series (James & Stein's shrinkage on logarithms, by moments).
 */
function averageWeight(sizes: readonly (readonly number[])[]): number {
  const logs = sizes
    .map((origins) => origins.filter((size) => size > 0).map(Math.log))
    .filter((origins) => origins.length >= 2);
  if (logs.length < 2) return mostWeight;
  const within = meanOf(logs.map(varianceOf));
  const count = meanOf(logs.map((origins) => origins.length));
  const between = varianceOf(logs.map(meanOf)) - within / count;
  return between > 0 ? Math.min(mostWeight, Math.max(leastWeight, within / between)) : mostWeight;
}

function varianceOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}

function meanOf(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.length === 0 ? Number.NaN : known.reduce((sum, value) => sum + value, 0) / known.length;
}
