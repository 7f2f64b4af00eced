import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import type { Database } from '#db/client.ts';
import type { DataFolder } from '#db/data-folder.ts';
import { createAccess } from '#server/access.ts';
import type { Services } from '#server/context.ts';
import { readEnvironment } from '#server/env.ts';
import { answerExport } from '#server/export-endpoint.ts';
import { answerHealth } from '#server/health-endpoint.ts';
import { answerHere } from '#server/inspection/answer-inspection.ts';
import { createPulse } from '#server/pulse.ts';
import { createFileReader } from '#server/read-file.ts';
import { readVersion } from '#server/services.ts';
import { signIn, signOut } from '#server/session-endpoint.ts';
import { answerTrpc } from '#server/trpc-endpoint.ts';
import { takeUpload } from '#server/upload-endpoint.ts';
import { loadTestKernels } from './kernels.ts';
import { createTemporaryDatabase } from './temporary-database.ts';

export const projectRoot = process.env.HINDCAST_ROOT ?? resolve(import.meta.dirname, '../..');

export interface ApiServer {
  readonly url: string;
  readonly services: Services;
  /** Answers nobody until the function it returns is called. */
  leave(): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

export interface ApiServerOptions {
  readonly accessKey?: string | undefined;
  readonly variables?: Readonly<Record<string, string>>;
}

/** Of workers on other machines, on every test server. */
export const workerKey = 'planted-worker-key-0b7c-4d1e-93aa-77f0';

/** Services on a database of their own. */
export function createTestServices({ accessKey, variables = {} }: ApiServerOptions = {}) {
  const temporary = createTemporaryDatabase();
  return { services: servicesOn(temporary, { accessKey, variables }), remove: temporary.remove };
}

/** Services on a database that is there already. */
export function servicesOn(
  { db, folder }: { readonly db: Database; readonly folder: DataFolder },
  { accessKey, variables = {} }: ApiServerOptions = {},
): Services {
  writeFileSync(folder.workerKey, workerKey, { mode: 0o600 });
  const environment = readEnvironment({
    ...variables,
    HINDCAST_ROOT: projectRoot,
    HINDCAST_DATA: folder.root,
    ...(accessKey === undefined ? {} : { HINDCAST_ACCESS_KEY: accessKey }),
  });
  const now = () => Date.now();
  return {
    db,
    environment,
    folder,
    access: createAccess({ accessKey, workerKey, now, ticks: () => performance.now() }),
    pulse: createPulse(db),
    readFile: createFileReader({
      threadBundle: resolve(projectRoot, 'dist/reader.mjs'),
      inlineBytes: Infinity,
    }),
    inspect: (topic, asked) => answerHere({ db, folder, kernels: loadTestKernels() })(topic, asked),
    now,
    version: readVersion(projectRoot),
    startedAt: now(),
  };
}

/** The handlers of the routes behind a plain HTTP server on a free port. */
export async function startApiServer(options: ApiServerOptions = {}): Promise<ApiServer> {
  const { services, remove } = createTestServices(options);
  const server = createServer((incoming, outgoing) => void serve(incoming, outgoing, services));
  const listen = (port: number) =>
    new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    services,
    async leave() {
      await closeServer(server);
      return () => listen(port);
    },
    async close() {
      await closeServer(server);
      remove();
    },
  };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((closed) => {
    server.close(() => closed());
    server.closeAllConnections();
  });
}

/** Answers one request by the handlers of the routes. */
export async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  services: Services,
): Promise<void> {
  const gone = new AbortController();
  outgoing.once('close', () => gone.abort());
  const response = await route(toRequest(incoming, gone.signal), services);
  outgoing.writeHead(response.status, [...response.headers].flat());
  if (response.body === null) outgoing.end();
  else
    Readable.fromWeb(response.body as NodeReadableStream)
      .on('error', () => outgoing.destroy())
      .pipe(outgoing);
}

function route(request: Request, services: Services): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname.startsWith('/api/trpc/')) return answerTrpc(request, services);
  if (pathname === '/api/uploads') return takeUpload(request, services);
  if (pathname === '/api/health') return answerHealth(request, services);
  if (pathname === '/api/session' && request.method === 'DELETE') return signOut(request, services);
  if (pathname === '/api/session') return signIn(request, services);
  if (pathname.startsWith('/api/exports/')) {
    return answerExport(request, services, pathname.split('/').slice(3).map(decodeURIComponent));
  }
  return Promise.resolve(new Response(null, { status: 404 }));
}

function toRequest(incoming: IncomingMessage, signal: AbortSignal): Request {
  const headers = new Headers();
  for (let at = 0; at + 1 < incoming.rawHeaders.length; at += 2) {
    headers.append(incoming.rawHeaders[at] as string, incoming.rawHeaders[at + 1] as string);
  }
  const method = incoming.method ?? 'GET';
  const body = method === 'GET' || method === 'HEAD' ? null : Readable.toWeb(incoming);
  const init = { method, headers, body, duplex: 'half', signal };
  return new Request(`http://${incoming.headers.host ?? 'localhost'}${incoming.url}`, init as RequestInit);
}
