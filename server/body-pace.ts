import { Refusal } from './refusal.ts';

/** How slowly a body may come: while it is waited for so long, so many bytes have to come, or its end. */
export interface BodyPace {
  readonly windowMs: number;
  readonly leastBytes: number;
}

/** Holds a body to a pace. Only waiting counts: what is done with the bytes in between may take its time. */
export function createPaceKeeper({ windowMs, leastBytes }: BodyPace) {
  let waitedMs = 0;
  let bytes = 0;

  function endWindow(): void {
    if (bytes < leastBytes) throw tooSlow({ windowMs, leastBytes });
    waitedMs = 0;
    bytes = 0;
  }

  return {
    came(count: number): void {
      bytes += count;
    },
    /** What is read, or a Refusal once the body is too slow. */
    async within<Read>(reading: Promise<Read>): Promise<Read> {
      for (;;) {
        const startedAt = performance.now();
        const read = await orTimeout(reading, windowMs - waitedMs);
        waitedMs += performance.now() - startedAt;
        if (read !== undefined) return read;
        endWindow();
      }
    },
  };
}

async function orTimeout<Read>(reading: Promise<Read>, ms: number): Promise<Read | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, ms), undefined);
  });
  try {
    return await Promise.race([reading, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

function tooSlow({ windowMs, leastBytes }: BodyPace): Refusal {
  const pace = `${Math.ceil(leastBytes / 1024)} KB in ${Math.ceil(windowMs / 1000)} seconds are the least`;
  return new Refusal('too-slow', 'body-too-slow', `The body came too slowly: ${pace}; nothing was kept.`);
}
