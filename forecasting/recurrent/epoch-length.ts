/** Batches an epoch: enough to learn from a short series, few enough to bound a long one. */
const fewestBatches = 8;
const mostBatches = 64;

/**
 * How many batches an epoch has: one pass over the windows, between 8 and 64.
 *
 * @example
 * batchesAnEpoch(1000, 64); // 16
 */
export function batchesAnEpoch(windows: number, batchSize: number): number {
  return Math.min(mostBatches, Math.max(fewestBatches, Math.ceil(windows / batchSize)));
}
