import { meanOverObserved } from './mean-over-observed.ts';

/** The two ends of a band, one value a step. */
export interface BandEnds {
  readonly lower: ArrayLike<number>;
  readonly upper: ArrayLike<number>;
}

/**
 * Coverage: the share of observations inside the band, ends included; it should come near the promised level.
 *
 * Definition: Makridakis, Spiliotis & Assimakopoulos, "The M4 Competition" (2020), section 3.3.
 *
 * @param actual What came; NaN where it is missing, which is not scored.
 * @returns A fraction; null where nothing can be scored.
 *
 * @example
 * coverage([1, 5], { lower: [0, 0], upper: [2, 2] }); // 0.5
 */
export function coverage(actual: ArrayLike<number>, band: BandEnds): number | null {
  return meanOverObserved(actual, (value, i) => (band.lower[i]! <= value && value <= band.upper[i]! ? 1 : 0));
}
