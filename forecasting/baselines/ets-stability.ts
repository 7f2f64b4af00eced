/** The weights of a model with a season. */
export interface SeasonalWeights {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
  readonly phi: number;
}

/** Roots may lie this far outside the circle, for rounding. */
const slack = 1e-8;

/**
 * Whether what a model with a season says forgets its beginnings: all roots of its characteristic equation lie in the
 * unit circle.
 *
 * Definition: Hyndman, Koehler, Ord & Snyder, "Forecasting with Exponential Smoothing" (2008), section 10.2 (theorem
 * 10.1); the roots are judged by their reflection coefficients (Schur & Cohn), which need no root to be found.
 *
 * @example
 * isForecastable({ alpha: 0.3, beta: 0.05, gamma: 0.1, phi: 1 }, 12); // true
 */
export function isForecastable(weights: SeasonalWeights, seasonLength: number): boolean {
  const coefficients = characteristic(weights, seasonLength);
  // The step-down recursion: each polynomial has one root less, and they lie inside as long as |reflection| < 1.
  for (let degree = coefficients.length - 1; degree > 0; degree--) {
    const reflection = coefficients[degree]!;
    if (!(Math.abs(reflection) < 1 + slack)) return false;
    const rest = 1 - reflection * reflection;
    if (rest <= slack) return true;
    for (let i = 1; i <= degree / 2; i++) {
      const [a, b] = [coefficients[i]!, coefficients[degree - i]!];
      coefficients[i] = (a - reflection * b) / rest;
      coefficients[degree - i] = (b - reflection * a) / rest;
    }
  }
  return true;
}

/** From the highest power down, the highest first with 1. Without a trend the root at 1, which is no one's, is divided out. */
function characteristic({ alpha, beta, gamma, phi }: SeasonalWeights, m: number): Float64Array {
  if (beta === 0 && phi === 1) {
    const coefficients = new Float64Array(m + 1).fill(alpha);
    coefficients[0] = 1;
    coefficients[m] = alpha + gamma - 1;
    return coefficients;
  }
  const coefficients = new Float64Array(m + 2).fill(alpha + beta - alpha * phi);
  coefficients[0] = 1;
  coefficients[1] = alpha + beta - phi;
  coefficients[m] = alpha + beta - alpha * phi + gamma - 1;
  coefficients[m + 1] = phi * (1 - alpha - gamma);
  return coefficients;
}
