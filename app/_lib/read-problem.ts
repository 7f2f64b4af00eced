import { TRPCClientError } from '@trpc/client';

/** What went wrong, as a page shows it. */
export interface Problem {
  /** Stable, kebab-case; `unreachable` when no answer came at all. */
  readonly code: string;
  readonly message: string;
  /** The input's field that is at fault, `config.horizon`. */
  readonly field: string | undefined;
}

interface ErrorBody {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly field?: unknown;
}

/** Reads an error of a query, a mutation or an upload into a sentence and a stable code. */
export function readProblem(error: unknown): Problem {
  if (error instanceof TRPCClientError) return problemOfCall(error);
  const message = error instanceof Error ? error.message : 'Something went wrong.';
  return { code: 'unknown', message, field: undefined };
}

function problemOfCall(error: { message: string; data?: unknown }): Problem {
  const data = error.data as { code?: unknown; hindcast?: ErrorBody } | null | undefined;
  if (!data) {
    return {
      code: 'unreachable',
      message: 'Hindcast does not answer. Is it still running?',
      field: undefined,
    };
  }
  return {
    code: textOf(data.hindcast?.code) ?? textOf(data.code) ?? 'unknown',
    message: textOf(data.hindcast?.message) ?? error.message,
    field: textOf(data.hindcast?.field),
  };
}

/** The body of a refused request to one of the plain routes: `{code, message}`. */
export function problemOfBody(body: unknown, fallback: string): Problem {
  const known = (typeof body === 'object' && body !== null ? body : {}) as ErrorBody;
  return {
    code: textOf(known.code) ?? 'unknown',
    message: textOf(known.message) ?? fallback,
    field: textOf(known.field),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
