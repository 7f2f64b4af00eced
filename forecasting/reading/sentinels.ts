import type { NumberData } from './column-data.ts';
import type { ReadingIssue } from './reading.ts';

/** Numbers by which instruments and file formats say "no value"; -99 is left out, for it may well be one. */
const sentinels = new Set([
  999, 9999, 99999, 999999, 9999999, 999.9, 9999.9, 99999.9, 99.99, 999.99, 9999.99, 99.9, -999, -9999,
  -99999, -999.9, -9999.9, -99.9, -99.99, -999.99, -9999.99, -999999, -32768, -32767, 32767, 65535,
  -2147483648, 2147483647, 1e20, -1e20, 1e30, -1e30, 1e34, 1e35, 9.96921e36, 9.969209968386869e36,
  -1.7976931348623157e308, -3.4028234663852886e38, 3.4028234663852886e38, -3.4e38, 3.4e38,
]);

/** No listed number is nearer to zero. */
const leastSentinel = 99;

/** How many times its own range a sentinel stands away from the other values. */
const farAway = 3;

const isListed = (value: number) =>
  (value >= leastSentinel || value <= -leastSentinel) && sentinels.has(value);

/** The sentinel values of a column: listed numbers that stand far outside of all others. */
function suspectedSentinels(values: Float64Array): Map<number, number> {
  const suspects = new Map<number, number>();
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (isListed(value)) {
      suspects.set(value, (suspects.get(value) ?? 0) + 1);
      continue;
    }
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return new Map();
  if (suspects.size === 0) return repeatedLow(values, low, high);
  const range = rangeOf(low, high);
  for (const value of suspects.keys()) {
    if (value <= high + farAway * range && value >= low - farAway * range) suspects.delete(value);
  }
  return suspects;
}

const rangeOf = (low: number, high: number) =>
  Math.max(high - low, Math.max(Math.abs(low), Math.abs(high)) * 0.1, 1e-9);

/** A negative number that no list names: it stands several times, far below all others, none of which is negative. */
function repeatedLow(values: Float64Array, lowest: number, high: number): Map<number, number> {
  if (lowest >= 0) return new Map();
  let low = Number.POSITIVE_INFINITY;
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value === lowest) count++;
    else if (value < low) low = value;
  }
  const isFar = low >= 0 && low <= high && lowest < low - farAway * rangeOf(low, high);
  return isFar && (count > 1 || lowest === -9.99) ? new Map([[lowest, count]]) : new Map();
}

/** Takes sentinels for missing values, unless told not to, and names them either way. */
export function clearSentinels(
  column: NumberData,
  keep: boolean,
  lineOf: (row: number) => number,
): ReadingIssue[] {
  const found = clearIn(column.values, keep);
  if (found === undefined) return [];
  const line = lineOf(found.first);
  const message = `column “${column.name}” holds ${found.listed}, ${suspicion} (first on line ${line}): ${found.treated}`;
  return [{ code: 'suspected-sentinel', message, line, column: column.index + 1, rows: found.count }];
}

/** As `clearSentinels()`, in the values of a series whose cells stand in many columns. */
export function clearSentinelsIn(name: string, values: Float64Array, keep: boolean): ReadingIssue[] {
  const found = clearIn(values, keep);
  if (found === undefined) return [];
  const message = `${name} holds ${found.listed}, ${suspicion}: ${found.treated}`;
  return [{ code: 'suspected-sentinel', message, rows: found.count }];
}

const suspicion = 'far from all other values and a common mark of a missing one';

function clearIn(values: Float64Array, keep: boolean) {
  const suspects = suspectedSentinels(values);
  if (suspects.size === 0) return undefined;
  const first = values.findIndex((value) => suspects.has(value));
  if (!keep) {
    for (let i = 0; i < values.length; i++) if (suspects.has(values[i]!)) values[i] = Number.NaN;
  }
  return {
    first,
    listed: [...suspects]
      .map(([value, count]) => (count === 1 ? `${value}` : `${value} (${count} times)`))
      .join(', '),
    treated: keep ? 'kept as numbers, as you said' : 'taken as missing',
    count: [...suspects.values()].reduce((sum, one) => sum + one, 0),
  };
}
