import { and, eq, ne } from 'drizzle-orm';
import { type Database, writeTransaction } from '../client.ts';
import { runCheckpoints } from '../schema.ts';
import { copyProgress } from './run-events.ts';
import { type Lease, readRequest } from './run-leases.ts';

/** What an attempt has finished since it last said so. */
export interface KeptParts {
  readonly parts: readonly { readonly part: string; readonly state: Uint8Array }[];
  readonly elapsedMs: number;
}

/** Everything that earlier attempts have finished. */
export interface RecalledParts {
  readonly parts: Readonly<Record<string, Uint8Array>>;
  readonly elapsedMs: number;
}

export interface KeepOptions extends KeptParts {
  readonly fingerprint: string;
  readonly at: number;
}

/** Keeps parts of a run, each in the place of what was kept of it before. @throws LeaseLostError */
export function keepParts(
  db: Database,
  lease: Lease,
  { parts, fingerprint, elapsedMs, at }: KeepOptions,
): void {
  const { runId, attempt } = lease;
  writeTransaction(db, () => {
    readRequest(db, lease);
    for (const { part, state } of parts) {
      const columns = { attempt, fingerprint, state: Buffer.from(state), elapsedMs, createdAt: at };
      db.insert(runCheckpoints)
        .values({ runId, part, ...columns })
        .onConflictDoUpdate({ target: [runCheckpoints.runId, runCheckpoints.part], set: columns })
        .run();
    }
  });
}

/**
 * Gives an attempt what earlier ones have finished and told. What was kept under another fingerprint is of no use
 * any more and is deleted.
 *
 * @throws LeaseLostError
 */
export function recallParts(
  db: Database,
  lease: Lease,
  { fingerprint, now }: { readonly fingerprint: string; readonly now: number },
): RecalledParts | undefined {
  const ofRun = eq(runCheckpoints.runId, lease.runId);
  return writeTransaction(db, () => {
    readRequest(db, lease);
    db.delete(runCheckpoints)
      .where(and(ofRun, ne(runCheckpoints.fingerprint, fingerprint)))
      .run();
    const rows = db.select().from(runCheckpoints).where(ofRun).all();
    if (rows.length === 0) return undefined;
    const { runId, attempt } = lease;
    copyProgress(db, { runId, attempt, from: attempt - 1, at: now });
    return {
      parts: Object.fromEntries(rows.map(({ part, state }) => [part, state])),
      elapsedMs: Math.max(...rows.map(({ elapsedMs }) => elapsedMs)),
    };
  });
}
