import type { ForecasterKind } from './forecaster-kind.ts';

/** What is known beside a series at an origin, standardised. */
export interface SeenCovariates {
  /** Each as long as the history. */
  readonly past: readonly Float64Array[];
  /** Each as long as the history and the horizon. */
  readonly future: readonly Float64Array[];
  /** Sines and cosines of the place in the day, the week and the year, each as long as the history. */
  readonly calendar: readonly Float64Array[];
}

/** What one series offers a forecaster at an origin: nothing after it. NaN where a value is missing. */
export interface History {
  readonly values: Float64Array;
  /** The same with every missing value filled, where the run says how; else each forecaster deals with them itself. */
  readonly filled?: Float64Array;
  /** Observations per season, 1 when there is none. */
  readonly seasonLength: number;
  /** What is known beside it; forecasters that can use it do. */
  readonly covariates?: SeenCovariates;
  /** Which series of the fitted panel this is, so that what was chosen for it in `fit` is used again. */
  readonly series?: number;
}

/**
 * How far the truth is expected to lie from a forecast, in the data's units: finite and positive, a row a level, each at
 * least as far out as the row before it.
 */
export interface ForecastOffsets {
  /** Central coverage in %, ascending. */
  readonly levels: readonly number[];
  /** [levels, horizon] */
  readonly below: Float32Array;
  /** [levels, horizon] */
  readonly above: Float32Array;
}

/** A forecast and how far off it is expected to be. */
export interface ForecastWithOffsets {
  readonly values: Float64Array;
  /** Left out where they would be no numbers that can be stored. */
  readonly offsets?: ForecastOffsets;
}

/**
 * A way to forecast. It is fitted once on a panel (one history a series) and then asked at later origins,
 * where it sees the longer histories without being fitted again.
 */
export interface Forecaster {
  readonly kind: ForecasterKind;
  fit(panel: readonly History[]): Promise<FittedForecaster>;
}

/** A forecaster ready to answer. Baselines recompute from the history given; networks keep their weights. */
export interface FittedForecaster {
  /**
   * Forecasts `horizon` steps after the end of each history.
   *
   * @returns One array of `horizon` finite values a history, in the same order, in the data's units.
   */
  forecast(histories: readonly History[], horizon: number): Float64Array[];
  /** As `forecast()`, bit for bit, and how far off each step is expected to be; where that was learned. */
  forecastWithOffsets?(histories: readonly History[], horizon: number): ForecastWithOffsets[];
  /** Estimates anew on longer histories of the same panel, with the choices that `fit` has made; where that helps. */
  refit?(panel: readonly History[]): Promise<FittedForecaster>;
  /** Numbers that were fitted over the whole panel; left out where there are none. */
  readonly parameters?: number;
  /** Releases tensors, if any are held. */
  dispose(): void;
}
