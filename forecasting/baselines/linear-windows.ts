import type { History } from '../forecaster.ts';
import { writeCovariates } from './covariate-inputs.ts';
import type { LinearDesign, SeriesMeasure } from './linear-design.ts';
import type { WeightedRows } from './normal-equations.ts';

/** A panel as linear forecasters see it. */
export interface LinearPanel {
  /** As they came: NaN where a value is missing. */
  readonly histories: readonly History[];
  /** The same without holes. */
  readonly filled: readonly Float64Array[];
  readonly measures: readonly SeriesMeasure[];
}

/** Which windows are taken. */
export interface WindowPlan {
  readonly lookback: number;
  readonly horizon: number;
  /** Inputs beside the lookback. */
  readonly beside: number;
  /** 'head' and 'tail' share no target, so that one can judge the other. */
  readonly part: 'head' | 'tail' | 'all';
}

/** A map needs this many windows. */
export const leastWindows = 8;
/** No lookback is longer. */
const longestLookback = 512;
/** A lookback takes at most this share of one series, and of each of several, which share their windows. */
const lookbackShare = { alone: 0.4, together: 0.65 };
/** The last windows of a series by which choices are made. */
const tailShare = 0.2;
/** Multiplications that summing up all windows may take; of more windows an even selection is used. */
export const mostWork = { sums: 3e8, judging: 3e7 };
/** Rows that are gathered at a time. */
const batch = 256;

/**
 * Prepares a panel: where the run does not say how, holes are filled by carrying the last value forward.
 *
 * @example
 * prepareLinearPanel([{ values: Float64Array.of(1, Number.NaN, 3), seasonLength: 1 }]).filled[0]; // [1, 1, 3]
 */
export function prepareLinearPanel(histories: readonly History[]): LinearPanel {
  const filled = histories.map((history) => history.filled ?? carryForward(history.values));
  return { histories, filled, measures: filled.map(measureSeries) };
}

/**
 * Fills holes with the last value before them, and those at the beginning with the first value.
 *
 * @example
 * carryForward(Float64Array.of(Number.NaN, 2, Number.NaN)); // [2, 2, 2]
 */
export function carryForward(values: Float64Array): Float64Array {
  const filled = values.slice();
  let last = filled.find((value) => !Number.isNaN(value)) ?? 0;
  for (let t = 0; t < filled.length; t++) {
    if (Number.isNaN(filled[t])) filled[t] = last;
    else last = filled[t]!;
  }
  return filled;
}

/**
 * The mean and standard deviation of a series; a constant deviates by its own size, a zero by 1.
 *
 * @example
 * measureSeries(Float64Array.of(1, 3)); // { mean: 2, deviation: 1 }
 */
export function measureSeries(values: Float64Array): SeriesMeasure {
  const size = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) || 1;
  let [mean, squares] = [0, 0];
  values.forEach((value, t) => {
    const from = value / size - mean;
    mean += from / (t + 1);
    squares += from * (value / size - mean);
  });
  const deviation = Math.sqrt(squares / values.length) * size;
  return { mean: mean * size, deviation: deviation > 0 ? deviation : size };
}

/**
 * Lookbacks worth trying: one, two and fourteen seasons, or 8, 32 and 128 values where there is no season, as far as
 * the series are long enough.
 *
 * @example
 * lookbackChoices([{ values: new Float64Array(100), seasonLength: 12 }], 6); // [12, 24, 36]
 */
export function lookbackChoices(histories: readonly History[], horizon: number): number[] {
  const season = Math.max(1, ...histories.map(({ seasonLength }) => seasonLength));
  const lengths = histories.map(({ values }) => values.length);
  return lookbacksFor(lengths, { seasonLength: season, horizon });
}

/**
 * The same from the lengths of the series alone.
 *
 * @example
 * lookbacksFor([100], { seasonLength: 12, horizon: 6 }); // [12, 24, 36]
 */
export function lookbacksFor(
  lengths: readonly number[],
  { seasonLength: season, horizon }: { readonly seasonLength: number; readonly horizon: number },
): number[] {
  const sorted = [...lengths].sort((a, b) => a - b);
  const typical = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  const share = sorted.length === 1 ? lookbackShare.alone : lookbackShare.together;
  const room = Math.min(longestLookback, Math.floor(typical * share), typical - horizon - 1);
  const wanted = season > 1 ? [season, 2 * season, 14 * season] : [8, 32, 128];
  const whole = season > 1 && room >= season ? Math.floor(room / season) * season : room;
  return [...new Set(wanted.map((lookback) => Math.min(lookback, whole)))].filter((lookback) => lookback > 0);
}

/**
 * Whether series of these lengths hold windows enough for the shortest lookback.
 *
 * @param lengths Of the training parts.
 *
 * @example
 * isLongEnough([40], { seasonLength: 12, horizon: 12 }); // true
 */
