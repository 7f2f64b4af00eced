import type { RunLoop } from './run-loop.ts';

/** How a worker comes to its runs: by looking for them itself, or by the tickets of a queue. */
export interface Dispatch {
  /** Something has changed, or a while has passed. */
  look(): Promise<void>;
  /** What keeps runs from being taken, one sentence; null when nothing does. */
  problem(): string | null;
  /** Takes nothing more; what is at work goes on. */
  pause(): Promise<void>;
  close(): Promise<void>;
}

export type OpenDispatch = (loop: RunLoop) => Dispatch;

/** Looks for waiting runs wherever they live. */
export const lookForRuns: OpenDispatch = (loop) => ({
  look: () => loop.claim(),
  problem: () => null,
  pause: async () => {},
  close: async () => {},
});
