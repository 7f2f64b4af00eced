/**
 * Probability that a standard normal variable is at most z.
 *
 * By the complementary error function's rational approximation of Numerical Recipes (erfcc), relative error
 * below 1.2e-7 everywhere.
 *
 * @example
 * normalProbability(0); // 0.5
 */
export function normalProbability(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.5 * x);
  const coefficients = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587,
    -0.82215223, 0.17087277,
  ];
  let polynomial = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) polynomial = polynomial * t + coefficients[i]!;
  const tail = 0.5 * t * Math.exp(-x * x + polynomial);
  if (z === 0) return 0.5;
  return z > 0 ? 1 - tail : tail;
}
