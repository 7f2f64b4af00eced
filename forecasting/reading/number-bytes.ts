/** What `scanNumber` saw besides the value: one object, reused, for it is called for every cell. */
export const seen = {
  /** The byte of the mark (46 for `.`, 44 for `,`), 0 for none. */
  mark: 0,
  /** Whether the mark may as well group thousands: one to three digits before it, three after. */
  isUnclear: false,
};

const powersOfTen = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));
const mostDigits = 15;
const zero = 48;

/**
 * Reads the plain numbers that make up nearly all cells – a sign, up to fifteen digits, one mark – straight
 * from the bytes; NaN for anything else. The result is the double nearest to the text: both the digits and the
 * power of ten are exact, and a division of two exact doubles rounds correctly.
 */
export function scanNumber(bytes: Uint8Array, start: number, end: number): number {
  const isNegative = bytes[start] === 45;
  const digitsFrom = isNegative || bytes[start] === 43 ? start + 1 : start;
  const markAt = readDigits(bytes, digitsFrom, end);
  const digits = end - digitsFrom - (markAt === end ? 0 : 1);
  if (markAt < 0 || digits === 0 || digits > mostDigits) return Number.NaN;
  if (markAt === end) {
    seen.mark = 0;
    return isNegative ? -mantissa : mantissa;
  }
  const after = end - markAt - 1;
  const before = markAt - digitsFrom;
  if (after === 0) return Number.NaN;
  seen.mark = bytes[markAt]!;
  seen.isUnclear = after === 3 && before >= 1 && before <= 3 && bytes[digitsFrom] !== zero;
  const value = mantissa / powersOfTen[after]!;
  return isNegative ? -value : value;
}

/** All digits of the number last read, without its mark. */
let mantissa = 0;

/** Where the mark stands: `end` where there is none, -1 where something else than digits and one mark stands. */
function readDigits(bytes: Uint8Array, from: number, end: number): number {
  let markAt = end;
  let sum = 0;
  for (let at = from; at < end; at++) {
    const digit = bytes[at]! - zero;
    if (digit >= 0 && digit <= 9) sum = sum * 10 + digit;
    else if (markAt === end && (digit === -2 || digit === -4)) markAt = at;
    else return -1;
  }
  mantissa = sum;
  return markAt;
}
