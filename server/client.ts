import {
  createTRPCClient,
  httpBatchLink,
  httpSubscriptionLink,
  splitLink,
  type TRPCClient,
} from '@trpc/client';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { EventSource } from 'eventsource';
import superjson from 'superjson';
import type { AppRouter } from './router.ts';

export interface HindcastClientOptions {
  /** Where Hindcast answers, `http://127.0.0.1:3000`. */
  readonly url: string | URL;
  /** HINDCAST_ACCESS_KEY of the server, where it has one; a worker shows the worker key instead. */
  readonly accessKey?: string | undefined;
}

export type HindcastClient = TRPCClient<AppRouter>;
/** `HindcastInputs['runs']['create']` is what a run is made of. */
export type HindcastInputs = inferRouterInputs<AppRouter>;
/** `HindcastOutputs['runs']['get']` is a run. */
export type HindcastOutputs = inferRouterOutputs<AppRouter>;

/** The server takes no more procedures in one request. */
const mostCalls = 10;
const longestUrl = 8000;

/**
 * A typed client for Node and browsers: everything the dashboard does. Queries and changes made in the same
 * tick travel in one request; subscriptions come as events and resume by themselves after a broken line.
 *
 * @example
 * const hindcast = createHindcastClient({ url: 'http://127.0.0.1:3000' });
 * const { items } = await hindcast.series.list.query();
 */
export function createHindcastClient({ url, accessKey }: HindcastClientOptions): HindcastClient {
  const address = new URL('/api/trpc', url).href;
  const headers = headersOf(accessKey);
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: ({ type }) => type === 'subscription',
        true: httpSubscriptionLink({
          url: address,
          transformer: superjson,
          EventSource,
          eventSourceOptions: {
            fetch: async (input, init) =>
              tellRefusal(
                await fetch(input, { ...init, headers: { ...init.headers, ...headers } } as RequestInit),
              ),
          },
        }),
        false: httpBatchLink({
          url: address,
          transformer: superjson,
          headers,
          maxItems: mostCalls,
          maxURLLength: longestUrl,
        }),
      }),
    ],
  });
}

/** An event source does not read what a refusal says: it is told as an event, so that the caller learns why. */
async function tellRefusal(response: Response): Promise<Response> {
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  if (response.ok || response.status >= 500 || !isJson) return response;
  const { error } = (await response.json()) as { error?: unknown };
  if (error === undefined) return response;
  const event = `event: serialized-error\ndata: ${JSON.stringify(error)}\n\n`;
  return new Response(event, { headers: { 'content-type': 'text/event-stream' } });
}

/** A stored file, as `uploads.preview` and `uploads.keep` name it. */
export interface UploadedFile {
  readonly uploadId: number;
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** An upload that was refused. */
export class UploadError extends Error {
  /** Stable, kebab-case: `file-too-large`. */
  readonly code: string;
  readonly status: number;

  constructor(status: number, { code, message }: { code: string; message: string }) {
    super(message);
    this.name = 'UploadError';
    this.code = code;
    this.status = status;
  }
}

/** Sends a file; nothing is read from it until it is previewed or kept. */
export async function uploadFile(
  { url, accessKey }: HindcastClientOptions,
  { fileName, body }: { readonly fileName: string; readonly body: Blob | string | Uint8Array<ArrayBuffer> },
): Promise<UploadedFile> {
  const response = await fetch(new URL('/api/uploads', url), {
    method: 'POST',
    headers: { ...headersOf(accessKey), 'x-file-name': encodeURIComponent(fileName) },
    body,
  });
  if (!response.ok) throw new UploadError(response.status, await response.json());
  return (await response.json()) as UploadedFile;
}

function headersOf(accessKey: string | undefined): Record<string, string> {
  return accessKey === undefined ? {} : { authorization: `Bearer ${accessKey}` };
}
