import type { Band, IssuedForecast, SeriesResult } from '../run-result.ts';
import type { NumberedForecast } from './alert-firings.ts';

/**
 * The origins of a backtest as if their forecasts had been issued: a past to try an alert on before the ledger has
 * one. The bands are those that were issued in the end, laid around what was said then. Their numbers count down
 * from −1, so that all stand before the ledger's.
 *
 * @example
 * backtestPast({ folds: [{ stamps: [] , forecasts: {} }], forecasts: {}, verdict: {} })[0].id; // -1
 */
export function backtestPast(result: SeriesResult): NumberedForecast[] {
  const { recommended, verdict, folds, forecasts } = result;
  const issued = forecasts[recommended];
  return folds.map((fold, place) => {
    const values = fold.forecasts[recommended] ?? [];
    return {
      id: place - folds.length,
      originStamp: fold.originStamp,
      stamps: fold.stamps,
      actual: fold.actual,
      values,
      naive: verdict.against === recommended ? undefined : fold.forecasts[verdict.against],
      bands: issued ? bandsAround(values, issued) : {},
    };
  });
}

function bandsAround(values: readonly number[], issued: IssuedForecast): Record<string, Band> {
  const moved = (ends: readonly (number | null)[]) =>
    values.map((value, step) => {
      const end = ends[step];
      const middle = issued.values[step];
      return typeof end === 'number' && middle !== undefined ? value + end - middle : null;
    });
  const bands = Object.entries(issued.bands).map(
    ([level, { lower, upper }]) => [level, { lower: moved(lower), upper: moved(upper) }] as const,
  );
  return Object.fromEntries(bands);
}
