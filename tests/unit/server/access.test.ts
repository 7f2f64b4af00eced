import { describe, expect, it } from 'vitest';
import { createAccess } from '#server/access.ts';
import type { Refusal } from '#server/refusal.ts';
import { cookieValue, createSession, readSession, sessionCookieLine } from '#server/session-cookie.ts';

const accessKey = 'correct horse battery';
const spacelessKey = 'correct-horse-battery-staple';
const workerKey = 'hindcast-worker-key-of-a-test-server';

function accessAt(clock: { ms: number }, key: string | undefined = spacelessKey) {
  return createAccess({ accessKey: key, workerKey, now: () => clock.ms, ticks: () => clock.ms });
}

const bearer = (key: string) => new Headers({ authorization: `Bearer ${key}` });

function refusal(act: () => unknown): Refusal {
  try {
    act();
  } catch (problem) {
    return problem as Refusal;
  }
  throw new Error('nothing was refused');
}

describe('callerOf()', () => {
  it('lets everyone in where no key is set', () => {
    const access = createAccess({ accessKey: undefined, workerKey, now: () => 0, ticks: () => 0 });
    expect(access.callerOf(new Headers()).by).toBe('no-key-needed');
  });

  it('takes the key as a bearer and does not give it away in the name', () => {
    const caller = accessAt({ ms: 0 }).callerOf(bearer(spacelessKey));
    expect(caller.by).toBe('bearer');
    expect(JSON.stringify(caller)).not.toContain(spacelessKey);
  });

  it('refuses nothing, a wrong key, a key with more behind it and a forged cookie with 401', () => {
    const access = accessAt({ ms: 0 });
    const forged = new Headers({ cookie: 'hindcast_session=99999999999999.me.c2ln' });
    for (const headers of [new Headers(), bearer('wrong'), bearer(`${spacelessKey}x`), forged]) {
      expect(refusal(() => access.callerOf(headers)).status).toBe(401);
    }
  });

  it('knows a session by its cookie until it is over', () => {
    const clock = { ms: 1_000_000 };
    const access = accessAt(clock);
    const headers = new Headers({
      cookie: `other=1; hindcast_session=${createSession(spacelessKey, clock.ms)}`,
    });
    expect(access.callerOf(headers).by).toBe('cookie');
    clock.ms += 31 * 24 * 3_600_000;
    expect(refusal(() => access.callerOf(headers)).code).toBe('key-required');
  });

  it('makes a guesser wait after eight wrong keys, and takes the right one all the while', () => {
    const clock = { ms: 0 };
    const access = accessAt(clock);
    const answers = Array.from({ length: 9 }, () => refusal(() => access.callerOf(bearer('guess'))).status);
    expect(answers).toEqual([401, 401, 401, 401, 401, 401, 401, 401, 429]);
    expect(refusal(() => access.callerOf(bearer('guess'))).retryAfter).toBe(6);
    expect(access.callerOf(bearer(spacelessKey)).by).toBe('bearer');
    clock.ms += 6_001;
    expect(refusal(() => access.callerOf(bearer('guess'))).status).toBe(401);
  });
});

describe('countWrite()', () => {
  it('lets 600 writes through at once, then says when to come again; others are not affected', () => {
    const clock = { ms: 0 };
    const access = accessAt(clock);
    const busy = { name: 'busy', by: 'bearer' } as const;
    for (let write = 0; write < 600; write++) access.countWrite(busy);
    const answer = refusal(() => access.countWrite(busy));
    expect([answer.status, answer.code, answer.retryAfter]).toEqual([429, 'rate-limited', 1]);
    access.countWrite({ name: 'other', by: 'bearer' });
    clock.ms += 60;
    access.countWrite(busy);
  });
});

describe('session cookie', () => {
  it('does not contain the key, is http-only and same-site, and dies with another key', () => {
    const value = createSession(accessKey, 5);
    const line = sessionCookieLine(value, true);
    expect(line).not.toContain(accessKey);
    expect(line).toMatch(/HttpOnly; SameSite=Strict; Max-Age=2592000; Secure$/);
    expect(readSession(value, accessKey, 5)).toBeDefined();
    expect(readSession(value, 'another access key', 5)).toBeUndefined();
  });

  it('is refused when its end was moved', () => {
    const [until, name, signature] = createSession(accessKey, 0).split('.');
    expect(readSession(`${Number(until) + 1}.${name}.${signature}`, accessKey, 0)).toBeUndefined();
  });

  it('is found among other cookies by its whole name only', () => {
    expect(cookieValue('xhindcast_session=1; hindcast_session=2', 'hindcast_session')).toBe('2');
    expect(cookieValue(null, 'hindcast_session')).toBeUndefined();
  });
});
