/** The share of the steps in which the rate rises. */
const rise = 0.3;
/** The first rate and the last, as shares of the highest. */
const first = 0.1;
const last = 0.01;

/**
 * The learning rate of one step under a one-cycle schedule (L. Smith, N. Topin, "Super-convergence", 2018):
 * up along a half cosine for three tenths of the steps, then down along another.
 *
 * @param step 0-based.
 *
 * @example oneCycle(3e-3, 300, 1000) // 0.003, the highest
 */
export function oneCycle(highest: number, step: number, steps: number): number {
  const top = Math.max(1, Math.round(steps * rise));
  if (step < top) return highest * between(first, 1, step / top);
  return highest * between(1, last, Math.min(1, (step - top) / Math.max(1, steps - top)));
}

function between(from: number, to: number, share: number): number {
  return from + ((to - from) * (1 - Math.cos(Math.PI * share))) / 2;
}
