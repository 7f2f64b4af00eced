import { assertInPlace } from '#db/client.ts';
import type { Services } from './context.ts';
import { guarded } from './request-guard.ts';
import { systemHealth } from './system-status.ts';

/** 200 once ready; 503 when work waits and nobody takes it. Says nothing about the data, asks for no key. */
export function answerHealth(request: Request, services: Services): Promise<Response> {
  return guarded(request, services, async () => {
    assertInPlace(services.db);
    const health = systemHealth(services);
    return Response.json(health, { status: health.status === 'ok' ? 200 : 503 });
  });
}
