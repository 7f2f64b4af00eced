import { TRPCError } from '@trpc/server';
import { ZodError } from 'zod';
import { LeaseLostError } from '#db/queries/run-leases.ts';
import { ForecastingError } from '#forecasting/errors.ts';
import type { ErrorDetail } from './api-types.ts';
import { CronError } from './cron.ts';
import { OutgoingError } from './outgoing/outgoing-error.ts';
import { Refusal, type RefusalKind } from './refusal.ts';

type TrpcCode = TRPCError['code'];

const trpcCodes: Record<RefusalKind, TrpcCode> = {
  'bad-request': 'BAD_REQUEST',
  unauthorized: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  'not-found': 'NOT_FOUND',
  'not-allowed': 'METHOD_NOT_SUPPORTED',
  'too-slow': 'TIMEOUT',
  conflict: 'CONFLICT',
  'too-large': 'PAYLOAD_TOO_LARGE',
  'unsupported-media': 'UNSUPPORTED_MEDIA_TYPE',
  misdirected: 'FORBIDDEN',
  unprocessable: 'UNPROCESSABLE_CONTENT',
  'too-many': 'TOO_MANY_REQUESTS',
  unavailable: 'SERVICE_UNAVAILABLE',
  'disk-full': 'INTERNAL_SERVER_ERROR',
};

const internalMessage = 'Something went wrong on our side; the log of the server says what.';

/** Turns whatever a procedure threw into a Refusal, or undefined where it is our own fault. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (error instanceof ForecastingError) return new Refusal('bad-request', error.code, error.message);
  if (error instanceof LeaseLostError) return new Refusal('conflict', 'lease-lost', error.message);
  if (error instanceof CronError) {
    return new Refusal('bad-request', 'cron-invalid', error.message, { field: 'cron' });
  }
  if (error instanceof OutgoingError) return new Refusal('bad-request', error.code, error.message);
  if (error instanceof ZodError) return refusalOfInput(error);
  if (error instanceof TRPCError) return error.cause ? refusalOf(error.cause) : undefined;
  return refusalOfSystem(error);
}

function refusalOfInput(error: ZodError): Refusal {
  const issue = error.issues[0];
  const field = issue?.path.map(String).join('.') ?? '';
  const message = issue?.message ?? 'The input is not valid';
  const named = field === '' ? message : `${field}: ${message}`;
  return new Refusal('bad-request', 'invalid-input', named, field === '' ? {} : { field });
}

/** Errors of SQLite and of the file system that a person can do something about. */
function refusalOfSystem(error: unknown): Refusal | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new Refusal('unavailable', 'database-busy', 'The database is busy; try again in a moment.', {
      retryAfter: 5,
    });
  }
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') {
    return new Refusal('disk-full', 'disk-full', 'The disk is full: free some space and try again.');
  }
  return undefined;
}

/** The error that tRPC is to answer with; the only place where one is made. */
export function toTrpcError(error: unknown): TRPCError {
  const refusal = refusalOf(error);
  if (refusal) {
    return new TRPCError({ code: trpcCodes[refusal.kind], message: refusal.message, cause: refusal });
  }
  if (error instanceof TRPCError) return error;
  return new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message: internalMessage, cause: error });
}

/** What clients are told: never a stack, never the words of an unexpected error. */
export function errorDetail(error: TRPCError): ErrorDetail {
  const refusal = refusalOf(error);
  if (refusal) {
    const { code, message, field } = refusal;
    return field === undefined ? { code, message } : { code, message, field };
  }
  if (error.code === 'INTERNAL_SERVER_ERROR') return { code: 'internal', message: internalMessage };
  return { code: error.code.toLowerCase().replaceAll('_', '-'), message: error.message };
}

/** The same answer for routes that are not procedures. */
export function errorResponse(error: unknown): Response {
  const refusal = refusalOf(error);
  const status = refusal?.status ?? 500;
  const body: ErrorDetail = refusal
    ? { code: refusal.code, message: refusal.message, ...(refusal.field ? { field: refusal.field } : {}) }
    : { code: 'internal', message: internalMessage };
  const headers = new Headers();
  if (refusal?.retryAfter !== undefined) headers.set('retry-after', String(refusal.retryAfter));
  return Response.json(body, { status, headers });
}
