import { actualAfter } from '../evaluation/backtest.ts';
import { bandAround } from '../evaluation/intervals.ts';
import { mae } from '../evaluation/metrics/mae.ts';
import type { ForecasterKind } from '../forecaster-kind.ts';
import type { BacktestFold, IssuedForecast, SeriesResult } from '../run-result.ts';
import { nextStamps } from '../series/next-stamps.ts';
import { valueBoundsOf } from '../value-bounds.ts';
import type { CalibratedRecord } from './leaderboard.ts';
import type { OriginScales } from './origin-scales.ts';
import type { RunContext } from './run-context.ts';

/** Numbers that the stored folds of a run may hold; of more, only the latest folds are kept. */
const mostFoldNumbers = 200_000;

type Told = Pick<
  SeriesResult,
  | 'name'
  | 'rows'
  | 'missing'
  | 'origin'
  | 'seasonLength'
  | 'folds'
  | 'errorByStep'
  | 'forecastStamps'
  | 'forecasts'
>;

/**
 * Puts together what was said about one series: its folds, its errors by step and its issued forecasts.
 *
 * @example
 * tellSeries(context, calibrated, scales, 0).forecastStamps.length; // the horizon
 */
export function tellSeries(
  context: RunContext,
  calibrated: readonly CalibratedRecord[],
  scales: OriginScales,
  index: number,
): Told {
  const prepared = context.prepared[index]!;
  const { axis } = prepared;
  return {
    name: prepared.name,
    rows: prepared.rows,
    missing: prepared.values.reduce((sum, value) => sum + (Number.isNaN(value) ? 1 : 0), 0),
    origin: axis.stamps[axis.stamps.length - 1]!,
    seasonLength: context.panel[index]!.seasonLength,
    folds: tellFolds(context, calibrated, index),
    errorByStep: byKind(calibrated, (item) => errorsByStep(context, item, index)),
    forecastStamps: nextStamps(axis, context.config.horizon),
    forecasts: byKind(calibrated, (item) => issue(context, item, scales, index)),
  };
}

function tellFolds(
  context: RunContext,
  calibrated: readonly CalibratedRecord[],
  index: number,
): BacktestFold[] {
  const { horizon } = context.config;
  const series = context.panel[index]!;
  const { stamps } = context.prepared[index]!.axis;
  const perFold = context.panel.length * horizon * (calibrated.length + 2);
  const kept = Math.max(1, Math.floor(mostFoldNumbers / perFold));
  const first = Math.max(0, series.split.verdictOrigins.length - kept);
  return series.split.verdictOrigins.slice(first).map((origin, i) => ({
    originIndex: origin,
    originStamp: stamps[origin]!,
    stamps: [...stamps.subarray(origin + 1, origin + 1 + horizon)],
    actual: Array.from(actualAfter(series, origin, horizon), (value) => (Number.isNaN(value) ? null : value)),
    forecasts: byKind(calibrated, ({ record }) => [...record.verdict[index]![first + i]!]),
  }));
}

function errorsByStep(context: RunContext, { record }: CalibratedRecord, index: number): (number | null)[] {
  const { horizon } = context.config;
  const series = context.panel[index]!;
  const actuals = series.split.verdictOrigins.map((origin) => actualAfter(series, origin, horizon));
  return Array.from({ length: horizon }, (_, step) =>
    mae(
      actuals.map((actual) => actual[step]!),
      record.verdict[index]!.map((forecast) => forecast[step]!),
    ),
  );
}

function issue(
  context: RunContext,
  { record, issued }: CalibratedRecord,
  scales: OriginScales,
  index: number,
): IssuedForecast {
  const values = record.issued[index]!;
  const { calibration } = issued;
  const scale = scales.issued[index]! * issued.difficulty[index]!;
  const bounds = valueBoundsOf(context.config);
  return {
    values: [...values],
    bands: Object.fromEntries(
      context.config.levels.map((level) => [
        level,
        bandAround(values, { calibration, scale, level, bounds }),
      ]),
    ),
  };
}

function byKind<T>(
  calibrated: readonly CalibratedRecord[],
  tell: (item: CalibratedRecord) => T,
): Partial<Record<ForecasterKind, T>> {
  return Object.fromEntries(calibrated.map((item) => [item.record.kind, tell(item)]));
}
