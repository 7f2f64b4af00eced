import type { Database } from '../client.ts';
import { isAvailable, longestWaitMs } from './run-leases.ts';

/** Since when the run that waits longest could have been taken; null when none waits. */
export function waitingSince(db: Database, now: number): number | null {
  return db.$client
    .prepare("select min(available_at) from runs where state = 'queued' and available_at <= ?")
    .pluck()
    .get(now) as number | null;
}

/** A run that could be taken now. */
export interface WaitingRun {
  readonly id: number;
  readonly fencingToken: number;
  readonly priority: number;
}

/** In the order in which they are to be taken. */
export function listWaitingRuns(db: Database, now: number, limit: number): WaitingRun[] {
  return db.$client
    .prepare(
      `select id, fencing_token as fencingToken, priority from runs
      where state = 'queued' and ${isAvailable} order by priority desc, id limit :limit`,
    )
    .all({ now, longestWaitMs, limit }) as WaitingRun[];
}

/** Running runs whose lease ended before an instant: nobody has renewed it. */
export function countExpiredLeases(db: Database, before: number): number {
  return db.$client
    .prepare("select count(*) from runs where state = 'running' and lease_until < ?")
    .pluck()
    .get(before) as number;
}
