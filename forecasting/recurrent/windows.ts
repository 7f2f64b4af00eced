import { validationOrigins } from '../validation-origins.ts';
import type { PreparedSeries } from './prepared-series.ts';

/**
 * Windows of a panel as pairs of numbers; their values are gathered a batch at a time.
 *
 * Window `i` ends at observation `origins[i]` of series `series[i]`. Its targets are the `horizon` observations
 * after the origin that lie before `targetEnds[series[i]]`.
 */
export interface WindowSet {
  readonly series: Uint32Array;
  readonly origins: Uint32Array;
  /** One a series: the index from which on no observation may be a target. */
  readonly targetEnds: readonly number[];
}

/** The reach of a window. */
export interface WindowSpan {
  readonly lookback: number;
  readonly horizon: number;
}

/** More training windows than this are thinned evenly: a training hardly visits as many. */
const mostWindows = 400_000;
/** The most validation windows of a whole panel. */
const mostValidationWindows = 2048;

/**
 * Lists the windows whose targets the gradient may see: one at every observation from which at least one
 * observed target follows before `targetEnds`.
 *
 * A window holds a whole lookback of observations where the series is long enough; in one shorter than two
 * lookbacks the earliest windows begin before the series does, and what is not there is its first value.
 *
 * @param targetEnds One a series: targets stand before this index.
 *
 * @example trainingWindows(panel, { lookback: 48, horizon: 12 }, [600]).origins.length // 552: 47, 48 … 598
 */
export function trainingWindows(
  panel: readonly PreparedSeries[],
  span: WindowSpan,
  targetEnds: readonly number[],
): WindowSet {
  const counts = panel.map((series, s) =>
    Math.max(0, targetEnds[s]! - 1 - firstOrigin(series, span, targetEnds[s]!)),
  );
  const total = counts.reduce((sum, count) => sum + count, 0);
  // No whole number: a stride that divides the season would never see some of its places.
  const stride = Math.max(1, total / mostWindows);
  const pairs = pairList(panel.length + Math.ceil(total / stride));
  panel.forEach((series, s) => {
    const end = targetEnds[s]!;
    const first = firstOrigin(series, span, end);
    for (let i = 0; i < counts[s]!; i += stride) {
      const origin = first + Math.floor(i);
      if (hasTarget(series, origin, Math.min(end, origin + 1 + span.horizon))) pairs.add(s, origin);
    }
  });
  return { ...pairs.done(), targetEnds };
}

/**
 * Lists the windows that decide when a training stops: those of `validationOrigins()` that have an observed
 * target, thinned evenly over a large panel.
 */
export function validationWindows(panel: readonly PreparedSeries[], { horizon }: WindowSpan): WindowSet {
  const origins = panel.map((series) => validationOrigins(series.filled.length, horizon));
  const total = origins.reduce((sum, list) => sum + list.length, 0);
  const keepEvery = Math.max(1, Math.ceil(total / mostValidationWindows));
  const pairs = pairList(total);
  panel.forEach((series, s) => {
    origins[s]!.forEach((origin, i) => {
      if ((origins[s]!.length - 1 - i) % keepEvery !== 0 || origin < series.firstObserved) return;
      if (hasTarget(series, origin, origin + 1 + horizon)) pairs.add(s, origin);
    });
  });
  return { ...pairs.done(), targetEnds: panel.map((series) => series.filled.length) };
}

/**
 * Where the training part of each series ends when its tail is kept for validation: just after the first
 * validation origin, or at the series' end when not one validation window fits.
 */
export function trainingEnds(panel: readonly PreparedSeries[], { horizon }: WindowSpan): readonly number[] {
  return panel.map(({ filled }) => {
    const first = validationOrigins(filled.length, horizon)[0];
    return first === undefined ? filled.length : first + 1;
  });
}

function firstOrigin(series: PreparedSeries, { lookback }: WindowSpan, end: number): number {
  return Math.max(series.firstObserved, Math.min(lookback - 1, Math.floor(end / 2)));
}

function hasTarget({ observed }: PreparedSeries, origin: number, end: number): boolean {
  if (observed === undefined) return end > origin + 1;
  for (let i = origin + 1; i < end; i++) if (observed[i] === 1) return true;
  return false;
}

function pairList(most: number) {
  const series = new Uint32Array(most);
  const origins = new Uint32Array(most);
  let count = 0;
  return {
    add(s: number, origin: number) {
      series[count] = s;
      origins[count++] = origin;
    },
    done: () => ({ series: series.subarray(0, count), origins: origins.subarray(0, count) }),
  };
}
