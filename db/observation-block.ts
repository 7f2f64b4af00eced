import type { Points } from '#forecasting/series/downsample.ts';

/** So many observations a row of the database holds at most: 16 kB of values. */
export const blockLength = 2048;

/**
 * Consecutive observations of a series as one row holds them. Numbers are packed as 64-bit floats, the least
 * byte first; every stamp is an integer that such a float holds exactly.
 */
export interface ObservationBlock {
  readonly firstStamp: number;
  readonly lastStamp: number;
  readonly rows: number;
  /** Null where the stamps are evenly spaced from the first to the last. */
  readonly packedStamps: Buffer | null;
  /** NaN where a value is missing. */
  readonly packedValues: Buffer;
}

/** Packs the points from index `from` up to, not including, `to`: at least one. */
export function packBlock({ stamps, values }: Points, from = 0, to = stamps.length): ObservationBlock {
  const part = stamps.subarray(from, to);
  return {
    firstStamp: part[0]!,
    lastStamp: part.at(-1)!,
    rows: part.length,
    packedStamps: packStamps(part),
    packedValues: packValues(values.subarray(from, to)),
  };
}

/** @returns null where the stamps are evenly spaced */
export function packStamps(stamps: Float64Array): Buffer | null {
  const step = stamps[1]! - stamps[0]!;
  if (!Number.isSafeInteger(stamps.at(-1)! - stamps[0]!)) return bytesOf(stamps.slice());
  for (let i = 2; i < stamps.length; i++) {
    if (stamps[i]! - stamps[i - 1]! !== step) return bytesOf(stamps.slice());
  }
  return null;
}

/** There is one missing value and one zero, so that equal series have equal bytes. */
export function packValues(values: Float64Array): Buffer {
  return bytesOf(values.map((value) => (Number.isNaN(value) ? Number.NaN : value + 0)));
}

export function unpackBlock(block: ObservationBlock): Points {
  const values = numbersOf(block.packedValues);
  const stamps = block.packedStamps === null ? evenStamps(block) : numbersOf(block.packedStamps);
  return { stamps, values };
}

function evenStamps({ firstStamp, lastStamp, rows }: ObservationBlock): Float64Array {
  const stamps = new Float64Array(rows);
  const step = rows > 1 ? (lastStamp - firstStamp) / (rows - 1) : 0;
  for (let i = 0; i < rows; i++) stamps[i] = firstStamp + i * step;
  return stamps;
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float64Array) =>
  Buffer.from(buffer, byteOffset, byteLength);

/** A copy: the bytes of a buffer may begin where no float can. */
function numbersOf(packed: Buffer): Float64Array {
  const numbers = new Float64Array(packed.byteLength / Float64Array.BYTES_PER_ELEMENT);
  new Uint8Array(numbers.buffer).set(packed);
  return numbers;
}
