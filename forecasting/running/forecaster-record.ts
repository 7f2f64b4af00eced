import type { OriginForecasts, OriginOffsets } from '../evaluation/backtest.ts';
import type { LeakReading } from '../evaluation/leak-check.ts';
import type { ForecastOffsets } from '../forecaster.ts';
import type { ForecasterKind } from '../forecaster-kind.ts';

/** How far off a forecaster expects to be, wherever it has forecast. */
export interface ExpectedOffsets {
  readonly selection: OriginOffsets;
  readonly verdict: OriginOffsets;
  /** One a series, at its last observation. */
  readonly issued: readonly ForecastOffsets[];
}

/** What one forecaster said in a run, and what it cost. */
export interface ForecasterRecord {
  readonly kind: ForecasterKind;
  readonly selection: OriginForecasts;
  readonly verdict: OriginForecasts;
  /** One forecast a series, from its last observation. */
  readonly issued: readonly Float64Array[];
  /** Left out where it has not learned that. */
  readonly offsets?: ExpectedOffsets;
  /** What each seed of a network said in the verdict part; empty for baselines. */
  readonly members: readonly OriginForecasts[];
  readonly leak: LeakReading;
  readonly fitSeconds: number;
  readonly predictSeconds: number;
  /** Weights of one network, coefficients of a linear map; of a blend those of its parts, 0 for other baselines. */
  readonly parameters: number;
}

/** A forecaster that has nothing to say, and why. */
export interface FailedForecaster {
  readonly kind: ForecasterKind;
  readonly failure: string;
  readonly fitSeconds: number;
}
