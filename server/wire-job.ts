import type { LoadedJob } from '#db/load-job.ts';
import type { AttemptEnd } from '#db/queries/end-attempt.ts';
import type { KeptParts, RecalledParts } from '#db/queries/run-checkpoints.ts';
import type { ReforecastRequest } from '#forecasting/reforecast.ts';
import type { RunRequest } from '#forecasting/run.ts';
import type { Covariates } from '#forecasting/series/covariates.ts';
import type { Series } from '#forecasting/series/series.ts';
import type { ChampionOnTrial } from '#forecasting/trainer-job.ts';

// What a job and its answer look like between machines: numbers in bulk and models travel as base64 of their
// bytes (little-endian), so that they arrive bit for bit and in little space.

/** Changes with the meaning of what server and worker say to each other. */
export const workerProtocol = 1;

export interface WireSeries {
  readonly name: string;
  readonly axis: Omit<Series['axis'], 'stamps'> & { readonly stamps: string };
  readonly values: string;
}

interface WireCovariates {
  readonly past: readonly WireSeries[];
  readonly future: readonly WireSeries[];
}

type WireRequest<Request> = Omit<Request, 'series' | 'covariates'> & {
  readonly series: readonly WireSeries[];
  readonly covariates?: readonly WireCovariates[];
};

export type WireJob = Omit<LoadedJob, 'job'> & {
  readonly job:
    | {
        readonly type: 'run';
        readonly request: WireRequest<RunRequest>;
        readonly champion?: Omit<ChampionOnTrial, 'model'> & { readonly model: string | null };
      }
    | {
        readonly type: 'reforecast';
        readonly model: string | null;
        readonly request: WireRequest<ReforecastRequest>;
      };
};

type Trained = Extract<AttemptEnd, { kind: 'trained' }>;
export type WireEnd =
  | Exclude<AttemptEnd, Trained>
  | (Omit<Trained, 'model'> & { readonly model: string | null });

export function encodeJob({ job, ...rest }: LoadedJob): WireJob {
  if (job.type === 'run') {
    const { champion } = job;
    const sent = champion && {
      champion: { ...champion, model: champion.model && encodeBytes(champion.model) },
    };
    return { ...rest, job: { type: 'run', request: encodeRequest(job.request), ...sent } };
  }
  const model = job.model && encodeBytes(job.model);
  return { ...rest, job: { type: 'reforecast', model, request: encodeRequest(job.request) } };
}

export function decodeJob({ job, ...rest }: WireJob): LoadedJob {
  if (job.type === 'run') {
    const { champion } = job;
    const sent = champion && { champion: { ...champion, model: decodeModel(champion.model) } };
    return { ...rest, job: { type: 'run', request: decodeRequest(job.request), ...sent } };
  }
  const model = decodeModel(job.model);
  return { ...rest, job: { type: 'reforecast', model, request: decodeRequest(job.request) } };
}

interface SeriesRequest {
  readonly series: readonly Series[];
  readonly covariates?: readonly Covariates[];
}

function encodeRequest<Request extends SeriesRequest>(request: Request): WireRequest<Request> {
  const { series, covariates, ...rest } = request;
  return {
    ...rest,
    series: series.map(encodeSeries),
    ...(covariates && {
      covariates: covariates.map(({ past, future }) => ({
        past: past.map(encodeSeries),
        future: future.map(encodeSeries),
      })),
    }),
  };
}

function decodeRequest<Rest>({
  series,
  covariates,
  ...rest
}: Rest & Pick<WireRequest<SeriesRequest>, 'series' | 'covariates'>) {
  return {
    ...rest,
    series: series.map(decodeSeries),
    ...(covariates && {
      covariates: covariates.map(({ past, future }) => ({
        past: past.map(decodeSeries),
        future: future.map(decodeSeries),
      })),
    }),
  };
}

export function encodeEnd(end: AttemptEnd): WireEnd {
  if (end.kind !== 'trained') return end;
  return { ...end, model: end.model && encodeBytes(end.model) };
}

export function decodeEnd(end: WireEnd): AttemptEnd {
  if (end.kind !== 'trained') return end;
  return { ...end, model: decodeModel(end.model) };
}

/** What an attempt has finished, by part. */
export interface WireParts {
  readonly parts: Readonly<Record<string, string>>;
  readonly elapsedMs: number;
}

export function encodeKept({ parts, elapsedMs }: KeptParts): WireParts {
  return {
    parts: Object.fromEntries(parts.map(({ part, state }) => [part, encodeBytes(state)])),
    elapsedMs,
  };
}

export function decodeKept({ parts, elapsedMs }: WireParts): KeptParts {
  const decoded = Object.entries(parts).map(([part, state]) => ({ part, state: decodeBytes(state) }));
  return { parts: decoded, elapsedMs };
}

export function encodeRecalled({ parts, elapsedMs }: RecalledParts): WireParts {
  return encodeKept({ parts: Object.entries(parts).map(([part, state]) => ({ part, state })), elapsedMs });
}

export function decodeRecalled(wire: WireParts): RecalledParts {
  const { parts, elapsedMs } = decodeKept(wire);
  return { parts: Object.fromEntries(parts.map(({ part, state }) => [part, state])), elapsedMs };
}

const decodeModel = (model: string | null) => (model === null ? null : decodeBytes(model));

function encodeSeries({ name, axis, values }: Series): WireSeries {
  return { name, axis: { ...axis, stamps: encodeBytes(axis.stamps) }, values: encodeBytes(values) };
}

function decodeSeries({ name, axis, values }: WireSeries): Series {
  return { name, axis: { ...axis, stamps: decodeNumbers(axis.stamps) }, values: decodeNumbers(values) };
}

function encodeBytes({ buffer, byteOffset, byteLength }: Uint8Array | Float64Array): string {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength).toString('base64');
}

function decodeBytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64'));
}

function decodeNumbers(text: string): Float64Array {
  const bytes = decodeBytes(text);
  return new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / Float64Array.BYTES_PER_ELEMENT);
}
