import type { SampleRecord } from './sample.ts';
import type { TimeHeader } from './time-header.ts';

/** Rows of a year and twelve numbers without any name above them. */
export interface NamelessMonths {
  /** The first of the records that is such a row. */
  readonly first: number;
  readonly header: TimeHeader;
}

const leastYears = 3;
const mostLinesAbove = 3;
const number = /^[-+]?\d*[.,]?\d+$/;

/**
 * Finds years in a row, each with twelve numbers, as weather services publish the months of an index. Nothing
 * but the number of columns says that they are months.
 */
export function findNamelessMonths(
  records: readonly SampleRecord[],
  width: number,
): NamelessMonths | undefined {
  if (width !== 13) return undefined;
  const first = records.findIndex(isYearOfNumbers);
  const above = records.slice(0, Math.max(0, first));
  if (first < 0 || first > mostLinesAbove || above.some(({ cells }) => cells.length >= 12)) return undefined;
  const rows = records.slice(first);
  const end = rows.findIndex((row, i) => !isYearOfNumbers(row) || (i > 0 && !follows(rows[i - 1]!, row)));
  const years = end < 0 ? rows.length : end;
  if (years < leastYears || rows.slice(years).some(({ cells }) => cells.length >= 12)) return undefined;
  const months = Array.from({ length: 12 }, (_, i) => i + 1);
  const cells = ['', ...months.map(String)];
  return {
    first,
    header: { record: -1, cells, kind: 'months', columns: months, times: months, isAmbiguous: false },
  };
}

const isYearOfNumbers = ({ cells }: SampleRecord) =>
  cells.length === 13 &&
  /^(1[5-9]|20|21)\d\d$/.test(cells[0]!) &&
  cells.slice(1).every((cell) => number.test(cell));

const follows = (row: SampleRecord, next: SampleRecord) => Number(next.cells[0]) === Number(row.cells[0]) + 1;
