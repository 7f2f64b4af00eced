import { meanBetween } from './mean-between.ts';
import type { PreparedSeries } from './prepared-series.ts';

/** A simple forecast made of the window itself: where the skip path of a network starts from. */
export type NaiveCopy =
  | { readonly kind: 'last' }
  | { readonly kind: 'mean' }
  | { readonly kind: 'running-mean' }
  | { readonly kind: 'drift' }
  | { readonly kind: 'lag'; readonly lag: number }
  | { readonly kind: 'season-mean' }
  | { readonly kind: 'season-drift' }
  | { readonly kind: 'season-growth' }
  | { readonly kind: 'season-shift' }
  | { readonly kind: 'season-level' };

/**
 * The copies that a lookback allows. Always: last value, window mean, mean of everything so far, drift. With a
 * season that fits: the last season, also shifted to the last value and with the mean change of all seasons so far, and
 * the seasons half a lookback and a lookback ago. With two seasons: their mean, also at the level of the last season, and
 * the last season with the change from season to season carried on.
 *
 * @example chooseCopies(336, 24).length // 12
 */
export function chooseCopies(lookback: number, seasonLength: number): readonly NaiveCopy[] {
  const copies: NaiveCopy[] = [
    { kind: 'last' },
    { kind: 'mean' },
    { kind: 'running-mean' },
    { kind: 'drift' },
  ];
  if (seasonLength < 2 || seasonLength > lookback) return copies;
  const seasons = Math.floor(lookback / seasonLength);
  const lags = new Set([1, Math.floor(seasons / 2), seasons].filter((count) => count > 0));
  for (const count of lags) copies.push({ kind: 'lag', lag: count * seasonLength });
  copies.push({ kind: 'season-shift' }, { kind: 'season-growth' });
  if (seasons < 2) return copies;
  return [...copies, { kind: 'season-mean' }, { kind: 'season-level' }, { kind: 'season-drift' }];
}

/** Where a window ends and how far it reaches. */
export interface CopySpan {
  readonly origin: number;
  readonly lookback: number;
  readonly horizon: number;
}

/** Writes the values of one copy, in data units, to all of `into`. */
export function writeCopy(copy: NaiveCopy, series: PreparedSeries, span: CopySpan, into: Float64Array): void {
  const { filled, seasonLength } = series;
  const { origin, lookback } = span;
  switch (copy.kind) {
    case 'last':
      into.fill(filled[origin]!);
      return;
    case 'mean':
      into.fill(meanBetween(filled, origin - lookback + 1, origin));
      return;
    case 'running-mean':
      into.fill(series.runningMean.upTo(origin));
      return;
    case 'drift':
      writeDrift(filled, span, into);
      return;
    case 'lag':
      writeLag(filled, origin, copy.lag, into);
      return;
    case 'season-shift':
      writeLag(filled, origin, seasonLength, into);
      add(into, filled[origin]! - filled[Math.max(0, origin - seasonLength)]!);
      return;
    case 'season-mean':
      writeSeasonMean(series, span, into);
      return;
    case 'season-level':
      writeSeasonMean(series, span, into);
      add(into, seasonMean(series, origin, 0) - wholeSeasonsMean(series, span));
      return;
    case 'season-drift':
      writeLag(filled, origin, seasonLength, into);
      addSteps(into, seasonLength, seasonMean(series, origin, 0) - seasonMean(series, origin, 1));
      return;
    case 'season-growth':
      writeLag(filled, origin, seasonLength, into);
      addSteps(into, seasonLength, seasonGrowth(series, origin));
  }
}

function writeLag(filled: Float64Array, origin: number, lag: number, into: Float64Array): void {
  for (let step = 0; step < into.length; step++) {
    into[step] = filled[Math.max(0, origin + 1 - lag + (step % lag))]!;
  }
}

function add(into: Float64Array, amount: number): void {
  for (let step = 0; step < into.length; step++) into[step] = into[step]! + amount;
}

/** Adds the amount once in the first season, twice in the second, and so on. */
function addSteps(into: Float64Array, seasonLength: number, amount: number): void {
  for (let step = 0; step < into.length; step++) {
    into[step] = into[step]! + amount * (1 + Math.floor(step / seasonLength));
  }
}

/** The mean of the season that ended `ago` seasons before the origin. */
function seasonMean({ filled, seasonLength }: PreparedSeries, origin: number, ago: number): number {
  const last = origin - ago * seasonLength;
  return meanBetween(filled, last - seasonLength + 1, Math.max(0, last));
}

/**
 * The mean of all differences to the observation a season before, up to the origin; 0 before there is one.
 *
 * Definition: the drift of a seasonal random walk (R. Hyndman, G. Athanasopoulos, "Forecasting: Principles and Practice",
 * 5.2). The sum of the differences telescopes to the last season less the first.
 */
function seasonGrowth(series: PreparedSeries, origin: number): number {
  const { filled, seasonLength } = series;
  const differences = origin + 1 - seasonLength;
  if (differences <= 0) return 0;
  const change = seasonMean(series, origin, 0) - meanBetween(filled, 0, seasonLength - 1);
  return (change * seasonLength) / differences;
}

function wholeSeasonsMean(series: PreparedSeries, span: CopySpan): number {
  return meanBetween(
    series.filled,
    span.origin - wholeSeasons(series, span) * series.seasonLength + 1,
    span.origin,
  );
}

function wholeSeasons({ seasonLength }: PreparedSeries, { origin, lookback }: CopySpan): number {
  return Math.max(1, Math.floor(Math.min(lookback, origin + 1) / seasonLength));
}

/** The line through the first and the last value of the window, carried on. */
function writeDrift(filled: Float64Array, { origin, lookback }: CopySpan, into: Float64Array): void {
  const from = Math.max(0, origin - lookback + 1);
  const slope = origin > from ? (filled[origin]! - filled[from]!) / (origin - from) : 0;
  for (let step = 0; step < into.length; step++) into[step] = filled[origin]! + slope * (step + 1);
}

/** The mean of each place in the season over the whole seasons of the window. */
function writeSeasonMean(series: PreparedSeries, span: CopySpan, into: Float64Array): void {
  const { filled, seasonLength } = series;
  const seasons = wholeSeasons(series, span);
  for (let step = 0; step < into.length; step++) {
    if (step >= seasonLength) {
      into[step] = into[step - seasonLength]!;
      continue;
    }
    const base = filled[span.origin]!;
    let sum = 0;
    for (let season = 1; season <= seasons; season++) {
      sum += filled[Math.max(0, span.origin + 1 + step - season * seasonLength)]! - base;
    }
    into[step] = base + sum / seasons;
  }
}
