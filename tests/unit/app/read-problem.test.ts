import { TRPCClientError } from '@trpc/client';
import { describe, expect, it } from 'vitest';
import { problemOfBody, readProblem } from '#app/_lib/read-problem.ts';

function refusal(data: unknown): TRPCClientError<never> {
  return TRPCClientError.from({ error: { code: -32600, message: 'raw', data } } as never);
}

describe('readProblem()', () => {
  it('gives the stable code, the sentence and the field of a refusal', () => {
    const hindcast = { code: 'too-short', message: 'Too few rows.', field: 'seriesIds' };
    expect(readProblem(refusal({ code: 'BAD_REQUEST', httpStatus: 400, hindcast }))).toEqual({
      code: 'too-short',
      message: 'Too few rows.',
      field: 'seriesIds',
    });
  });

  it('says that nobody answers when there was no answer', () => {
    expect(readProblem(TRPCClientError.from(new Error('Failed to fetch'))).code).toBe('unreachable');
  });

  it('shows the message of any other error', () => {
    expect(readProblem(new Error('broken')).message).toBe('broken');
    expect(readProblem('odd').message).toBe('Something went wrong.');
  });
});

describe('problemOfBody()', () => {
  it('falls back where the body is not ours', () => {
    expect(problemOfBody(null, 'Not taken.')).toEqual({
      code: 'unknown',
      message: 'Not taken.',
      field: undefined,
    });
    expect(problemOfBody({ code: 'too-large', message: 'Too large.' }, 'x').code).toBe('too-large');
  });
});
