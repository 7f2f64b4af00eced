/** Two clocks: what the wall says, which may be set to anything, and what has passed, which only grows. */
export interface Clock {
  /** Milliseconds UTC. */
  now(): number;
  /** Milliseconds since some moment. */
  ticks(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  ticks: () => performance.now(),
};
