import type { FittedForecaster, Forecaster, History } from '../forecaster.ts';
import type { BaselineKind } from '../forecaster-kind.ts';

/** Forecasts `horizon` steps from one history alone: a baseline in one function. */
export type Baseline = (history: History, horizon: number) => Float64Array;

/**
 * Makes a forecaster of a baseline: it learns nothing in `fit`, and fits itself anew to each history it is
 * asked about, so that at every origin it has seen all there is to see.
 *
 * @example
 * createBaselineForecaster('naive', naive).kind; // 'naive'
 */
export function createBaselineForecaster(kind: BaselineKind, baseline: Baseline): Forecaster {
  const fitted: FittedForecaster = {
    forecast: (histories, horizon) => histories.map((history) => baseline(asSeen(history), horizon)),
    dispose: () => undefined,
  };
  return { kind, fit: (_panel: readonly History[]) => Promise.resolve(fitted) };
}

/**
 * A history as a baseline sees it: filled, where the run says how.
 *
 * @example
 * asSeen({ values: Float64Array.of(1, Number.NaN), filled: Float64Array.of(1, 1), seasonLength: 1 }).values; // [1, 1]
 */
export function asSeen(history: History): History {
  return history.filled === undefined ? history : { ...history, values: history.filled };
}
