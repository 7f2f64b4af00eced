import { answerHealth } from '#server/health-endpoint.ts';
import { services } from '#server/services.ts';

export const dynamic = 'force-dynamic';

export const GET = (request: Request) => answerHealth(request, services());
