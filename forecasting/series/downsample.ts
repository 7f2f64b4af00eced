/** Points of a line; NaN is a gap. */
export interface Points {
  readonly stamps: Float64Array;
  readonly values: Float64Array;
}

/**
 * Thins the points of a line to at most `most`, keeping its shape: Largest Triangle Three Buckets
 * (S. Steinarsson, Downsampling Time Series for Visual Representation, 2013, §4.2).
 *
 * The first and the last point always stay; each bucket between them keeps the point that spans the largest
 * triangle with the point kept before it and the mean of the bucket after it. A bucket without any value
 * keeps a NaN, so a gap at least one bucket long stays a gap; a shorter one is not wider than a pixel.
 *
 * @param most at least 3
 * @returns the same object when there is nothing to thin; values of the input, unchanged and in order
 * @example downsample({ stamps: [0, 1, 2, 3, 4], values: [0, 0, 9, 0, 0] }, 3).values // [0, 9, 0]
 */
export function downsample(points: Points, most: number): Points {
  const count = points.stamps.length;
  if (count <= most) return points;
  const kept = new Uint32Array(most);
  const width = (count - 2) / (most - 2);
  const startOf = (bucket: number) => 1 + Math.floor(bucket * width);
  for (let bucket = 0; bucket < most - 2; bucket++) {
    const next = meanPoint(points, startOf(bucket + 1), bucket === most - 3 ? count : startOf(bucket + 2));
    kept[bucket + 1] = largestTriangle(points, {
      from: startOf(bucket),
      to: startOf(bucket + 1),
      before: kept[bucket]!,
      next,
    });
  }
  kept[most - 1] = count - 1;
  return { stamps: pick(points.stamps, kept), values: pick(points.values, kept) };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Bucket {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  /** Index of the point kept before. */
  readonly before: number;
  /** Mean of the bucket after. */
  readonly next: Point;
}

function largestTriangle({ stamps, values }: Points, { from, to, before, next }: Bucket): number {
  const x = stamps[before]!;
  const y = Number.isNaN(values[before]!) ? next.y : values[before]!;
  let largest = -1;
  let best = from;
  for (let i = from; i < to; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    const area = Math.abs((x - next.x) * (value - y) - (x - stamps[i]!) * (next.y - y));
    // An area that overflows still is larger than none.
    if (area > largest || largest < 0) {
      largest = area;
      best = i;
    }
  }
  return best;
}

/** The mean of the values that are there; of the stamps alone where none is. */
function meanPoint({ stamps, values }: Points, from: number, to: number): Point {
  let x = 0;
  let y = 0;
  let present = 0;
  for (let i = from; i < to; i++) {
    x += stamps[i]!;
    if (Number.isNaN(values[i]!)) continue;
    y += values[i]!;
    present++;
  }
  return { x: x / (to - from), y: present === 0 ? 0 : y / present };
}

function pick(items: Float64Array, places: Uint32Array): Float64Array {
  return Float64Array.from(places, (place) => items[place]!);
}
