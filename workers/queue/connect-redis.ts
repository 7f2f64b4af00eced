import { createHash } from 'node:crypto';
import { Redis } from 'ioredis';

/** Names that no other Hindcast on the same Redis uses: whoever holds the worker key knows them. */
export function queueNames(workerKey: string): { prefix: string; name: string } {
  const mark = createHash('sha256').update(`hindcast queue\n${workerKey}`).digest('hex').slice(0, 16);
  return { prefix: 'hindcast', name: `runs-${mark}` };
}

export const awayMessage = 'Redis cannot be reached: runs wait until it is back.';

const longestPauseMs = 2000;
/** Within it Redis answers, or is taken for away. */
const answerMs = 3000;

export interface RedisLine {
  /** One that takes tickets waits for them, however long; one that leaves them is told at once when it cannot. */
  readonly patient: boolean;
}

/** Connects, and connects again within two seconds whenever Redis has been away. */
export function connectRedis(url: string, { patient }: RedisLine): Redis {
  const redis = new Redis(url, {
    maxRetriesPerRequest: patient ? null : 1,
    ...(patient ? {} : { commandTimeout: answerMs }),
    connectTimeout: 5000,
    retryStrategy: (tries) => Math.min(tries * 100, longestPauseMs),
  });
  // That it is away is noticed where something is asked of it.
  redis.on('error', () => {});
  return redis;
}

/** Where it is, without a password: for messages. */
export function placeOf(url: string): string {
  const { hostname, port } = new URL(url);
  return `${hostname}:${port || '6379'}`;
}
