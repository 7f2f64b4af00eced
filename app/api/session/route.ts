import { services } from '#server/services.ts';
import { signIn, signOut } from '#server/session-endpoint.ts';

export const dynamic = 'force-dynamic';

export const POST = (request: Request) => signIn(request, services());
export const DELETE = (request: Request) => signOut(request, services());
