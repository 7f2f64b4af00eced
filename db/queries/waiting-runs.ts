import type { Database } from '../client.ts';

/** Since when the run that waits longest could have been taken; null when none waits. */
export function waitingSince(db: Database, now: number): number | null {
  return db.$client
    .prepare("select min(available_at) from runs where state = 'queued' and available_at <= ?")
    .pluck()
    .get(now) as number | null;
}

/** Running runs whose lease ended before an instant: nobody has renewed it. */
export function countExpiredLeases(db: Database, before: number): number {
  return db.$client
    .prepare("select count(*) from runs where state = 'running' and lease_until < ?")
    .pluck()
    .get(before) as number;
}
