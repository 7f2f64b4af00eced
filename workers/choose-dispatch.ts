import type { Database } from '#db/client.ts';
import type { Clock } from './clock.ts';
import { lookForRuns, type OpenDispatch } from './dispatch.ts';
import type { WorkerLog } from './worker-log.ts';

export interface DispatchOptions {
  /** Address of a Redis; undefined where workers look for runs themselves. */
  readonly queue: string | undefined;
  readonly workerKey: string;
  readonly concurrentRuns: number;
  readonly clock: Clock;
  readonly log: WorkerLog;
  /** Where the runs live; left out by a worker elsewhere. */
  readonly db?: Database;
}

/** A Redis that must not be relied upon; the message says why. */
export class QueueRefusal extends Error {
  override readonly name = 'QueueRefusal';
}

/**
 * How runs come to this worker. Without a queue none of its libraries is loaded.
 *
 * @throws QueueRefusal
 */
export async function chooseDispatch(options: DispatchOptions): Promise<OpenDispatch> {
  const { queue: url, log } = options;
  if (url === undefined) return lookForRuns;
  const { checkRedis } = await import('./queue/check-redis.ts');
  const check = await checkRedis(url);
  if (check.outcome === 'refused') throw new QueueRefusal(check.message);
  if (check.outcome !== 'good') log.warn({}, check.message);
  const { redisDispatch } = await import('./queue/redis-dispatch.ts');
  return redisDispatch({ ...options, url });
}
