import { statSync } from 'node:fs';
import type { Database } from '#db/client.ts';
import type { WorkerLog } from './worker-log.ts';

const longBytes = 200 * 1024 * 1024;

/**
 * Warns of a write-ahead log that has grown long: SQLite takes it over into the database and begins it anew as soon as
 * no program reads an older state.
 *
 * @returns its size in bytes
 */
export function watchLogSize(db: Database, log: Pick<WorkerLog, 'warn'>, limitBytes = longBytes): number {
  const bytes = statSync(`${db.$client.name}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  if (bytes > limitBytes) {
    const megabytes = Math.round(bytes / (1024 * 1024));
    log.warn({ megabytes }, 'The log of the database grows: does another program hold it open for reading?');
  }
  return bytes;
}
