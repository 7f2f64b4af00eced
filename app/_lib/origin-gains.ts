import { mae } from '#forecasting/evaluation/metrics/mae.ts';
import type { ForecasterKind } from '#forecasting/forecaster-kind.ts';
import type { BacktestFold } from '#forecasting/run-result.ts';

/**
 * By how much a forecaster was ahead of another at each origin, data units: above zero it was closer. null where
 * one of them, or what came, is missing.
 */
export function originGains(
  folds: readonly BacktestFold[],
  kind: ForecasterKind,
  against: ForecasterKind,
): (number | null)[] {
  return folds.map((fold) => {
    const own = errorOf(fold, kind);
    const other = errorOf(fold, against);
    return own === null || other === null ? null : other - own;
  });
}

function errorOf(fold: BacktestFold, kind: ForecasterKind): number | null {
  const forecast = fold.forecasts[kind];
  if (!forecast) return null;
  return mae(
    fold.actual.map((value) => value ?? Number.NaN),
    forecast,
  );
}
