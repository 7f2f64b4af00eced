/** The most validation windows a series contributes; more would not change which epoch is best. */
const maxWindows = 32;
/** The share of the training part that validation may take. */
const maxShare = 0.2;

/**
 * Chooses the origins whose windows decide when a training stops: evenly spaced over the training part's tail.
 *
 * An origin is the index of the last observation seen; its targets are the `horizon` observations after it. The
 * tail holds a fifth of the training part and at least one window. Baselines are scored on the same origins,
 * so that their line can stand in the chart of a training.
 *
 * @returns Ascending origins, the last one `length - 1 - horizon`; empty where not one window fits.
 *
 * @example
 * validationOrigins(100, 10); // [79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89]
 */
export function validationOrigins(length: number, horizon: number): number[] {
  const last = length - 1 - horizon;
  if (last < 1) return [];
  const tail = Math.max(horizon, Math.floor(length * maxShare));
  const first = Math.max(1, length - 1 - tail);
  const count = Math.min(maxWindows, last - first + 1);
  if (count === 1) return [last];
  return Array.from({ length: count }, (_, i) => first + Math.round((i * (last - first)) / (count - 1)));
}
