import type { ForecasterKind } from '#forecasting/forecaster-kind.ts';
import type { BacktestFold, IssuedForecast } from '#forecasting/run-result.ts';
import type { ChartTable } from './chart-table.ts';

type BandEnds = readonly [lower: number, upper: number];

/** One place on the axis of a chart with an origin: what was observed, what had been said. */
export interface OriginRow {
  readonly stamp: number;
  readonly observed: number | null;
  readonly said: Partial<Record<ForecasterKind, number | null>>;
  /** The recommended forecaster's bands, by level. */
  readonly bands?: Readonly<Record<string, BandEnds | null>>;
}

/** Observations in the order of their stamps. */
export interface Observed {
  readonly stamps: readonly number[];
  readonly values: readonly (number | null)[];
}

type Said = Readonly<Partial<Record<ForecasterKind, readonly (number | null)[]>>>;

interface OriginParts {
  readonly history: Observed;
  readonly stamps: readonly number[];
  /** What came, null where nothing has. */
  readonly actual?: readonly (number | null)[] | undefined;
  readonly said: Said;
  /** Forecasters whose line starts at the last observation. One that copies the past is no path from "now". */
  readonly joined: (kind: ForecasterKind) => boolean;
}

/** A copy of last season does not set out from the last observation; every other forecaster does. */
export function setsOutFromOrigin(kind: ForecasterKind): boolean {
  return kind !== 'seasonal-naive' && kind !== 'mean';
}

/** History, then the steps after the origin. At the origin itself the forecasts take up the last observation. */
export function originRows({ history, stamps, actual, said, joined }: OriginParts): OriginRow[] {
  const kinds = Object.keys(said) as ForecasterKind[];
  const past = history.stamps.map(
    (stamp, index): OriginRow => ({
      stamp,
      observed: history.values[index] ?? null,
      said: {},
    }),
  );
  const origin = past.at(-1);
  if (origin) {
    const start = Object.fromEntries(kinds.filter(joined).map((kind) => [kind, origin.observed]));
    past[past.length - 1] = { ...origin, said: start };
  }
  const future = stamps.map(
    (stamp, step): OriginRow => ({
      stamp,
      observed: actual?.[step] ?? null,
      said: Object.fromEntries(kinds.map((kind) => [kind, said[kind]?.[step] ?? null])),
    }),
  );
  return [...past, ...future];
}

/** Rows of one origin of the backtest, with the observations that led up to it. */
export function backtestRows(fold: BacktestFold, history: Observed): OriginRow[] {
  return originRows({
    history: upTo(history, fold.originStamp),
    stamps: fold.stamps,
    actual: fold.actual,
    said: fold.forecasts,
    joined: setsOutFromOrigin,
  });
}

function upTo({ stamps, values }: Observed, last: number): Observed {
  const count = stamps.findLastIndex((stamp) => stamp <= last) + 1;
  return { stamps: stamps.slice(0, count), values: values.slice(0, count) };
}

interface IssuedParts {
  readonly history: Observed;
  readonly stamps: readonly number[];
  readonly actual: readonly (number | null)[];
  readonly forecasts: Readonly<Partial<Record<ForecasterKind, IssuedForecast>>>;
  readonly shown: readonly ForecasterKind[];
  /** Whose bands are drawn. */
  readonly banded: ForecasterKind;
}

/** Rows of an issued forecast: the bands open at the origin, where nothing is uncertain yet. */
export function issuedRows(parts: IssuedParts): OriginRow[] {
  const { history, stamps, actual, forecasts, shown, banded } = parts;
  const said = Object.fromEntries(shown.map((kind) => [kind, forecasts[kind]?.values ?? []]));
  const rows = originRows({ history, stamps, actual, said, joined: setsOutFromOrigin });
  const bands = Object.entries(forecasts[banded]?.bands ?? {});
  const first = history.stamps.length;
  return rows.map((row, index) => {
    if (index < first - 1) return row;
    const observed = row.observed;
    const opens = observed !== null && setsOutFromOrigin(banded) ? ([observed, observed] as const) : null;
    const ends = (level: IssuedForecast['bands'][string]) =>
      index < first ? opens : bandAt(level.lower[index - first], level.upper[index - first]);
    return { ...row, bands: Object.fromEntries(bands.map(([level, band]) => [level, ends(band)])) };
  });
}

function bandAt(lower: number | null | undefined, upper: number | null | undefined): BandEnds | null {
  return lower === null || lower === undefined || upper === null || upper === undefined
    ? null
    : [lower, upper];
}

/** Every number that a chart of these rows and forecasters has to hold. */
export function valuesOf(rows: readonly OriginRow[], kinds: readonly ForecasterKind[]): number[] {
  return rows.flatMap((row) =>
    [
      row.observed,
      ...kinds.map((kind) => row.said[kind]),
      ...Object.values(row.bands ?? {}).flatMap((ends) => ends ?? []),
    ].filter((value): value is number => typeof value === 'number'),
  );
}

interface TableWords {
  readonly timeOf: (stamp: number) => string | number;
  readonly nameOf: (kind: ForecasterKind) => string;
}

/** The rows as numbers. */
export function originTable(rows: readonly OriginRow[], { timeOf, nameOf }: TableWords): ChartTable {
  const kinds = [...new Set(rows.flatMap((row) => Object.keys(row.said) as ForecasterKind[]))];
  const levels = [...new Set(rows.flatMap((row) => Object.keys(row.bands ?? {})))];
  return {
    columns: [
      'time',
      'observed',
      ...kinds.map(nameOf),
      ...levels.flatMap((level) => [`lo${level}`, `hi${level}`]),
    ],
    rows: rows.map((row) => [
      timeOf(row.stamp),
      row.observed,
      ...kinds.map((kind) => row.said[kind] ?? null),
      ...levels.flatMap((level) => row.bands?.[level] ?? [null, null]),
    ]),
  };
}
