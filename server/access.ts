import { createHash } from 'node:crypto';
import { Refusal } from './refusal.ts';
import { cookieValue, equalSecrets, readSession, sessionCookie } from './session-cookie.ts';
import { createTokenBucket, type TokenBucket } from './token-bucket.ts';

/** Someone who may use the API, and how it is known. */
export interface Caller {
  /** Limits are counted by it; it does not give the key away. */
  readonly name: string;
  readonly by: 'no-key-needed' | 'bearer' | 'cookie';
}

export interface Access {
  /** Whether a key is asked for at all. */
  readonly required: boolean;
  /** Who sends these headers; throws a Refusal where the key is wrong or missing. */
  callerOf(headers: Headers): Caller;
  /** Throws a Refusal unless the key is right. */
  checkKey(key: string): void;
  /** Whether these headers carry the worker key. */
  isWorker(headers: Headers): boolean;
  /** Throws a Refusal unless these headers carry the worker key. */
  checkWorker(headers: Headers): void;
  /** Counts one write of a caller; throws a Refusal past the limit. */
  countWrite(caller: Caller): void;
}

export interface AccessOptions {
  readonly accessKey: string | undefined;
  /** Of workers on other machines: it opens nothing else, and nothing else opens what it does. */
  readonly workerKey: string;
  /** Wall clock in milliseconds, for the life of sessions. */
  readonly now: () => number;
  /** A clock that never goes back, for the limits. */
  readonly ticks: () => number;
}

const wrongKeys = { capacity: 8, refillMs: 6_000 };
const writes = { capacity: 600, refillMs: 50 };

/** The gate in front of every procedure and route. */
export function createAccess({ accessKey, workerKey, now, ticks }: AccessOptions): Access {
  const wrong = createTokenBucket({ ...wrongKeys, now: ticks });
  const written = createTokenBucket({ ...writes, now: ticks });

  function checkKey(key: string): void {
    if (accessKey === undefined) return;
    // The right key is always taken: wrong guesses of a stranger must not lock its owner out.
    if (equalSecrets(key, accessKey)) return;
    refuseWhile(wrong.waitFor('key'), 'too-many-wrong-keys', 'Too many wrong access keys; wait a little.');
    wrong.take('key');
    throw new Refusal('unauthorized', 'wrong-key', 'This is not the access key.');
  }

  function isWorker(headers: Headers): boolean {
    const key = bearerKey(headers);
    return key !== undefined && equalSecrets(key, workerKey);
  }

  function checkWorker(headers: Headers): void {
    if (isWorker(headers)) return;
    if (bearerKey(headers) === undefined) {
      throw new Refusal('unauthorized', 'worker-key-required', 'Only workers may call this: send their key.');
    }
    refuseWhile(wrong.waitFor('worker'), 'too-many-wrong-keys', 'Too many wrong worker keys; wait a little.');
    wrong.take('worker');
    throw new Refusal('unauthorized', 'wrong-worker-key', 'This is not the key of workers.');
  }

  function callerOf(headers: Headers): Caller {
    if (isWorker(headers)) {
      throw new Refusal(
        'forbidden',
        'worker-key-only',
        'The key of workers opens nothing but their own part.',
      );
    }
    if (accessKey === undefined) return { name: 'local', by: 'no-key-needed' };
    const key = bearerKey(headers);
    if (key !== undefined) {
      checkKey(key);
      return { name: fingerprint(key), by: 'bearer' };
    }
    const cookie = cookieValue(headers.get('cookie'), sessionCookie);
    const session = cookie === undefined ? undefined : readSession(cookie, accessKey, now());
    if (session !== undefined) return { name: session, by: 'cookie' };
    throw new Refusal(
      'unauthorized',
      'key-required',
      'This Hindcast asks for its access key: sign in first.',
    );
  }

  return {
    required: accessKey !== undefined,
    callerOf,
    checkKey,
    isWorker,
    checkWorker,
    countWrite: (caller) => countWrite(written, caller),
  };
}

function countWrite(written: TokenBucket, caller: Caller): void {
  refuseWhile(written.take(caller.name), 'rate-limited', 'Too many changes in a short time; slow down.');
}

function refuseWhile(waitMs: number, code: string, message: string): void {
  if (waitMs > 0) throw new Refusal('too-many', code, message, { retryAfter: Math.ceil(waitMs / 1000) });
}

/** The key of an `Authorization: Bearer` header. */
export function bearerKey(headers: Headers): string | undefined {
  return /^Bearer ([^\s]{1,500})$/i.exec(headers.get('authorization') ?? '')?.[1];
}

const fingerprint = (key: string) => createHash('sha256').update(key).digest('base64url').slice(0, 16);
