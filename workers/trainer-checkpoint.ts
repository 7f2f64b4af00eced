import { deserialize, serialize } from 'node:v8';
import type { KeptParts, RecalledParts } from '#db/queries/run-checkpoints.ts';
import type { Checkpoint } from '#forecasting/checkpoint.ts';

/** A large state is kept less often: no more than so much is written a second. */
const bytesPerMs = 1000;

export interface TrainerCheckpointOptions {
  readonly recalled: RecalledParts | undefined;
  /** How much work an ended process may cost, in milliseconds. */
  readonly everyMs?: number | undefined;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  /** Brings what was kept to where it outlives this process. */
  readonly tell: (kept: KeptParts) => void;
}

/** The checkpoint of a run inside the process that executes it. */
export interface TrainerCheckpoint extends Checkpoint {
  /** A training keeps where it is as soon as it can, and nothing waits to be told. */
  hurry(): void;
}

export function createTrainerCheckpoint(options: TrainerCheckpointOptions): TrainerCheckpoint {
  const { recalled, everyMs = 5000, now, tell } = options;
  const elapsedMs = recalled?.elapsedMs ?? 0;
  const startedAt = now();
  const waiting = new Map<string, Uint8Array>();
  let toldAt = startedAt;
  let dueAt = startedAt + everyMs;
  let isHurried = false;

  function tellWaiting(): void {
    if (waiting.size === 0 || (!isHurried && now() - toldAt < everyMs / 5)) return;
    const parts = [...waiting].map(([part, state]) => ({ part, state }));
    waiting.clear();
    toldAt = now();
    tell({ parts, elapsedMs: elapsedMs + toldAt - startedAt });
  }

  return {
    elapsedMs,
    recall: (name) => recallFrom(recalled, name),
    keep(name, value) {
      const state = serialize(value);
      waiting.set(name, state);
      dueAt = now() + Math.max(everyMs, state.length / bytesPerMs);
      tellWaiting();
    },
    isDue() {
      tellWaiting();
      return isHurried || now() >= dueAt;
    },
    hurry() {
      isHurried = true;
      tellWaiting();
    },
  };
}

/** What another version of the runtime has written and this one cannot read is not there. */
function recallFrom(recalled: RecalledParts | undefined, name: string): unknown {
  const state = recalled?.parts[name];
  if (state === undefined) return undefined;
  try {
    return deserialize(state);
  } catch {
    return undefined;
  }
}
