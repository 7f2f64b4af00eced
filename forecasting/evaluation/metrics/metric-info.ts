/** The metrics a score can carry. */
export const metricNames = [
  'mae',
  'rmse',
  'smape',
  'mase',
  'rmsse',
  'wql',
  'msis',
  'coverage',
  'skill',
] as const;
export type MetricName = (typeof metricNames)[number];

/** How a metric is called, read and shown. */
export interface MetricInfo {
  readonly name: MetricName;
  readonly label: string;
  /** The long name and the definition in words. */
  readonly definition: string;
  readonly better: 'lower' | 'higher' | 'near-level';
  /** 'data' carries the data's units, 'percent' is 0–200, 'share' a fraction, 'scaled' has no unit. */
  readonly unit: 'data' | 'percent' | 'share' | 'scaled';
}

/**
 * What each metric means: the text behind column heads and help.
 *
 * @example
 * metricInfo.mase.better; // 'lower'
 */
export const metricInfo: Readonly<Record<MetricName, MetricInfo>> = {
  mae: {
    name: 'mae',
    label: 'MAE',
    definition: 'Mean absolute error: how far off a forecast is on average.',
    better: 'lower',
    unit: 'data',
  },
  rmse: {
    name: 'rmse',
    label: 'RMSE',
    definition: 'Root mean squared error: like MAE, but large misses weigh more.',
    better: 'lower',
    unit: 'data',
  },
  smape: {
    name: 'smape',
    label: 'sMAPE',
    definition: 'Symmetric mean absolute percentage error, 0 to 200, as in the M4 competition.',
    better: 'lower',
    unit: 'percent',
  },
  mase: {
    name: 'mase',
    label: 'MASE',
    definition: 'Mean absolute scaled error: 1 is the seasonal naive inside the training part.',
    better: 'lower',
    unit: 'scaled',
  },
  rmsse: {
    name: 'rmsse',
    label: 'RMSSE',
    definition: 'Root mean squared scaled error: RMSE over that of the seasonal naive in the training part.',
    better: 'lower',
    unit: 'scaled',
  },
  wql: {
    name: 'wql',
    label: 'WQL',
    definition: 'Weighted quantile loss: the pinball loss of the bands, over the size of the data.',
    better: 'lower',
    unit: 'scaled',
  },
  msis: {
    name: 'msis',
    label: 'MSIS',
    definition: 'Mean scaled interval score of the widest band: width plus what it was missed by.',
    better: 'lower',
    unit: 'scaled',
  },
  coverage: {
    name: 'coverage',
    label: 'Coverage',
    definition: 'Share of observations inside the band; it should be near the level that the band promises.',
    better: 'near-level',
    unit: 'share',
  },
  skill: {
    name: 'skill',
    label: 'Skill',
    definition: '1 − error / error of the best naive forecast on the same rows: above 0 is better than it.',
    better: 'higher',
    unit: 'share',
  },
};
