/** So many windows, more where they are of many series, fewer where the horizon is long. */
const fewWindows = 1024;
const windowsOfEach = 8;
const mostWindows = 4096;
const mostSteps = 200_000;
const fewestWindows = 256;

/**
 * How many training windows a quantile head learns from, where there are as many.
 *
 * @param series Series that its network learns.
 *
 * @example quantileWindows({ series: 414, horizon: 48 }) // 3312
 */
export function quantileWindows({
  series,
  horizon,
}: {
  readonly series: number;
  readonly horizon: number;
}): number {
  const wanted = Math.min(mostWindows, Math.max(fewWindows, windowsOfEach * series));
  return Math.max(fewestWindows, Math.min(wanted, Math.round(mostSteps / horizon)));
}
