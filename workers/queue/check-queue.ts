// Asks the Redis of HINDCAST_QUEUE, before anything is started, whether it can be relied upon.
import { readEnvironment } from '#server/env.ts';
import { checkRedis } from './check-redis.ts';

const { queue } = readEnvironment();
const check = queue === undefined ? undefined : await checkRedis(queue);
if (check && 'message' in check) console.error(check.message);
process.exitCode = check?.outcome === 'refused' ? 1 : 0;
