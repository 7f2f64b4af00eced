import type { CsvCell } from './csv-text.ts';
import type { ForecasterKind } from './forecaster-kind.ts';
import type { SeriesResult } from './run-result.ts';
import { formatStamp } from './series/format-stamp.ts';
import type { TimeAxis } from './series/series.ts';

const head = ['series', 'forecaster', 'origin', 'step', 'time', 'actual', 'forecast'] as const;

/** A series' result under the name it has now, with what its stamps need to be printed. */
export interface NamedResult {
  readonly name: string;
  readonly axis: Pick<TimeAxis, 'kind' | 'zone'>;
  readonly result: SeriesResult;
}

/** Every scored row of a backtest: what came, beside what each forecaster had said. */
export function* backtestRows(results: readonly NamedResult[]): Generator<readonly CsvCell[]> {
  yield head;
  for (const { name, axis, result } of results) {
    for (const fold of result.folds) {
      for (const [forecaster, values] of Object.entries(fold.forecasts) as [ForecasterKind, number[]][]) {
        const before = [name, forecaster, formatStamp(fold.originStamp, axis)];
        yield* values.map((value, index) => [
          ...before,
          index + 1,
          formatStamp(fold.stamps[index] as number, axis),
          fold.actual[index] ?? null,
          value,
        ]);
      }
    }
  }
}
