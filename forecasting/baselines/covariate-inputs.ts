import type { SeenCovariates } from '../forecaster.ts';

/** So many of the last values of each covariate are read. */
const recent = 8;

/**
 * How many inputs covariates add to a linear map: the last eight values of each, what is known of the horizon, and the
 * calendar at the origin.
 *
 * @example
 * countCovariateInputs({ past: [Float64Array.of(1)], future: [], calendar: [] }, 12); // 8
 */
export function countCovariateInputs(covariates: SeenCovariates | undefined, horizon: number): number {
  if (covariates === undefined) return 0;
  const { past, future, calendar } = covariates;
  return recent * (past.length + future.length) + horizon * future.length + calendar.length;
}

/**
 * Writes what covariates say at an origin; before their first value, that one.
 *
 * @example
 * writeCovariates(into, covariates, { origin: 99, horizon: 12 }) → into[7] is the last value of the first one
 */
export function writeCovariates(
  into: Float64Array,
  { past, future, calendar }: SeenCovariates,
  { origin, horizon }: { readonly origin: number; readonly horizon: number },
): void {
  let at = 0;
  for (const values of [...past, ...future]) {
    for (let back = recent - 1; back >= 0; back--) into[at++] = values[Math.max(0, origin - back)]!;
  }
  for (const values of future) {
    for (let step = 1; step <= horizon; step++) into[at++] = values[origin + step]!;
  }
  for (const values of calendar) into[at++] = values[origin]!;
}
