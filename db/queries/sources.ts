import { and, eq, sql } from 'drizzle-orm';
import { type Database, writeTransaction } from '../client.ts';
import { sources } from '../schema.ts';

export type StoredSource = typeof sources.$inferSelect;

/** What a schedule does once its source has been read, and why. */
export interface WantedRead {
  readonly wanted: 'train' | 'forecast';
  readonly wantedAs: 'fired' | 'caught-up';
  readonly wantedReason: string;
}

export function getSource(db: Database, scheduleId: number): StoredSource | undefined {
  return db.select().from(sources).where(eq(sources.scheduleId, scheduleId)).get();
}

export interface NewSource {
  /** The address and its key, encrypted. */
  readonly sealed: string;
  /** What may be shown of the address. */
  readonly shown: string;
  readonly hasKey: boolean;
}

/** Gives a schedule another source, or none. What was known of the one before is forgotten. */
export function putSource(db: Database, scheduleId: number, source: NewSource | null): void {
  db.delete(sources).where(eq(sources.scheduleId, scheduleId)).run();
  if (source)
    db.insert(sources)
      .values({ scheduleId, ...source })
      .run();
}

/** Asks for a reading; one to train is not made less of by one to forecast. */
export function wantRead(db: Database, scheduleId: number, read: WantedRead): void {
  const before = getSource(db, scheduleId);
  if (before?.wanted === 'train' && read.wanted === 'forecast') return;
  db.update(sources).set(read).where(eq(sources.scheduleId, scheduleId)).run();
}

/** Takes the right to read a source that waits for it; undefined where none does. */
export function claimRead(
  db: Database,
  { now, leaseMs }: { readonly now: number; readonly leaseMs: number },
): StoredSource | undefined {
  const waits = sql`${sources.wanted} is not null and (${sources.leaseUntil} is null or ${sources.leaseUntil} <= ${now})`;
  if (!db.select({ id: sources.scheduleId }).from(sources).where(waits).get()) return undefined;
  return writeTransaction(db, () => {
    const source = db.select().from(sources).where(waits).orderBy(sources.scheduleId).get();
    if (source === undefined) return undefined;
    const claim = { leaseUntil: now + leaseMs, token: source.token + 1 };
    db.update(sources).set(claim).where(eq(sources.scheduleId, source.scheduleId)).run();
    return { ...source, ...claim };
  });
}

export interface ReadOutcome {
  readonly outcome: 'read' | 'failed';
  readonly newRows: number | null;
  readonly message: string | null;
  readonly contentHash?: string | undefined;
  readonly readAt: number;
}

/** Writes what came of a reading. @returns false where somebody else holds it by now, or the source is another one */
export function settleRead(db: Database, source: StoredSource, outcome: ReadOutcome): boolean {
  const { contentHash = source.contentHash, ...told } = outcome;
  const held = and(eq(sources.scheduleId, source.scheduleId), eq(sources.token, source.token));
  const rest = { wanted: null, wantedAs: null, wantedReason: null, leaseUntil: null };
  return (
    db
      .update(sources)
      .set({ ...told, ...rest, contentHash })
      .where(held)
      .run().changes > 0
  );
}
