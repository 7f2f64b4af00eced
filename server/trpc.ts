import { initTRPC, type TRPCError } from '@trpc/server';
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc';
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
    errorFormatter: ({ shape, error }) => shapeOf(error, shape.data),
    sse: {
      ping: { enabled: true, intervalMs: 15_000 },
      client: { reconnectAfterInactivityMs: 40_000 },
    },
  });

/** The whole answer to one call that is refused, where no procedure is called for it. */
export function errorBody(error: TRPCError, path: string) {
  return { error: superjson.serialize(shapeOf(error, { httpStatus: 500, path })) };
}

function shapeOf(
  error: TRPCError,
  { httpStatus, path }: { readonly httpStatus: number; readonly path?: string | undefined },
) {
  const detail = errorDetail(error);
  const status = refusalOf(error)?.status ?? httpStatus;
  return {
    code: TRPC_ERROR_CODES_BY_KEY[error.code],
    message: detail.message,
    data: {
      code: error.code,
      httpStatus: status,
      ...(path === undefined ? {} : { path }),
      hindcast: detail,
    },
  };
}

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
