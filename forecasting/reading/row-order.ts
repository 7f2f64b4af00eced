/** The rows of one series in the order of time, rows of one time next to each other in file order. */
export interface RowOrder {
  /** Distinct stamps, ascending. */
  readonly stamps: Float64Array;
  /** Rows by time; undefined when they are all rows as they stand. */
  readonly rows: Int32Array | undefined;
  /** For each stamp the place in `rows` where its rows begin; undefined when no stamp has two. */
  readonly starts: Int32Array | undefined;
  readonly direction: 'ascending' | 'descending' | 'unsorted';
}

/** Orders rows by their stamps. `rows` undefined stands for all rows. */
export function orderRows(stamps: Float64Array, rows: Int32Array | undefined): RowOrder {
  const stampAt = (i: number) => stamps[rows ? rows[i]! : i]!;
  const length = rows ? rows.length : stamps.length;
  let rises = true;
  let falls = true;
  let repeats = false;
  for (let i = 1; i < length; i++) {
    const step = stampAt(i) - stampAt(i - 1);
    if (step < 0) rises = false;
    else if (step > 0) falls = false;
    else repeats = true;
  }
  if (rises && !repeats) {
    return { stamps: rows ? gather(stamps, rows) : stamps, rows, starts: undefined, direction: 'ascending' };
  }
  const direction = rises ? 'ascending' : falls ? 'descending' : 'unsorted';
  const sorted = sortRows(stamps, rows ?? Int32Array.from({ length }, (_, i) => i), direction);
  return { ...joinRepeats(gather(stamps, sorted), sorted), direction };
}

function gather(values: Float64Array, rows: Int32Array): Float64Array {
  const gathered = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) gathered[i] = values[rows[i]!]!;
  return gathered;
}

/** A stable sort: rows of one time stay in the order of the file. */
function sortRows(stamps: Float64Array, rows: Int32Array, direction: RowOrder['direction']): Int32Array {
  if (direction === 'ascending') return rows;
  return rows.slice().sort((a, b) => stamps[a]! - stamps[b]! || a - b);
}

function joinRepeats(sorted: Float64Array, rows: Int32Array): Pick<RowOrder, 'stamps' | 'rows' | 'starts'> {
  const starts: number[] = [];
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) starts.push(i);
  if (starts.length === sorted.length) return { stamps: sorted, rows, starts: undefined };
  const distinct = Float64Array.from(starts, (start) => sorted[start]!);
  return { stamps: distinct, rows, starts: Int32Array.from(starts) };
}

/** The values of a column along an order: of several rows with one time the last that has a value counts. */
export function valuesAlong(values: Float64Array, order: RowOrder): Float64Array {
  const { rows, starts } = order;
  if (!rows) return values;
  if (!starts) return gather(values, rows);
  const along = new Float64Array(starts.length).fill(Number.NaN);
  starts.forEach((start, slot) => {
    const end = starts[slot + 1] ?? rows.length;
    for (let i = start; i < end; i++) {
      const value = values[rows[i]!]!;
      if (!Number.isNaN(value)) along[slot] = value;
    }
  });
  return along;
}

/** What the repeated times of an order hold. */
export interface Repeats {
  /** Rows beyond the first of each time. */
  readonly rows: number;
  /** Rows that say something else than another row of the same time: [row, other row, value, other value]. */
  readonly conflicts: readonly (readonly [row: number, other: number, value: number, otherValue: number])[];
  readonly conflictCount: number;
}

const listedConflicts = 5;

/** Tells equal rows from conflicting ones where times repeat. */
export function inspectRepeats(columns: readonly Float64Array[], order: RowOrder): Repeats {
  const { rows, starts } = order;
  if (!rows || !starts) return { rows: 0, conflicts: [], conflictCount: 0 };
  const conflicts: [number, number, number, number][] = [];
  let conflictCount = 0;
  for (let slot = 0; slot < starts.length; slot++) {
    const end = starts[slot + 1] ?? rows.length;
    for (let i = starts[slot]! + 1; i < end; i++) {
      const conflict = conflictBetween(columns, rows[i - 1]!, rows[i]!);
      if (!conflict) continue;
      conflictCount++;
      if (conflicts.length < listedConflicts) conflicts.push(conflict);
    }
  }
  return { rows: rows.length - starts.length, conflicts, conflictCount };
}

function conflictBetween(
  columns: readonly Float64Array[],
  first: number,
  second: number,
): [number, number, number, number] | undefined {
  for (const values of columns) {
    const [a, b] = [values[first]!, values[second]!];
    if (a !== b && !Number.isNaN(a) && !Number.isNaN(b)) return [first, second, a, b];
  }
  return undefined;
}
