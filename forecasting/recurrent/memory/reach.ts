import type { GradientByLag } from './gradient-by-lag.ts';

/** Memory counts as gone where less than this share of the gradient is left. */
export const reachShare = 0.01;

/** How far back a network's gradient reaches. */
export interface Reach {
  /** The first lag, in steps, at which less than 1 % is left; the number of steps where there is none. */
  readonly steps: number;
  /** 1 % and more is left at every step of the window: the reach ends there only because the window does. */
  readonly wholeWindow: boolean;
}

/**
 * The lag at which 1 % of the gradient is left, the longer of hidden and cell state.
 *
 * @example reachOf({ hidden: [1, 0.05, 0.002, 0.0001], cell: [1, 0.2, 0.02, 0.004] }) // { steps: 3, wholeWindow: false }
 */
export function reachOf({ hidden, cell }: GradientByLag): Reach {
  const steps = Math.max(lastingSteps(hidden), cell ? lastingSteps(cell) : 0);
  return { steps, wholeWindow: steps === hidden.length };
}

function lastingSteps(shares: readonly number[]): number {
  const gone = shares.findIndex((share) => share < reachShare);
  return gone < 0 ? shares.length : gone;
}
