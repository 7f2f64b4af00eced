/** Lets `capacity` calls through at once and then one each `refillMs`, counted per name. */
export interface TokenBucket {
  /** Takes one; answers 0, or the milliseconds after which there is one again. */
  take(name: string): number;
  /** The milliseconds after which there is one, 0 if now; takes none. */
  waitFor(name: string): number;
}

interface Level {
  tokens: number;
  at: number;
}

export interface BucketOptions {
  readonly capacity: number;
  readonly refillMs: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}

/** Names beyond this are forgotten, the longest unused first. */
const mostNames = 10_000;

export function createTokenBucket({ capacity, refillMs, now }: BucketOptions): TokenBucket {
  const levels = new Map<string, Level>();

  function levelOf(name: string): Level {
    const at = now();
    const before = levels.get(name) ?? { tokens: capacity, at };
    const level = { tokens: Math.min(capacity, before.tokens + (at - before.at) / refillMs), at };
    levels.delete(name);
    levels.set(name, level);
    const oldest = levels.keys().next().value;
    if (levels.size > mostNames && oldest !== undefined) levels.delete(oldest);
    return level;
  }

  const missing = (level: Level) => (level.tokens >= 1 ? 0 : Math.ceil((1 - level.tokens) * refillMs));

  return {
    take(name) {
      const level = levelOf(name);
      const wait = missing(level);
      if (wait === 0) level.tokens -= 1;
      return wait;
    },
    waitFor: (name) => missing(levelOf(name)),
  };
}
