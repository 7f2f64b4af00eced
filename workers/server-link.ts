import { TRPCClientError } from '@trpc/client';
import { type Lease, LeaseLostError } from '#db/queries/run-leases.ts';
import { ForecastingError, type ForecastingErrorCode } from '#forecasting/errors.ts';
import { createHindcastClient, type HindcastClient } from '#server/client.ts';
import type { WorkerLog } from './worker-log.ts';

/** The server refused, or was not there; `code` is its stable code, `server-away` where it said nothing. */
export class ServerProblem extends Error {
  override readonly name = 'ServerProblem';
  readonly code: string;

  constructor(code: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** A server that says nothing for so long is taken for away. */
const patienceMs = 30_000;

const forecastingCodes: Record<ForecastingErrorCode, true> = {
  'too-short': true,
  'invalid-config': true,
  'invalid-series': true,
  'future-too-short': true,
  diverged: true,
  'model-damaged': true,
  'model-mismatch': true,
  stopped: true,
  unsupported: true,
};

/** The procedures of workers on a server elsewhere. */
export type WorkerProcedures = HindcastClient['workers'];

export interface ServerLinkOptions {
  readonly server: URL;
  readonly workerKey: string;
  readonly log: WorkerLog;
}

/** Calls a server, and tells once when it goes away and once when it is back. */
export class ServerLink {
  readonly #procedures: WorkerProcedures;
  readonly #options: ServerLinkOptions;
  #away = false;

  constructor(options: ServerLinkOptions) {
    this.#options = options;
    this.#procedures = createHindcastClient({
      url: options.server,
      accessKey: options.workerKey,
    }).workers;
  }

  /**
   * @throws LeaseLostError for a call about a lease that is lost
   * @throws ForecastingError where the job cannot be done
   * @throws ServerProblem otherwise
   */
  async call<T>(
    ask: (procedures: WorkerProcedures, options: { signal: AbortSignal }) => Promise<T>,
    lease?: Lease,
  ): Promise<T> {
    try {
      const answer = await ask(this.#procedures, { signal: AbortSignal.timeout(patienceMs) });
      this.#notePresence(true);
      return answer;
    } catch (problem) {
      const told = translate(problem, lease);
      this.#notePresence(!(told instanceof ServerProblem && told.code === 'server-away'));
      throw told;
    }
  }

  #notePresence(present: boolean): void {
    if (present === !this.#away) return;
    this.#away = !present;
    const { log, server } = this.#options;
    if (present) log.warn({ server: server.origin }, 'The server is back');
    else log.warn({ server: server.origin }, 'The server is away; trainings go on and it is tried again');
  }
}

function translate(problem: unknown, lease: Lease | undefined): Error {
  const detail = detailOf(problem);
  if (detail === undefined) return new ServerProblem('server-away', 'The server does not answer.', problem);
  if (detail.code === 'lease-lost' && lease) return new LeaseLostError(lease);
  if (Object.hasOwn(forecastingCodes, detail.code)) {
    return new ForecastingError(detail.code as ForecastingErrorCode, detail.message);
  }
  return new ServerProblem(detail.code, detail.message);
}

/** What Hindcast itself said; undefined where a proxy, the network or nobody answered. */
function detailOf(problem: unknown): { code: string; message: string } | undefined {
  if (!(problem instanceof TRPCClientError)) return undefined;
  const detail = (problem.data as { hindcast?: { code?: unknown; message?: unknown } } | undefined)?.hindcast;
  if (typeof detail?.code !== 'string') return undefined;
  return { code: detail.code, message: String(detail.message ?? problem.message) };
}
