import type { ForecasterKind } from '#forecasting/forecaster-kind.ts';
import type { ForecastView } from '#server/api-types.ts';

/** One future step as the tables show it. */
export interface NextValue {
  readonly step: number;
  readonly stamp: number;
  readonly value: number | null;
  readonly naive: number | null;
  /** By level; null where the band was refused. */
  readonly bands: Readonly<Record<string, readonly [number, number] | null>>;
}

/** The future steps of a forecast, by the forecaster that is used and the naive beside it. */
export function nextValues(view: ForecastView, naive: ForecasterKind): NextValue[] {
  const { stamps, forecasts, recommended } = view.forecast;
  const used = forecasts[recommended];
  const bands = Object.entries(used?.bands ?? {});
  return stamps.map((stamp, index) => ({
    step: index + 1,
    stamp,
    value: used?.values[index] ?? null,
    naive: forecasts[naive]?.values[index] ?? null,
    bands: Object.fromEntries(
      bands.map(([level, { lower, upper }]) => {
        const [low, high] = [lower[index], upper[index]];
        return [level, typeof low === 'number' && typeof high === 'number' ? [low, high] : null];
      }),
    ),
  }));
}

/** At most so many of them, evenly taken, the first step that is a whole distance in. */
export function thinned<Row>(rows: readonly Row[], most: number): { rows: Row[]; every: number } {
  const every = Math.max(1, Math.ceil(rows.length / most));
  return { rows: rows.filter((_, index) => (index + 1) % every === 0), every };
}

/** Tab-parted text for a spreadsheet. */
export function nextValuesAsText(rows: readonly NextValue[], timeOf: (stamp: number) => string): string {
  const levels = Object.keys(rows[0]?.bands ?? {});
  const head = ['time', 'value', ...levels.flatMap((level) => [`lo${level}`, `hi${level}`]), 'naive'];
  const lines = rows.map((row) =>
    [
      timeOf(row.stamp),
      row.value,
      ...levels.flatMap((level): readonly (string | number)[] => row.bands[level] ?? ['', '']),
      row.naive,
    ].join('\t'),
  );
  return [head.join('\t'), ...lines].join('\n');
}
