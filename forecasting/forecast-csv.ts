import type { CsvCell } from './csv-text.ts';
import type { ForecasterKind } from './forecaster-kind.ts';
import type { IssuedForecast, SeriesResult } from './run-result.ts';
import { formatStamp } from './series/format-stamp.ts';
import type { TimeAxis } from './series/series.ts';

/** A series' forecast under the name it has now, with what its stamps need to be printed. */
export interface NamedForecast {
  readonly name: string;
  readonly axis: Pick<TimeAxis, 'kind' | 'zone'>;
  readonly result: Pick<SeriesResult, 'origin' | 'recommended' | 'forecastStamps' | 'forecasts'>;
}

/**
 * The forecast of a run as rows, the head first: the recommended forecaster's of each series, or every one's. An
 * end of a band that was refused is null.
 *
 * @example [...forecastRows(results, false)][0] // ['series', 'forecaster', 'origin', 'step', 'time', 'value', ...]
 */
export function* forecastRows(
  results: readonly NamedForecast[],
  all: boolean,
): Generator<readonly CsvCell[]> {
  const levels = levelsOf(results);
  const bands = levels.flatMap((level) => [`lo${level}`, `hi${level}`]);
  yield ['series', 'forecaster', 'origin', 'step', 'time', 'value', ...bands];
  for (const named of results) {
    const { recommended, forecasts } = named.result;
    const entries = Object.entries(forecasts) as [ForecasterKind, IssuedForecast][];
    for (const [kind, issued] of entries) {
      if (all || kind === recommended) yield* rowsOf(named, { kind, issued, levels });
    }
  }
}

interface Issued {
  readonly kind: ForecasterKind;
  readonly issued: IssuedForecast;
  readonly levels: readonly string[];
}

function rowsOf({ name, axis, result }: NamedForecast, { kind, issued, levels }: Issued): CsvCell[][] {
  const origin = formatStamp(result.origin, axis);
  return issued.values.map((value, index) => [
    name,
    kind,
    origin,
    index + 1,
    formatStamp(result.forecastStamps[index] as number, axis),
    value,
    ...levels.flatMap((level) => {
      const band = issued.bands[level];
      return [band?.lower[index] ?? null, band?.upper[index] ?? null];
    }),
  ]);
}

/** Narrowest first. */
function levelsOf(results: readonly NamedForecast[]): string[] {
  const found = new Set(
    results.flatMap(({ result }) =>
      Object.values(result.forecasts).flatMap((issued) => Object.keys(issued.bands)),
    ),
  );
  return [...found].sort((left, right) => Number(left) - Number(right));
}
