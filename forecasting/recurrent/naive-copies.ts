import type { PreparedSeries } from './prepared-series.ts';

/** A simple forecast made of the window itself: where the skip path of a network starts from. */
export type NaiveCopy =
  | { readonly kind: 'last' }
  | { readonly kind: 'mean' }
  | { readonly kind: 'running-mean' }
  | { readonly kind: 'drift' }
  | { readonly kind: 'lag'; readonly lag: number }
  | { readonly kind: 'season-mean' };

/**
 * The copies that a lookback allows: last value, window mean, mean of everything so far and drift always; with a
 * season that fits, the last season, the mean season, and the seasons half a lookback and a lookback ago.
 *
 * @example chooseCopies(336, 24).length // 8
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
  if (seasons > 1) copies.push({ kind: 'season-mean' });
  return copies;
}

/** Where a window ends and how far it reaches. */
export interface CopySpan {
  readonly origin: number;
  readonly lookback: number;
  readonly horizon: number;
}

/** Writes the `horizon` values of one copy, in data units, to `into` from `at` on. */
export function writeCopy(copy: NaiveCopy, series: PreparedSeries, span: CopySpan, into: Float64Array): void {
  const { filled } = series;
  const { origin, lookback } = span;
  switch (copy.kind) {
    case 'last':
      into.fill(filled[origin]!);
      return;
    case 'mean':
      into.fill(meanBefore(filled, origin, lookback));
      return;
    case 'running-mean':
      into.fill(series.runningMean[origin]!);
      return;
    case 'drift':
      writeDrift(filled, span, into);
      return;
    case 'lag':
      for (let step = 0; step < into.length; step++) {
        into[step] = filled[Math.max(0, origin + 1 - copy.lag + (step % copy.lag))]!;
      }
      return;
    case 'season-mean':
      writeSeasonMean(series, span, into);
  }
}

function meanBefore(filled: Float64Array, origin: number, lookback: number): number {
  const from = Math.max(0, origin - lookback + 1);
  let mean = 0;
  for (let i = from; i <= origin; i++) mean += (filled[i]! - mean) / (i - from + 1);
  return mean;
}

/** The line through the first and the last value of the window, carried on. */
function writeDrift(filled: Float64Array, { origin, lookback }: CopySpan, into: Float64Array): void {
  const from = Math.max(0, origin - lookback + 1);
  const slope = origin > from ? (filled[origin]! - filled[from]!) / (origin - from) : 0;
  for (let step = 0; step < into.length; step++) into[step] = filled[origin]! + slope * (step + 1);
}

/** The mean of each place in the season over the whole seasons of the window. */
function writeSeasonMean(series: PreparedSeries, { origin, lookback }: CopySpan, into: Float64Array): void {
  const { filled, seasonLength } = series;
  const seasons = Math.max(1, Math.floor(Math.min(lookback, origin + 1) / seasonLength));
  for (let step = 0; step < into.length; step++) {
    if (step >= seasonLength) {
      into[step] = into[step - seasonLength]!;
      continue;
    }
    let mean = 0;
    for (let season = 1; season <= seasons; season++) {
      const at = Math.max(0, origin + 1 + step - season * seasonLength);
      mean += (filled[at]! - mean) / season;
    }
    into[step] = mean;
  }
}