export function isLongEnough(
  lengths: readonly number[],
  { seasonLength, horizon }: { readonly seasonLength: number; readonly horizon: number },
): boolean {
  const [shortest] = lookbacksFor(lengths, { seasonLength, horizon });
  if (shortest === undefined) return false;
  const windows = lengths.map((length) => Math.max(0, length - shortest - horizon + 1));
  return windows.reduce((sum, count) => sum + count, 0) >= leastWindows;
}

/** First and last origin of the windows of one part of a series, both included. */
function originsOf(length: number, { lookback, horizon, part }: WindowPlan): [first: number, last: number] {
  const [first, last] = [lookback - 1, length - 1 - horizon];
  if (part === 'all') return [first, last];
  const count = last - first + 1;
  const tail = Math.ceil(count * tailShare);
  if (part === 'tail') return [last - tail + 1, last];
  // Short series cannot spare a whole horizon between the parts.
  return [first, last - tail - Math.min(horizon - 1, Math.floor(count * tailShare))];
}

/**
 * Counts the windows of a part, those with missing targets included.
 *
 * @example
 * countWindows(panel, { lookback: 24, horizon: 12, beside: 0, part: 'all' }); // 109 in 144 values
 */
export function countWindows({ filled }: Pick<LinearPanel, 'filled'>, plan: WindowPlan): number {
  return filled.reduce((sum, values) => {
    const [first, last] = originsOf(values.length, plan);
    return sum + Math.max(0, last - first + 1);
  }, 0);
}

/**
 * Gathers the windows of a part in their frames, in batches; a window that does not vary, or whose targets are not all
 * there, is left out. Each weighs as much as its scale says, so that errors count in the unit of the series.
 *
 * @example
 * [...gatherRows(panel, design, { lookback: 24, horizon: 12, beside: 0, part: 'all' })][0].weights.length; // at most 256
 */
export function* gatherRows(
  panel: LinearPanel,
  design: LinearDesign,
  plan: WindowPlan,
): Generator<WeightedRows> {
  const { lookback, horizon, beside } = plan;
  const inputs = lookback + beside;
  const cost =
    plan.part === 'tail'
      ? (inputs * horizon) / mostWork.judging
      : (inputs * (inputs / 2 + horizon)) / mostWork.sums;
  const stride = Math.max(1, Math.ceil(countWindows(panel, plan) * cost));
  let rows = emptyRows(plan);
  let filledRows = 0;
  let offset = 0;
  for (const [index, values] of panel.filled.entries()) {
    const [first, last] = originsOf(values.length, plan);
    let origin = first + offset;
    for (; origin <= last; origin += stride) {
      if (!writeRow(rows, filledRows, { panel, design, plan, index, origin })) continue;
      if (++filledRows < batch) continue;
      yield rows;
      rows = emptyRows(plan);
      filledRows = 0;
    }
    if (last >= first) offset = origin - last - 1;
  }
  if (filledRows > 0) {
    yield {
      x: rows.x.subarray(0, filledRows * inputs),
      y: rows.y.subarray(0, filledRows * horizon),
      weights: rows.weights.subarray(0, filledRows),
    };
  }
}

function emptyRows({ lookback, horizon, beside }: WindowPlan): WeightedRows {
  return {
    x: new Float64Array(batch * (lookback + beside)),
    y: new Float64Array(batch * horizon),
    weights: new Float64Array(batch),
  };
}

interface RowPlace {
  readonly panel: LinearPanel;
  readonly design: LinearDesign;
  readonly plan: WindowPlan;
  readonly index: number;
  readonly origin: number;
}

/** False where the window at this place is not to be used. */
function writeRow(
  { x, y, weights }: WeightedRows,
  row: number,
  { panel, design, plan, index, origin }: RowPlace,
): boolean {
  const { lookback, horizon, beside } = plan;
  const target = panel.histories[index]!.values.subarray(origin + 1, origin + 1 + horizon);
  if (target.some(Number.isNaN)) return false;
  const measure = panel.measures[index]!;
  const window = panel.filled[index]!.subarray(origin + 1 - lookback, origin + 1);
  const { centre, scale } = design.frame(window, measure);
  if (!(scale > 0)) return false;
  const from = row * (lookback + beside);
  for (let i = 0; i < lookback; i++) x[from + i] = (window[i]! - centre) / scale;
  const { covariates } = panel.histories[index]!;
  if (beside > 0 && covariates) {
    const into = x.subarray(from + lookback, from + lookback + beside);
    writeCovariates(into, covariates, { origin, horizon });
  }
  for (let k = 0; k < horizon; k++) y[row * horizon + k] = (target[k]! - centre) / scale;
  weights[row] = (scale / measure.deviation) ** 2;
  return true;
}
