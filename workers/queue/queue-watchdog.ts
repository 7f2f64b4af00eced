import { awayMessage } from './connect-redis.ts';

export interface WatchdogOptions {
  /** Tickets that nobody has taken; rejects where Redis is away. */
  readonly depth: () => Promise<number>;
  readonly hasRoom: () => boolean;
  /** How many tickets have been taken so far. */
  readonly taken: () => number;
  readonly restart: () => Promise<void>;
  /** Milliseconds of a clock that only grows. */
  readonly ticks: () => number;
}

const patienceMs = 60_000;

/**
 * Sees to it that what waits in Redis is taken: the library's own signs of life have stayed green while it took
 * nothing. Tickets that wait for a minute beside a worker with room have it started anew.
 */
export class QueueWatchdog {
  readonly #options: WatchdogOptions;
  #idle: { readonly since: number; readonly taken: number } | undefined;
  #problem: string | null = null;

  constructor(options: WatchdogOptions) {
    this.#options = options;
  }

  /** What keeps runs from being taken, one sentence; null when nothing does. */
  problem(): string | null {
    return this.#problem;
  }

  async look(): Promise<void> {
    const { depth, hasRoom, taken, restart, ticks } = this.#options;
    const waiting = await depth().catch(() => undefined);
    if (waiting === undefined) {
      this.#idle = undefined;
      this.#problem = awayMessage;
      return;
    }
    const idle = waiting > 0 && hasRoom() ? this.#idle : undefined;
    if (idle === undefined || idle.taken !== taken()) {
      this.#idle = { since: ticks(), taken: taken() };
      this.#problem = null;
      return;
    }
    if (ticks() - idle.since < patienceMs) return;
    this.#problem = 'Runs wait in Redis and nobody took them for a minute: the queue was started anew.';
    this.#idle = { since: ticks(), taken: taken() };
    await restart();
  }
}
