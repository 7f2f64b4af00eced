import { TRPCError } from '@trpc/server';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ForecastingError } from '#forecasting/errors.ts';
import { CronError } from '#server/cron.ts';
import { errorDetail, errorResponse, refusalOf, toTrpcError } from '#server/errors.ts';
import { Refusal } from '#server/refusal.ts';

const withCode = (code: string) => Object.assign(new Error('secret details'), { code });
const inputError = z
  .object({ config: z.object({ horizon: z.int().max(1000) }) })
  .safeParse({ config: { horizon: 1e9 } }).error;

test.each([
  [withCode('SQLITE_BUSY'), 503, 'database-busy'],
  [withCode('SQLITE_BUSY_SNAPSHOT'), 503, 'database-busy'],
  [withCode('SQLITE_FULL'), 507, 'disk-full'],
  [withCode('ENOSPC'), 507, 'disk-full'],
  [new ForecastingError('too-short', 'Cannot forecast: too short'), 400, 'too-short'],
  [new CronError('no cron'), 400, 'cron-invalid'],
  [inputError, 400, 'invalid-input'],
  [new Refusal('conflict', 'history-changed', 'no'), 409, 'history-changed'],
  [withCode('EACCES'), 500, 'internal'],
  [new TypeError('secret details'), 500, 'internal'],
  ['secret details', 500, 'internal'],
])(
  'errorResponse() answers %s with %i and %s, and gives nothing else away',
  async (problem, status, code) => {
    const response = errorResponse(problem);
    const body = (await response.json()) as { code: string; message: string };
    expect([response.status, body.code]).toEqual([status, code]);
    expect(JSON.stringify(body)).not.toContain('secret');
  },
);

test('errorDetail() names the field of a bad input, and the bound', () => {
  const detail = errorDetail(toTrpcError(inputError));
  expect(detail).toMatchObject({ code: 'invalid-input', field: 'config.horizon' });
  expect(detail.message).toContain('1000');
});

test('errorDetail() says the same however deep the refusal is wrapped', () => {
  const refusal = new Refusal('not-found', 'unknown-run', 'There is no run 7.');
  const wrapped = new TRPCError({
    code: 'INTERNAL_SERVER_ERROR',
    cause: new TRPCError({ code: 'BAD_REQUEST', cause: refusal }),
  });
  expect(refusalOf(wrapped)).toBe(refusal);
  expect(toTrpcError(wrapped).code).toBe('NOT_FOUND');
});

test('errorResponse() says when to come again', () => {
  const refusal = new Refusal('too-many', 'rate-limited', 'Slow down.', { retryAfter: 7 });
  expect(errorResponse(refusal).headers.get('retry-after')).toBe('7');
});
