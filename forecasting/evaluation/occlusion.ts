import type { History } from '../forecaster.ts';

/** A stretch of the past and what it did to a forecast. */
export interface OccludedStretch {
  /** The newest and the oldest lag of the stretch; lag 1 is the last observation. */
  readonly from: number;
  readonly to: number;
  /** Mean absolute change of the forecast over its steps without the stretch, data units. */
  readonly moved: number;
  /** Mean change: positive where the stretch raised the forecast. */
  readonly raised: number;
}

/** The question: what would have been said without each stretch of the last `lookback` observations? */
export interface OcclusionPlan {
  /** The history as it is, then one a stretch: its values replaced by the mean of the lookback. */
  readonly histories: readonly History[];
  /** The answer, from the forecasts of all `histories` in their order. */
  read(forecasts: readonly Float64Array[]): OccludedStretch[];
}

/** Stretches that a lookback is cut into, at most; the last value is one by itself. */
const mostStretches = 24;

/**
 * Occlusion of the inputs by lag (after M. Zeiler, R. Fergus, 2014): one stretch of the past after another is made
 * ordinary, and how far the forecast moves is what the stretch had moved it. Values that are missing stay missing, and
 * what stands beside the series stays as it is. It says what the forecaster listened to, not what causes what.
 *
 * @example
 * planOcclusion({ values: Float64Array.of(1, 2, 6), seasonLength: 1 }, 2).histories.length; // 3
 */
export function planOcclusion(history: History, lookback: number): OcclusionPlan {
  const { values } = history;
  const length = Math.min(lookback, values.length);
  const ordinary = meanOf(values.subarray(values.length - length));
  const stretches = cutLags(length);
  const hidden = stretches.map(({ from, to }) => {
    const changed = Float64Array.from(values);
    const filled = history.filled && Float64Array.from(history.filled);
    for (let lag = from; lag <= to; lag++) {
      const at = values.length - lag;
      if (!Number.isNaN(values[at]!)) changed[at] = ordinary;
      if (filled) filled[at] = ordinary;
    }
    return { ...history, values: changed, ...(filled && { filled }) };
  });
  return {
    histories: [history, ...hidden],
    read([whole, ...without]) {
      return stretches.map((stretch, i) => ({ ...stretch, ...changeBetween(whole!, without[i]!) }));
    },
  };
}

/** Lag 1, then the lags behind it in equal stretches. */
function cutLags(length: number): { from: number; to: number }[] {
  const size = Math.max(1, Math.ceil((length - 1) / (mostStretches - 1)));
  const behind = Array.from({ length: Math.ceil((length - 1) / size) }, (_, i) => ({
    from: i * size + 2,
    to: Math.min(length, (i + 1) * size + 1),
  }));
  return [{ from: 1, to: 1 }, ...behind];
}

function changeBetween(whole: Float64Array, without: Float64Array): { moved: number; raised: number } {
  let moved = 0;
  let raised = 0;
  whole.forEach((value, step) => {
    const change = value - without[step]!;
    moved += Math.abs(change) / whole.length;
    raised += change / whole.length;
  });
  return { moved, raised };
}

function meanOf(values: Float64Array): number {
  let mean = 0;
  let count = 0;
  for (const value of values) if (!Number.isNaN(value)) mean += (value - mean) / ++count;
  return mean;
}
