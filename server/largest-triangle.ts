/** Points of a chart; null is a gap. */
export interface Points {
  readonly stamps: number[];
  readonly values: (number | null)[];
}

/**
 * Thins points for a chart so that the line keeps its shape: Largest-Triangle-Three-Buckets
 * (S. Steinarsson, "Downsampling Time Series for Visual Representation", 2013).
 *
 * Equal buckets of points are replaced by the point that spans the largest triangle with the point kept
 * before and the mean of the bucket after. Gaps are kept: a bucket that holds only missing values answers a
 * missing value. The first and the last point always stay.
 *
 * @param most At least 3.
 */
export function largestTriangle(points: Points, most: number): Points {
  const { stamps, values } = points;
  const count = stamps.length;
  if (count <= most) return points;
  const kept = [0];
  const width = (count - 2) / (most - 2);
  for (let bucket = 0; bucket < most - 2; bucket++) {
    const from = 1 + Math.floor(bucket * width);
    const to = 1 + Math.floor((bucket + 1) * width);
    const end = bucket === most - 3 ? count : Math.min(count, 1 + Math.floor((bucket + 2) * width));
    kept.push(largestIn(points, { from, to, end, before: kept[kept.length - 1] as number }));
  }
  kept.push(count - 1);
  return {
    stamps: kept.map((index) => stamps[index] as number),
    values: kept.map((index) => values[index] ?? null),
  };
}

interface Bucket {
  readonly from: number;
  readonly to: number;
  /** Where the bucket after ends. */
  readonly end: number;
  readonly before: number;
}

function largestIn({ stamps, values }: Points, { from, to, end, before }: Bucket): number {
  const left = { x: stamps[before] as number, y: values[before] ?? 0 };
  const right = meanPoint({ stamps, values }, to, end);
  let best = from;
  let largest = -1;
  for (let index = from; index < to; index++) {
    const value = values[index] ?? null;
    if (value === null) continue;
    const x = stamps[index] as number;
    const area = Math.abs((left.x - right.x) * (value - left.y) - (left.x - x) * (right.y - left.y));
    if (area > largest) {
      largest = area;
      best = index;
    }
  }
  return best;
}

function meanPoint({ stamps, values }: Points, from: number, to: number): { x: number; y: number } {
  let x = 0;
  let y = 0;
  let present = 0;
  for (let index = from; index < to; index++) {
    x += stamps[index] as number;
    const value = values[index] ?? null;
    if (value !== null) {
      y += value;
      present += 1;
    }
  }
  return { x: x / Math.max(1, to - from), y: y / Math.max(1, present) };
}
