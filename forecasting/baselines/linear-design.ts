import type { LinearKind } from '../forecaster-kind.ts';

/** What a series is measured by: its own mean and standard deviation. */
export interface SeriesMeasure {
  readonly mean: number;
  /** Positive. */
  readonly deviation: number;
}

/** What a window and the values after it are brought to: (value − centre) / scale. */
export interface WindowFrame {
  readonly centre: number;
  /** 0 where the window does not vary. */
  readonly scale: number;
}

/** What tells one linear forecaster from another. */
export interface LinearDesign {
  readonly kind: LinearKind;
  /** How a window is seen. */
  readonly frame: (window: Float64Array, measure: SeriesMeasure) => WindowFrame;
  /** The penalty's matrix, [lookback, lookback]; without it all weights are penalised alike. */
  /** Whether it also reads what is known beside a series. */
  readonly readsCovariates?: boolean;
  readonly penalty?: (lookback: number) => Float64Array;
}
