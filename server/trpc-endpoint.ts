import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { gateFor, type Services } from './context.ts';
import { refusalOf, toTrpcError } from './errors.ts';
import { type BodyLimits, jsonLimits, readJsonText } from './read-body.ts';
import { Refusal } from './refusal.ts';
import { reportProblem } from './report-problem.ts';
import { guarded } from './request-guard.ts';
import { appRouter } from './router.ts';
import { errorBody } from './trpc.ts';

const trpcPath = '/api/trpc';
/** Procedures in one request. */
const mostCalls = 10;
/** A worker sends whole results and models. */
const workerLimits: BodyLimits = { ...jsonLimits, bytes: 64 * 1024 * 1024 };

/** Paths of the procedures that answer with a stream of events. */
const streams = new Set(
  Object.entries(appRouter._def.procedures)
    .filter(
      ([, procedure]) => (procedure as unknown as { _def: { type: string } })._def.type === 'subscription',
    )
    .map(([path]) => path),
);

/** Answers one request to the API, whatever server it came through. */
export function answerTrpc(request: Request, services: Services): Promise<Response> {
  return guarded(
    request,
    services,
    async () =>
      refuseStream(request, services) ??
      fetchRequestHandler({
        endpoint: trpcPath,
        req: await withReadBody(request, services),
        router: appRouter,
        createContext: () => ({ ...services, gate: gateFor(services.access, request.headers) }),
        batching: { enabled: true },
        maxBatchSize: mostCalls,
        allowMethodOverride: false,
        responseMeta: ({ errors }) => answerMeta(errors),
        onError: ({ error, path }) => {
          const isOurs = error.code === 'INTERNAL_SERVER_ERROR' && !refusalOf(error);
          if (isOurs) reportProblem(error.cause ?? error, { path });
        },
      }),
  );
}

/** A stream has answered 200 before its procedure is called: who may not have it is told so before it begins. */
function refuseStream(request: Request, { access }: Services): Response | undefined {
  const path = new URL(request.url).pathname.slice(trpcPath.length + 1);
  if (!streams.has(path)) return undefined;
  try {
    gateFor(access, request.headers).admit('read');
    return undefined;
  } catch (problem) {
    const error = toTrpcError(problem);
    return Response.json(errorBody(error, path), answerMeta([error]));
  }
}

/** The request with its body read under our limits; only JSON is taken. */
async function withReadBody(request: Request, { access }: Services): Promise<Request> {
  if (request.method !== 'POST') return request;
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/json(?:\s*;|$)/i.test(type)) {
    throw new Refusal('unsupported-media', 'json-expected', 'Send the input as application/json.');
  }
  const body = await readJsonText(request, access.isWorker(request.headers) ? workerLimits : undefined);
  return new Request(request.url, {
    method: 'POST',
    headers: request.headers,
    body,
    signal: request.signal,
  });
}

function answerMeta(errors: readonly Error[]): { headers: Headers; status?: number } {
  const headers = new Headers();
  const refusals = errors.map(refusalOf);
  const wait = Math.max(0, ...refusals.map((refusal) => refusal?.retryAfter ?? 0));
  if (wait > 0) headers.set('retry-after', String(wait));
  const status = errors.length === 1 ? refusals[0]?.status : undefined;
  return status === undefined ? { headers } : { headers, status };
}
