import { inferFrequency } from '../series/infer-frequency.ts';
import type { TimeAxis } from '../series/series.ts';
import type { IdChoice } from './choose-ids.ts';
import type { NumberData } from './column-data.ts';
import type { ReadSeries } from './reading.ts';
import { inspectRepeats, orderRows, type Repeats, type RowOrder, valuesAlong } from './row-order.ts';

/** What series are built from: the time and id of every row, and the value columns. */
export interface SeriesParts {
  readonly stamps: Float64Array;
  readonly kind: TimeAxis['kind'];
  readonly zone: string | undefined;
  readonly keep: Uint8Array;
  readonly kept: number;
  readonly ids: IdChoice | undefined;
  readonly columns: readonly NumberData[];
}

/** The series, and what was seen while their rows were put in order. */
export interface BuiltSeries {
  readonly series: readonly ReadSeries[];
  readonly axes: readonly TimeAxis[];
  readonly repeats: Repeats;
  readonly repeatedStamps: readonly number[];
  readonly directions: ReadonlySet<RowOrder['direction']>;
}

/** Builds one series for each value column, or for each id and value column; names follow the first appearance. */
export function buildSeries(parts: SeriesParts): BuiltSeries {
  const groups = parts.ids ? rowsById(parts, parts.ids) : [{ id: undefined, rows: keptRows(parts) }];
  const series: ReadSeries[] = [];
  const axes: TimeAxis[] = [];
  const directions = new Set<RowOrder['direction']>();
  const repeats = { rows: 0, conflictCount: 0, conflicts: [] as Repeats['conflicts'][number][] };
  const repeatedStamps: number[] = [];
  for (const { id, rows } of groups) {
    const order = orderRows(parts.stamps, rows);
    const found = inspectRepeats(
      parts.columns.map((column) => column.values),
      order,
    );
    repeats.rows += found.rows;
    repeats.conflictCount += found.conflictCount;
    repeats.conflicts.push(...found.conflicts);
    repeatedStamps.push(...stampsOfRepeats(order));
    directions.add(order.direction);
    const axis = axisOf(parts, order);
    axes.push(axis);
    series.push(...seriesOfGroup(parts, { id, order, axis }));
  }
  return { series, axes, repeats, repeatedStamps, directions };
}

function axisOf(parts: SeriesParts, order: RowOrder): TimeAxis {
  const { kind, zone } = parts;
  return { kind, stamps: order.stamps, frequency: inferFrequency(order.stamps, kind), zone };
}

function seriesOfGroup(
  parts: SeriesParts,
  group: { readonly id: string | undefined; readonly order: RowOrder; readonly axis: TimeAxis },
): ReadSeries[] {
  const { id, order, axis } = group;
  const isOnly = parts.columns.length === 1;
  return parts.columns.flatMap((column) => {
    const values = valuesAlong(column.values, order);
    const missing = countMissing(values);
    if (id !== undefined && !isOnly && missing === values.length) return [];
    const name = id === undefined ? column.name : isOnly ? id : `${id}/${column.name}`;
    return [{ name, id, target: column.name, axis, values, missing }];
  });
}

function countMissing(values: Float64Array): number {
  let missing = 0;
  for (const value of values) if (Number.isNaN(value)) missing++;
  return missing;
}

function keptRows({ keep, kept }: SeriesParts): Int32Array | undefined {
  if (kept === keep.length) return undefined;
  const rows = new Int32Array(kept);
  let at = 0;
  for (let row = 0; row < keep.length; row++) if (keep[row] === 1) rows[at++] = row;
  return rows;
}

function rowsById({ keep }: SeriesParts, ids: IdChoice): { id: string; rows: Int32Array }[] {
  const sizes = new Int32Array(ids.ids.length);
  const seen: number[] = [];
  for (let row = 0; row < keep.length; row++) {
    if (keep[row] !== 1) continue;
    const code = ids.codes[row]!;
    if (sizes[code]!++ === 0) seen.push(code);
  }
  const lists = Array.from(sizes, (size) => new Int32Array(size));
  const used = new Int32Array(ids.ids.length);
  for (let row = 0; row < keep.length; row++) {
    const code = ids.codes[row]!;
    if (keep[row] === 1) lists[code]![used[code]!++] = row;
  }
  return seen.map((code) => ({ id: ids.ids[code] || '(no id)', rows: lists[code]! }));
}

function stampsOfRepeats({ stamps, starts, rows }: RowOrder): number[] {
  if (!starts || !rows) return [];
  const repeated: number[] = [];
  for (let slot = 0; slot < starts.length && repeated.length < 200; slot++) {
    if ((starts[slot + 1] ?? rows.length) - starts[slot]! > 1) repeated.push(stamps[slot]!);
  }
  return repeated;
}
