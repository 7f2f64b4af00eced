import type { History } from '../forecaster.ts';
import type { TimeSplit } from './time-split.ts';

/** One series of a run: values on its regular grid, cut in time. */
export interface PanelSeries {
  readonly name: string;
  /** From the first to the last observation; NaN where one is missing. */
  readonly values: Float64Array;
  readonly seasonLength: number;
  readonly split: TimeSplit;
}

/**
 * What a forecaster may see of a series at an origin: a copy, so that nothing later is within its reach.
 *
 * @example
 * historyAt({ ...series, values: Float64Array.of(1, 2, 3) }, 1).values; // [1, 2]
 */
export function historyAt(series: Pick<PanelSeries, 'values' | 'seasonLength'>, origin: number): History {
  return { values: series.values.slice(0, origin + 1), seasonLength: series.seasonLength };
}

/**
 * The part of each series that a network may be fitted on.
 *
 * @example
 * trainingHistories([series])[0].values.length; // series.split.trainingLength
 */
export function trainingHistories(panel: readonly PanelSeries[]): History[] {
  return panel.map((series) => historyAt(series, series.split.trainingLength - 1));
}
