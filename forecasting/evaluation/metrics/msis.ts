import type { BandEnds } from './coverage.ts';
import { intervalScore } from './interval-score.ts';
import { meanOverObserved } from './mean-over-observed.ts';
import type { SeasonalScale } from './seasonal-scale.ts';

/** What a band promised, and the yardstick of the series. */
export interface MsisOptions {
  /** Central coverage in %, e.g. 95. */
  readonly level: number;
  /** From `seasonalScale()` on the training part; null where it is undefined. */
  readonly scale: SeasonalScale | null;
}

/**
 * Mean scaled interval score: the band's width plus 2/α times what it was missed by, over the MASE scale.
 *
 * Definition: Gneiting & Raftery (2007), scaled as in Makridakis, Spiliotis & Assimakopoulos, "The M4
 * Competition" (2020), equation 4; α = 1 − level/100. Lower is better.
 *
 * @param actual What came; NaN where it is missing, which is not scored.
 * @returns null where the scale is undefined or nothing can be scored.
 *
 * @example
 * msis([3], { lower: [0], upper: [2] }, { level: 80, scale: seasonalScale([0, 1], 1) }); // 12
 */
export function msis(actual: ArrayLike<number>, band: BandEnds, options: MsisOptions): number | null {
  const { level } = options;
  const score = meanOverObserved(actual, (value, i) =>
    intervalScore(value, { low: band.lower[i]!, high: band.upper[i]!, level }),
  );
  return score === null || options.scale === null ? null : score / options.scale.absolute;
}
