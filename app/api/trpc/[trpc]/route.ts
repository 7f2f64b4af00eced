import { services } from '#server/services.ts';
import { answerTrpc } from '#server/trpc-endpoint.ts';

export const dynamic = 'force-dynamic';

const answer = (request: Request) => answerTrpc(request, services());

export { answer as GET, answer as POST };
