import { initTRPC } from '@trpc/server';
import superjson from 'superjson';
import type { Context } from './context.ts';
import { errorDetail, refusalOf, toTrpcError } from './errors.ts';

/** Who may call a procedure: everyone, those who hold the access key, or workers on other machines. */
interface Meta {
  readonly access: 'open' | 'key' | 'worker';
}

const trpc = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    transformer: superjson,
    isDev: false,
    errorFormatter({ shape, error }) {
      const detail = errorDetail(error);
      const { code, path } = shape.data;
      const httpStatus = refusalOf(error)?.status ?? shape.data.httpStatus;
      return {
        code: shape.code,
        message: detail.message,
        data: { code, httpStatus, ...(path === undefined ? {} : { path }), hindcast: detail },
      };
    },
    sse: {
      ping: { enabled: true, intervalMs: 15_000 },
      client: { reconnectAfterInactivityMs: 40_000 },
    },
  });

export const router = trpc.router;

const refusing = trpc.middleware(async ({ next }) => {
  const result = await next();
  if (!result.ok) throw toTrpcError(result.error);
  return result;
});

const admitting = trpc.middleware(({ ctx, type, next }) => {
  ctx.gate.admit(type === 'mutation' ? 'write' : 'read');
  return next();
});

const admittingWorkers = trpc.middleware(({ ctx, next }) => {
  ctx.gate.admitWorker();
  return next();
});

/** Open to everyone: only for what says nothing about the data. */
export const publicProcedure = trpc.procedure.meta({ access: 'open' }).use(refusing);
/** Asks for the access key, where one is set. */
export const procedure = trpc.procedure.meta({ access: 'key' }).use(refusing).use(admitting);
/** Asks for the worker key, on every server, and takes nothing else. */
export const workerProcedure = trpc.procedure.meta({ access: 'worker' }).use(refusing).use(admittingWorkers);
