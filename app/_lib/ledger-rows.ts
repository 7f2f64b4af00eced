import type { Band } from '#forecasting/run-result.ts';
import type { IssuedRow, RewrittenValues } from '#server/api-types.ts';
import type { Observed } from './origin-rows.ts';

/** So many of the latest forecasts of a series are looked at. */
export const mostIssued = 60;

/** One place on the axis of the ledger's chart. */
export interface LedgerRow {
  readonly stamp: number;
  readonly observed: number | null;
  /** What each issued forecast says, by its id. */
  readonly said: Readonly<Record<number, number>>;
  /** Of the forecast that is looked at, by level. */
  readonly bands?: Readonly<Record<string, readonly [number, number]>>;
}

/** The bands of one forecast, at its stamps. */
export interface LedgerBands {
  readonly stamps: readonly number[];
  readonly bands: Readonly<Record<string, Band>>;
}

/** Observations with the given forecasts over them, each set out from the observation it was issued at. */
export function ledgerRows(
  observed: Observed,
  issued: readonly IssuedRow[],
  banded?: LedgerBands,
): LedgerRow[] {
  const values = new Map(observed.stamps.map((stamp, index) => [stamp, observed.values[index] ?? null]));
  const said = new Map<number, Record<number, number>>();
  const say = (stamp: number, id: number, value: number) =>
    said.set(stamp, { ...said.get(stamp), [id]: value });
  for (const { id, originStamp, stamps, values: steps } of issued) {
    const start = values.get(originStamp);
    if (typeof start === 'number') say(originStamp, id, start);
    stamps.forEach((stamp, step) => {
      const value = steps[step];
      if (value !== undefined) say(stamp, id, value);
    });
  }
  const stamps = [...new Set([...values.keys(), ...said.keys()])].sort((a, b) => a - b);
  return stamps.map((stamp) => ({
    stamp,
    observed: values.get(stamp) ?? null,
    said: said.get(stamp) ?? {},
    ...(banded && { bands: bandsAt(banded, stamp) }),
  }));
}

function bandsAt({ stamps, bands }: LedgerBands, stamp: number): Record<string, readonly [number, number]> {
  const step = stamps.indexOf(stamp);
  const ends = Object.entries(bands).flatMap(([level, { lower, upper }]) => {
    const [low, high] = [lower[step], upper[step]];
    return typeof low === 'number' && typeof high === 'number' ? [[level, [low, high]] as const] : [];
  });
  return Object.fromEntries(ends);
}

/** Where a value was ever rewritten, and what stood there until a moment, at those that were rewritten after it. */
export function rewrittenMarks(rewritten: RewrittenValues['values'], asOf: number) {
  const before = new Map<number, number | null>();
  for (const value of rewritten) {
    if (value.at > asOf && !before.has(value.stamp)) before.set(value.stamp, value.before);
  }
  return {
    stamps: [...new Set(rewritten.map(({ stamp }) => stamp))],
    before: [...before].flatMap(([stamp, value]) => (value === null ? [] : [{ stamp, value }])),
  };
}
