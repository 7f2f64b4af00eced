import { actualAfter, type JudgedPart, type OriginForecasts, originsOf } from '../evaluation/backtest.ts';
import { createLossTable, type LossTable, meanLosses } from '../evaluation/loss-table.ts';
import { maseScaleOf, type RunContext } from './run-context.ts';

/** Which rows count, and who is compared on them. */
export interface LossRequest {
  /** Forecaster → what it said, by part. */
  readonly forecasts: readonly Readonly<Partial<Record<JudgedPart, OriginForecasts>>>[];
  readonly parts: readonly JudgedPart[];
  /** Indices into the panel. */
  readonly series: readonly number[];
}

/**
 * Puts the losses of several forecasters on the same rows side by side.
 *
 * @example
 * runLosses(context, { forecasts: records, parts: ['verdict'], series: judgedSeries(context) }).slots; // 24
 */
export function runLosses(context: RunContext, request: LossRequest): LossTable {
  const { horizon } = context.config;
  return createLossTable(
    request.series.map((index) => {
      const series = context.panel[index]!;
      return {
        actuals: request.parts.flatMap((part) =>
          originsOf(series, part).map((origin) => actualAfter(series, origin, horizon)),
        ),
        forecasts: request.forecasts.map((said) => request.parts.flatMap((part) => said[part]![index]!)),
        scale: context.errorScales[index]!,
      };
    }),
  );
}

/**
 * The series whose errors are averaged: those with a verdict origin and, of several, with a MASE scale.
 *
 * @example
 * judgedSeries(context); // [0] for one series
 */
export function judgedSeries(context: RunContext): number[] {
  const judged = context.panel.flatMap((series, i) => (series.split.verdictOrigins.length > 0 ? [i] : []));
  const scaled = judged.filter((index) => maseScaleOf(context.panel[index]!) !== null);
  return context.panel.length === 1 || scaled.length === 0 ? judged : scaled;
}

/**
 * The error of one forecaster in the verdict part: MAE for one series, mean MASE for several.
 *
 * @returns null where nothing was scored.
 *
 * @example
 * verdictError(context, record.verdict); // 12.4
 */
export function verdictError(context: RunContext, said: OriginForecasts): number | null {
  const table = runLosses(context, {
    forecasts: [{ verdict: said }],
    parts: ['verdict'],
    series: judgedSeries(context),
  });
  const [error] = meanLosses(table);
  return error !== undefined && Number.isFinite(error) ? error : null;
}

/**
 * How many neighbouring origins share steps.
 *
 * @example
 * reachOf([79, 82, 85], 12); // 4
 */
export function reachOf(origins: readonly number[], horizon: number): number {
  let closest = horizon;
  for (let i = 1; i < origins.length; i++) closest = Math.min(closest, origins[i]! - origins[i - 1]!);
  return Math.ceil(horizon / closest);
}
