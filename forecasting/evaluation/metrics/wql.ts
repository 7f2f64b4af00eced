import { meanOverObserved } from './mean-over-observed.ts';
import { pinball } from './pinball.ts';

/** One quantile of a forecast: one value a step. */
export interface QuantileForecast {
  readonly probability: number;
  readonly values: ArrayLike<number>;
}

/**
 * Weighted quantile loss, without a unit: twice the mean pinball loss over the quantiles, divided by mean |y|.
 *
 * Definition: Salinas et al., "DeepAR" (2020), as GluonTS' mean_wQuantileLoss.
 *
 * @param actual What came; NaN where it is missing, which is not scored.
 * @returns null where every observation is 0, or there is no quantile or no observation.
 *
 * @example
 * wql([10, 10], [{ probability: 0.9, values: [8, 12] }]); // 0.2
 */
export function wql(actual: ArrayLike<number>, quantiles: readonly QuantileForecast[]): number | null {
  const size = meanOverObserved(actual, Math.abs);
  if (!size || quantiles.length === 0) return null;
  let sum = 0;
  for (const { probability, values } of quantiles) sum += pinball(actual, values, probability) ?? Number.NaN;
  const loss = (2 * sum) / quantiles.length / size;
  return Number.isFinite(loss) ? loss : null;
}
