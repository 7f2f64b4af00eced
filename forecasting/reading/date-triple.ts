import { dayMs, daysFromDate, isCalendarDate } from '../series/calendar-date.ts';

/** Three numbers of which the year is the last (`xxy`), or not known at all (`xxx`). */
export type TripleOrder = 'xxy' | 'xxx';

/** Which of the three numbers is what. */
export type FieldOrder = 'dmy' | 'mdy' | 'ymd';

const spanMs = 4 * dayMs;
const greatestYear = 2600;

/**
 * Three numbers and a time of day in one double, so that a column can be kept until the whole file has shown
 * which number is the day. The time may lie a day to either side, for a written offset may shift it.
 */
export function packTriple(
  triple: readonly [number, number, number],
  order: TripleOrder,
  timeMs: number,
): number {
  const [a, b, c] = triple;
  if (order === 'xxy' && (a > 31 || b > 31 || c > greatestYear || (a > 12 && b > 12))) return Number.NaN;
  const key = order === 'xxy' ? (c * 32 + a) * 32 + b : (a * 128 + b) * 128 + c;
  return key * spanMs + dayMs + timeMs;
}

/** The three numbers of a packed triple, and its time in ms. */
export function unpackTriple(
  packed: number,
  order: TripleOrder,
): { triple: [number, number, number]; timeMs: number } {
  const key = Math.floor(packed / spanMs);
  const timeMs = packed - key * spanMs - dayMs;
  const triple: [number, number, number] =
    order === 'xxy' ? [(key >> 5) & 31, key & 31, key >> 10] : [key >> 14, (key >> 7) & 127, key & 127];
  return { triple, timeMs };
}

/** The stamp of a packed triple under an order; NaN for a day that does not exist. */
export function stampOfTriple(packed: number, order: TripleOrder, fields: FieldOrder): number {
  if (Number.isNaN(packed)) return packed;
  const { triple, timeMs } = unpackTriple(packed, order);
  const [a, b, c] = triple;
  const [year, month, day] = fields === 'dmy' ? [c, b, a] : fields === 'mdy' ? [c, a, b] : [a, b, c];
  const full = order === 'xxx' ? year + (year < 69 ? 2000 : 1900) : year;
  return isCalendarDate(full, month, day) ? daysFromDate(full, month, day) * dayMs + timeMs : Number.NaN;
}
