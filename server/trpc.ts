import { initTRPC } from '@trpc/server';
import superjson from 'superjson';
import type { Context } from './context.ts';

const trpc = initTRPC.context<Context>().create({
  transformer: superjson,
  sse: {
    ping: { enabled: true, intervalMs: 15_000 },
    client: { reconnectAfterInactivityMs: 40_000 },
  },
});

export const router = trpc.router;
/** Open to everyone: only for what says nothing about the data. */
export const publicProcedure = trpc.procedure;
/** Asks for the access key, where one is set. */
export const procedure = trpc.procedure;
