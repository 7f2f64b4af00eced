import { and, eq, gt, isNotNull, isNull } from 'drizzle-orm';
import type { Database } from '../client.ts';
import { workers } from '../schema.ts';

export type StoredWorker = typeof workers.$inferSelect;

export interface NewWorker {
  readonly machine: string;
  /** What its owner calls the machine; left out for the worker beside the database. */
  readonly name?: string;
  readonly pid: number;
  readonly processStart: string | null;
  readonly now: number;
}

export function registerWorker(db: Database, { now, ...worker }: NewWorker): number {
  return db
    .insert(workers)
    .values({ ...worker, startedAt: now, heartbeatAt: now })
    .returning({ id: workers.id })
    .get().id;
}

export interface Beat {
  readonly now: number;
  /** What keeps the worker from taking runs. */
  readonly problem: string | null;
}

/** @returns false when somebody has removed the row */
export function beatWorker(db: Database, id: number, { now, problem }: Beat): boolean {
  return db.update(workers).set({ heartbeatAt: now, problem }).where(eq(workers.id, id)).run().changes > 0;
}

export function removeWorker(db: Database, id: number): void {
  db.delete(workers).where(eq(workers.id, id)).run();
}

export function getWorker(db: Database, id: number): StoredWorker | undefined {
  return db.select().from(workers).where(eq(workers.id, id)).get();
}

export function listWorkers(db: Database): StoredWorker[] {
  return db.select().from(workers).all();
}

/** Those that have shown a sign of life after an instant. */
export function countLiveWorkers(db: Database, heartbeatAfter: number): number {
  return db.select({ id: workers.id }).from(workers).where(gt(workers.heartbeatAt, heartbeatAfter)).all()
    .length;
}

/** What keeps a worker beside the database from taking runs, if it has shown a sign of life after an instant. */
export function findProblem(db: Database, heartbeatAfter: number): string | undefined {
  const alive = gt(workers.heartbeatAt, heartbeatAfter);
  return (
    db
      .select({ problem: workers.problem })
      .from(workers)
      .where(and(alive, isNull(workers.name), isNotNull(workers.problem)))
      .get()?.problem ?? undefined
  );
}
