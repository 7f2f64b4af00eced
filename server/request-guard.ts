import type { Caller } from './access.ts';
import { gateFor, type Services } from './context.ts';
import { errorResponse, refusalOf } from './errors.ts';
import { reportProblem } from './report-problem.ts';
import { checkHost, checkOrigin } from './request-origin.ts';
import { withSecurityHeaders } from './security-headers.ts';

/** Answers a request to a route that is no procedure; host and origin are checked before it is called. */
export async function guarded(
  request: Request,
  services: Services,
  answer: () => Promise<Response>,
): Promise<Response> {
  try {
    checkHost(request.headers, services.environment);
    checkOrigin(request.headers);
    return withSecurityHeaders(await answer());
  } catch (problem) {
    if (!refusalOf(problem)) reportProblem(problem);
    return withSecurityHeaders(errorResponse(problem));
  }
}

/** As `guarded`, and the access key is asked for. */
export function guardedByKey(
  request: Request,
  services: Services,
  answer: (caller: Caller) => Promise<Response>,
): Promise<Response> {
  const purpose = request.method === 'GET' || request.method === 'HEAD' ? 'read' : 'write';
  return guarded(request, services, () => answer(gateFor(services.access, request.headers).admit(purpose)));
}
