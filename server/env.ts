import { availableParallelism, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { type AllowList, AllowListError, readAllowList } from './outgoing/allow-list.ts';
import type { OutgoingRules } from './outgoing/outgoing-url.ts';

const megabyte = 1024 * 1024;

/** An empty variable counts as one that is not set. */
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema);

const whole = (min: number, max: number, fallback: number) =>
  optional(z.coerce.number().int().min(min).max(max).default(fallback));

const queueError = 'must be the address of a Redis, such as redis://127.0.0.1:6379';

const schema = z.object({
  PORT: whole(0, 65_535, 3000),
  HOST: optional(z.string().default('127.0.0.1')),
  HINDCAST_ROOT: optional(z.string().optional()),
  HINDCAST_DATA: optional(z.string().default('data')),
  HINDCAST_ACCESS_KEY: optional(z.string().min(16, 'must have at least 16 characters').max(512).optional()),
  HINDCAST_ALLOWED_HOSTS: optional(z.string().default('')),
  HINDCAST_MAX_UPLOAD_MB: whole(1, 10_240, 200),
  HINDCAST_OUTGOING: optional(z.enum(['on', 'off']).default('off')),
  HINDCAST_OUTGOING_ALLOW: optional(z.string().max(10_000).default('')),
  HINDCAST_WORKERS: whole(0, 64, Math.max(1, Math.floor(availableParallelism() / 2))),
  HINDCAST_QUEUE: optional(z.url({ protocol: /^rediss?$/, error: queueError }).optional()),
  HINDCAST_LEASE_MS: whole(500, 3_600_000, 30_000),
  HINDCAST_CHECKPOINT_MS: whole(0, 3_600_000, 5000),
  HINDCAST_PROGRESS_TIMEOUT_MS: whole(1000, 86_400_000, 600_000),
  HINDCAST_MEMORY_LIMIT_MB: whole(128, 1_048_576, defaultMemoryLimit()),
});

/** Every setting of Hindcast, read once from the environment. */
export interface Environment {
  readonly port: number;
  readonly host: string;
  /** The project's folder: migrations and bundles are found from it. */
  readonly root: string;
  readonly dataFolder: string;
  readonly migrationsFolder: string;
  readonly accessKey: string | undefined;
  /** Names besides the bound one under which a browser may reach the server (`forecast.example:8443`). */
  readonly allowedHosts: readonly string[];
  readonly maxUploadBytes: number;
  /** Whether other machines may be called – sources of rows, receivers of alerts – and which private ones. */
  readonly outgoing: OutgoingRules;
  /** Runs that one worker process trains at the same time; with 0 it leaves them to workers elsewhere. */
  readonly concurrentRuns: number;
  readonly leaseMs: number;
  /** How often a training keeps where it is: what is newer has to be done again after a crash. */
  readonly checkpointMs: number;
  /** Address of a Redis or Valkey through which runs come to workers; undefined where they look themselves. */
  readonly queue: string | undefined;
  /** A training that tells nothing for so long is killed. */
  readonly progressTimeoutMs: number;
  /** A training that holds more memory is killed. */
  readonly memoryLimitBytes: number;
}

/** A variable of the environment that cannot be used; the message names it. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

/** Reads the settings; throws EnvironmentError with one line per variable that is wrong. */
export function readEnvironment(
  variables: Readonly<Record<string, string | undefined>> = process.env,
): Environment {
  const parsed = schema.safeParse(variables);
  if (!parsed.success) {
    throw new EnvironmentError(
      parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'),
    );
  }
  const given = parsed.data;
  const root = resolve(/* turbopackIgnore: true */ given.HINDCAST_ROOT ?? '.');
  return {
    port: given.PORT,
    host: given.HOST,
    root,
    dataFolder: resolve(root, given.HINDCAST_DATA),
    migrationsFolder: join(root, 'db/migrations'),
    accessKey: given.HINDCAST_ACCESS_KEY,
    allowedHosts: given.HINDCAST_ALLOWED_HOSTS.split(',')
      .map((name) => name.trim().toLowerCase())
      .filter((name) => name !== ''),
    outgoing: {
      enabled: given.HINDCAST_OUTGOING === 'on',
      allowList: readAllowed(given.HINDCAST_OUTGOING_ALLOW),
    },
    maxUploadBytes: given.HINDCAST_MAX_UPLOAD_MB * megabyte,
    concurrentRuns: given.HINDCAST_WORKERS,
    leaseMs: given.HINDCAST_LEASE_MS,
    checkpointMs: given.HINDCAST_CHECKPOINT_MS,
    queue: given.HINDCAST_QUEUE,
    progressTimeoutMs: given.HINDCAST_PROGRESS_TIMEOUT_MS,
    memoryLimitBytes: given.HINDCAST_MEMORY_LIMIT_MB * megabyte,
  };
}

function readAllowed(text: string): AllowList {
  try {
    return readAllowList(text);
  } catch (problem) {
    if (!(problem instanceof AllowListError)) throw problem;
    throw new EnvironmentError(`HINDCAST_OUTGOING_ALLOW: ${problem.message}`);
  }
}

/** Half of the machine, at most 4 GB: a training that needs more is a mistake, not a plan. */
function defaultMemoryLimit(): number {
  return Math.max(512, Math.min(4096, Math.floor(totalmem() / megabyte / 2)));
}
