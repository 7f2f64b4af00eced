import type { NamingContext } from '#app/_lib/forecaster-names.ts';
import type { ForecasterKind, NaiveKind } from '#forecasting/forecaster-kind.ts';
import type { RunResult, SeriesResult } from '#forecasting/run-result.ts';
import type { ForecastView, RunRow, SeriesRow } from '#server/api-types.ts';

/** What every part of the forecast page draws from. */
export interface ForecastPart {
  readonly run: RunRow;
  readonly series: SeriesRow;
  readonly view: ForecastView;
  /** Of the run that trained the networks; null where it has been removed. */
  readonly result: Omit<RunResult, 'series'> | null;
  readonly seriesResult: SeriesResult | null;
}

export function namingOf({ view, seriesResult }: ForecastPart): NamingContext {
  return { frequency: view.frequency, seasonLength: seriesResult?.seasonLength ?? view.seasonLength };
}

/** The naive that stands beside the forecast: the best one of the test; another where it is the forecast itself. */
export function naiveBeside({ view, seriesResult }: ForecastPart): NaiveKind {
  const best = seriesResult?.verdict.against ?? 'naive';
  if (best !== view.forecast.recommended) return best;
  return best === 'naive' ? 'seasonal-naive' : 'naive';
}

/** Forecasters that can be drawn, the one that is used last so that it lies on top. */
export function forecastKinds({ view }: ForecastPart): ForecasterKind[] {
  const order = ['mean', 'drift', 'seasonal-naive', 'naive', 'rnn', 'gru', 'lstm'] as const;
  const { forecasts, recommended } = view.forecast;
  return [...order.filter((kind) => forecasts[kind] && kind !== recommended), recommended];
}
