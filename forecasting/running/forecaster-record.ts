import type { OriginForecasts } from '../evaluation/backtest.ts';
import type { LeakReading } from '../evaluation/leak-check.ts';
import type { ForecasterKind } from '../forecaster-kind.ts';

/** What one forecaster said in a run, and what it cost. */
export interface ForecasterRecord {
  readonly kind: ForecasterKind;
  readonly selection: OriginForecasts;
  readonly verdict: OriginForecasts;
  /** One forecast a series, from its last observation. */
  readonly issued: readonly Float64Array[];
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
