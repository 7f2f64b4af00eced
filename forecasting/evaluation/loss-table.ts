/**
 * What several forecasters lost on identical rows, ready to be resampled: one row of origins for each series.
 *
 * Origins stand in slots counted from the end of each series, so that slot `slots - 1` is everyone's latest.
 */
export interface LossTable {
  readonly slots: number;
  readonly series: readonly SeriesLosses[];
}

/** One series in a loss table. */
export interface SeriesLosses {
  /** Scored steps, by slot; 0 where the series has no such origin. */
  readonly weights: Float64Array;
  /** Sum of the scaled absolute errors of those steps: forecaster → slot. */
  readonly sums: readonly Float64Array[];
}

/** One series as it was scored. */
export interface ScoredSeries {
  /** What came, by origin; NaN is not scored. */
  readonly actuals: readonly ArrayLike<number>[];
  /** Forecaster → origin → step. */
  readonly forecasts: readonly (readonly ArrayLike<number>[])[];
  /** Errors are divided by this: 1 for one series, the MASE scale for several. */
  readonly scale: number;
}

/**
 * Sums the scaled absolute errors of each forecaster at each origin.
 *
 * @example
 * createLossTable([{ actuals: [[1, 2]], forecasts: [[[2, 4]]], scale: 1 }]).series[0].sums[0][0]; // 3
 */
export function createLossTable(scored: readonly ScoredSeries[]): LossTable {
  const slots = Math.max(0, ...scored.map((series) => series.actuals.length));
  return { slots, series: scored.map((series) => lossesOf(series, slots)) };
}

function lossesOf(scored: ScoredSeries, slots: number): SeriesLosses {
  const weights = new Float64Array(slots);
  const sums = scored.forecasts.map(() => new Float64Array(slots));
  const offset = slots - scored.actuals.length;
  scored.actuals.forEach((actual, origin) => {
    for (let step = 0; step < actual.length; step++) {
      if (Number.isNaN(actual[step])) continue;
      weights[offset + origin]! += 1;
      sums.forEach((sum, forecaster) => {
        const forecast = scored.forecasts[forecaster]![origin]![step]!;
        sum[offset + origin]! += Math.abs(actual[step]! - forecast) / scored.scale;
      });
    }
  });
  return { weights, sums };
}

/**
 * The error of each forecaster: the mean over series of the mean over their scored steps.
 *
 * @returns One error a forecaster; NaN where nothing was scored.
 *
 * @example
 * meanLosses(createLossTable([{ actuals: [[1, 2]], forecasts: [[[2, 4]]], scale: 1 }])); // [1.5]
 */
export function meanLosses(table: LossTable): number[] {
  const scored = table.series.filter(({ weights }) => sumOf(weights) > 0);
  const forecasters = table.series[0]?.sums ?? [];
  return forecasters.map((_, k) => {
    const total = scored.reduce((sum, { weights, sums }) => sum + sumOf(sums[k]!) / sumOf(weights), 0);
    return total / scored.length;
  });
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
