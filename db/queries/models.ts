import { eq } from 'drizzle-orm';
import type { Database } from '../client.ts';
import { models } from '../schema.ts';

export type StoredModel = typeof models.$inferSelect;

export function getModel(db: Database, runId: number): StoredModel | undefined {
  return db.select().from(models).where(eq(models.runId, runId)).get();
}

/** Checksums that name a file which is still needed. */
export function listModelHashes(db: Database): Set<string> {
  return new Set(
    db
      .select({ sha256: models.sha256 })
      .from(models)
      .all()
      .map(({ sha256 }) => sha256),
  );
}
