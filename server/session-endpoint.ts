import { z } from 'zod';
import type { Services } from './context.ts';
import { jsonLimits, readJsonText } from './read-body.ts';
import { Refusal } from './refusal.ts';
import { guarded } from './request-guard.ts';
import { createSession, sessionCookieLine } from './session-cookie.ts';

const signInSchema = z.object({ key: z.string().min(1).max(512) });

/** Signs in: the access key for a cookie that does not contain it. */
export function signIn(request: Request, services: Services): Promise<Response> {
  return guarded(request, services, async () => {
    const { accessKey } = services.environment;
    const { key } = signInSchema.parse(
      parseJson(await readJsonText(request, { ...jsonLimits, bytes: 4096, depth: 2 })),
    );
    services.access.checkKey(key);
    if (accessKey === undefined) return signedIn(null);
    return signedIn(sessionCookieLine(createSession(accessKey, services.now()), isSecure(request)));
  });
}

/** Signs out. */
export function signOut(request: Request, services: Services): Promise<Response> {
  return guarded(request, services, async () => signedIn(sessionCookieLine('', isSecure(request))));
}

function signedIn(cookie: string | null): Response {
  const headers = new Headers({ 'cache-control': 'no-store' });
  if (cookie !== null) headers.set('set-cookie', cookie);
  return new Response(null, { status: 204, headers });
}

/** A proxy that ends TLS says so; asking for a secure cookie without need only hurts the one who lies. */
function isSecure(request: Request): boolean {
  return request.url.startsWith('https:') || request.headers.get('x-forwarded-proto') === 'https';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('bad-request', 'invalid-json', 'The body is not JSON.');
  }
}
