import type { History } from '../forecaster.ts';
import type { TimeSplit } from './time-split.ts';

/** One series of a run: values on its regular grid, cut in time. */
export interface PanelSeries {
  readonly name: string;
  /** From the first to the last observation; NaN where one is missing. */
  readonly values: Float64Array;
  readonly seasonLength: number;
  readonly split: TimeSplit;
  /** Its place in the panel. */
  readonly index?: number;
}

/**
 * What a forecaster may see of a series at an origin: a copy, so that nothing later is within its reach.
 *
 * @example
 * historyAt({ ...series, values: Float64Array.of(1, 2, 3) }, 1).values; // [1, 2]
 */
export function historyAt(
  { values, seasonLength, index }: Pick<PanelSeries, 'values' | 'seasonLength' | 'index'>,
  origin: number,
): History {
  return {
    values: values.slice(0, origin + 1),
    seasonLength,
    ...(index === undefined ? {} : { series: index }),
  };
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

/**
 * All that lies before the verdict part of each series, the first verdict origin included.
 *
 * @example
 * verdictHistories([series])[0].values.length; // series.split.verdictOrigins[0] + 1
 */
export function verdictHistories(panel: readonly PanelSeries[]): History[] {
  return panel.map((series) =>
    historyAt(series, series.split.verdictOrigins[0] ?? series.split.trainingLength - 1),
  );
}

/**
 * Every series to its end.
 *
 * @example
 * wholeHistories([series])[0].values.length; // series.values.length
 */
export function wholeHistories(panel: readonly PanelSeries[]): History[] {
  return panel.map((series) => historyAt(series, series.values.length - 1));
}
