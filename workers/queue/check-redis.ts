import { Redis } from 'ioredis';
import { placeOf } from './connect-redis.ts';

/** What was found out about a Redis before it is relied upon. */
export type RedisCheck =
  | { readonly outcome: 'good' }
  /** It works, but may lose what it was told. */
  | { readonly outcome: 'risky'; readonly message: string }
  /** Nobody answered: it may come later. */
  | { readonly outcome: 'away'; readonly message: string }
  | { readonly outcome: 'refused'; readonly message: string };

const patienceMs = 5000;

/** Asks Redis how it is set up: one that throws keys away when memory is short cannot keep a queue. */
export async function checkRedis(url: string): Promise<RedisCheck> {
  const place = placeOf(url);
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: patienceMs,
    commandTimeout: patienceMs,
    retryStrategy: () => null,
  });
  // What was wrong is told here; the call itself ends with no more than "closed".
  let told: Error | undefined;
  redis.on('error', (problem: Error) => {
    told = problem;
  });
  try {
    await redis.connect();
    return judge(readFacts(await redis.info()), place);
  } catch (problem) {
    return explain(told ?? (problem as Error), place);
  } finally {
    redis.disconnect();
  }
}

function judge(facts: ReadonlyMap<string, string>, place: string): RedisCheck {
  const policy = facts.get('maxmemory_policy');
  if (policy !== 'noeviction') {
    const message = `Redis at ${place} has maxmemory-policy ${policy ?? 'unknown'} and may throw waiting runs away: set maxmemory-policy noeviction.`;
    return { outcome: 'refused', message };
  }
  if (facts.get('aof_enabled') !== '1') {
    const message = `Redis at ${place} keeps no append-only file: after a crash of Redis, waiting runs are queued again from the database. "appendonly yes" spares that.`;
    return { outcome: 'risky', message };
  }
  return { outcome: 'good' };
}

/** Refused for the password, or for not being Redis at all; otherwise nobody is there yet. */
function explain({ message }: Error, place: string): RedisCheck {
  if (/NOAUTH|WRONGPASS|NOPERM|invalid password|AUTH/i.test(message)) {
    return { outcome: 'refused', message: `Redis at ${place} does not accept the user or password.` };
  }
  if (/Protocol error/i.test(message)) {
    return { outcome: 'refused', message: `What answers at ${place} is no Redis.` };
  }
  return { outcome: 'away', message: `Redis at ${place} does not answer; runs wait until it does.` };
}

/** `INFO` is lines of `name:value`; servers that hide their settings answer it all the same. */
function readFacts(info: string): Map<string, string> {
  const lines = info.split(/\r?\n/).filter((line) => line.includes(':'));
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]));
}
