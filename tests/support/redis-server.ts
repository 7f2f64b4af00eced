import { spawn } from 'node:child_process';
import { Redis } from 'ioredis';
import { findRedis } from '../../scripts/redis.mjs';
import { freePort, temporaryFolder, until } from './launch.ts';

/** undefined on a machine that has none and could not be given one. */
export const redisProgram = findRedis();

export interface RedisServer {
  readonly url: string;
  /** Sends one command. */
  ask(...command: [string, ...string[]]): Promise<unknown>;
  /** Kills it; what it had in memory is gone. */
  kill(): Promise<void>;
  /** Starts it again on the same port. */
  start(): Promise<void>;
  remove(): Promise<void>;
}

/** A real Redis of its own on loopback, as a careful operator would set it up; `flags` overrule that. */
export async function startRedis(...flags: string[]): Promise<RedisServer> {
  const port = await freePort();
  const folder = temporaryFolder();
  const url = `redis://127.0.0.1:${port}`;
  const usual = ['--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction'];
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder.path, ...usual, ...flags];
  let stop = () => Promise.resolve();

  const ask: RedisServer['ask'] = async (name, ...rest) => {
    const password = flags[flags.indexOf('--requirepass') + 1];
    const redis = new Redis(url, {
      retryStrategy: () => null,
      ...(flags.includes('--requirepass') && password ? { password } : {}),
    });
    redis.on('error', () => {});
    try {
      return await redis.call(name, ...rest);
    } finally {
      redis.disconnect();
    }
  };
  const start = async () => {
    const child = spawn(redisProgram!, args, { stdio: 'ignore' });
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    stop = async () => {
      child.kill('SIGKILL');
      await exited;
    };
    await until('Redis answers', () => ask('PING').catch(() => undefined));
  };
  await start();
  return {
    url,
    ask,
    kill: () => stop(),
    start,
    async remove() {
      await stop();
      folder.remove();
    },
  };
}
