/** The mean of everything up to an observation. */
export interface RunningMean {
  /** @param index 0-based, of the last observation that counts. */
  upTo(index: number): number;
}

/** Observations between two means that are kept. */
const stretch = 256;

/**
 * Computes the mean of `values` up to any of them. One mean in 256 is kept and the rest are worked out from there
 * when they are asked for, so that a long series takes little room.
 *
 * Each mean follows from the one before it (B. Welford, 1962): a longer series has the same ones, bit for bit.
 *
 * @example createRunningMean(Float64Array.of(1, 2, 6)).upTo(2) // 3
 */
export function createRunningMean(values: Float64Array): RunningMean {
  const kept = new Float64Array(Math.ceil(values.length / stretch));
  let mean = 0;
  for (let i = 0; i < values.length; i++) {
    mean += (values[i]! - mean) / (i + 1);
    if (i % stretch === 0) kept[i / stretch] = mean;
  }
  return {
    upTo(index) {
      const from = Math.floor(index / stretch);
      let found = kept[from]!;
      for (let i = from * stretch + 1; i <= index; i++) found += (values[i]! - found) / (i + 1);
      return found;
    },
  };
}
