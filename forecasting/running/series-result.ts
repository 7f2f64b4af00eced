import { actualAfter } from '../evaluation/backtest.ts';
import { mae } from '../evaluation/metrics/mae.ts';
import type { ForecasterKind } from '../forecaster-kind.ts';
import type { BacktestFold, IssuedForecast, SeriesResult } from '../run-result.ts';
import { nextStamps } from '../series/next-stamps.ts';
import type { CalibratedRecord } from './leaderboard.ts';
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
 * tellSeries(context, calibrated, 0).forecastStamps.length; // the horizon
 */
export function tellSeries(
  context: RunContext,
  calibrated: readonly CalibratedRecord[],
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
    forecasts: byKind(calibrated, (item) => issue(context, item, index)),
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
  { config }: RunContext,
  { record, issued, yardstick }: CalibratedRecord,
  index: number,
): IssuedForecast {
  const bands = issued.bandsAt({ part: 'issued', series: index, slot: 0 });
  return {
    values: [...record.issued[index]!],
    bands: Object.fromEntries(config.levels.map((level, k) => [level, bands[k]!])),
    ...(yardstick === 'offsets' ? { yardstick } : {}),
  };
}

function byKind<T>(
  calibrated: readonly CalibratedRecord[],
  tell: (item: CalibratedRecord) => T,
): Partial<Record<ForecasterKind, T>> {
  return Object.fromEntries(calibrated.map((item) => [item.record.kind, tell(item)]));
}
