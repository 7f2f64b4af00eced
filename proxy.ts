import { type NextRequest, NextResponse } from 'next/server';
import { type Environment, readEnvironment } from '#server/env.ts';
import { errorResponse } from '#server/errors.ts';
import { Refusal } from '#server/refusal.ts';
import { checkHost } from '#server/request-origin.ts';
import {
  contentSecurityPolicy,
  plainSecurityHeaders,
  withSecurityHeaders,
} from '#server/security-headers.ts';

let listening: Environment | undefined;

/**
 * Sets headers, and turns away hosts that are not ours before a page is drawn. Access to data is decided in
 * the procedures and routes themselves, never here.
 */
export default function proxy(request: NextRequest): Response {
  try {
    listening ??= readEnvironment();
    checkHost(request.headers, listening);
    refuseActions(request);
  } catch (problem) {
    return withSecurityHeaders(errorResponse(problem));
  }
  const nonce = crypto.randomUUID().replaceAll('-', '');
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === 'development');
  const headers = new Headers(request.headers);
  // Next gives its own scripts the nonce it finds here; the layout reads the other for the styles.
  headers.set('content-security-policy', policy);
  headers.set('x-nonce', nonce);
  headers.delete('content-security-policy-report-only');
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  for (const [name, value] of Object.entries(plainSecurityHeaders)) response.headers.set(name, value);
  return response;
}

/** Pages are only ever read; there are no Server Actions. */
function refuseActions({ method, nextUrl }: NextRequest): void {
  const isRead = method === 'GET' || method === 'HEAD';
  if (isRead || nextUrl.pathname.startsWith('/api/')) return;
  throw new Refusal('not-allowed', 'pages-are-read-only', 'Pages take no input; the API does.');
}

export const config = {
  // Bodies of matched requests are buffered and cut at 10 MB: what takes bodies passes by, and sets its own
  // headers.
  matcher: ['/((?!api/(?:uploads|trpc)(?:/|$)).*)'],
};
