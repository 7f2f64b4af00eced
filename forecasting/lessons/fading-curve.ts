/** The longest lag that is followed; a short series allows less. */
export const mostLag = 100;

/** What is left of the gradient by lag, in steps; index 0 is the last step and 1. */
export interface Fading {
  readonly hidden: readonly number[];
  /** The cell state of an LSTM. */
  readonly cell: readonly number[] | null;
}

/**
 * What one step keeps of the gradient: the mean factor from lag 1 to lag 11, or to the last.
 *
 * @example
 * keptPerStep([1, 0.5, 0.25, 0.125]); // 0.5
 */
export function keptPerStep(curve: readonly number[]): number {
  const last = Math.min(11, curve.length - 1);
  return (curve[last]! / curve[1]!) ** (1 / Math.max(1, last - 1));
}

/**
 * The first lag with less than a hundredth; null where the window ends before.
 *
 * @example
 * goneAt([1, 0.1, 0.009]); // 2
 */
export function goneAt(curve: readonly number[]): number | null {
  const found = curve.findIndex((value) => value < 0.01);
  return found < 0 ? null : found;
}
