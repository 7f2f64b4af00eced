import { EventEmitter, once } from 'node:events';
import type { Database } from '#db/client.ts';

/** Wakes those who wait for new rows, whichever process wrote them. */
export interface Pulse {
  /** Keeps the pulse beating until the function it returns is called. */
  acquire(): () => void;
  /** Resolves when something was committed, after a second or so at the latest, or when `signal` aborts. */
  next(signal: AbortSignal): Promise<void>;
}

const beatMs = 100;

/**
 * Looks at `PRAGMA data_version`, a read of shared memory that changes with every commit of another
 * connection, and at the changes of this one, so that one timer serves all subscribers of this process and no
 * broker is needed.
 */
export function createPulse(db: Database, { longestWaitMs = 1000 } = {}): Pulse {
  const bell = new EventEmitter().setMaxListeners(0);
  const readOthers = db.$client.prepare('pragma data_version').pluck();
  const readOwn = db.$client.prepare('select total_changes()').pluck();
  let users = 0;
  let timer: NodeJS.Timeout | undefined;
  let last = '';

  function beat(): void {
    const version = `${readOthers.get()} ${readOwn.get()}`;
    if (version !== last) bell.emit('commit');
    last = version;
  }

  function release(): void {
    users -= 1;
    if (users > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  return {
    acquire() {
      users += 1;
      timer ??= setInterval(beat, beatMs).unref();
      let held = true;
      return () => {
        if (held) release();
        held = false;
      };
    },
    async next(signal) {
      const enough = AbortSignal.any([signal, AbortSignal.timeout(longestWaitMs)]);
      // Both ends of the wait are ordinary: a commit came, or it was long enough.
      await once(bell, 'commit', { signal: enough }).catch(() => undefined);
    },
  };
}
