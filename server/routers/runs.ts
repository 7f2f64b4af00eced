import type { TrackedEnvelope } from '@trpc/server';
import { z } from 'zod';
import { runStates } from '#db/schema.ts';
import { runConfigSchema } from '#forecasting/config.ts';
import type { RunResult, SeriesResult } from '#forecasting/run-result.ts';
import type { ForecastView, Impact, Page, PreflightAnswer, RunEventRow, RunRow } from '../api-types.ts';
import {
  idempotencyKeySchema,
  idInput,
  idSchema,
  nameSchema,
  pageInput,
  seriesIdsSchema,
} from '../inputs.ts';
import { procedure, router } from '../trpc.ts';
import { absent } from './absent.ts';

const plan = { seriesIds: seriesIdsSchema, config: runConfigSchema };
const seriesOfRun = z.object({ id: idSchema, seriesId: idSchema });

export const runsRouter = router({
  preflight: procedure.input(z.object(plan)).query((): PreflightAnswer => absent()),
  create: procedure
    .input(z.object({ ...plan, name: nameSchema.optional(), idempotencyKey: idempotencyKeySchema }))
    .mutation((): RunRow => absent()),
  list: procedure
    .input(
      z
        .object({
          seriesId: idSchema.optional(),
          scheduleId: idSchema.optional(),
          state: z.enum(runStates).optional(),
          ...pageInput,
        })
        .prefault({}),
    )
    .query((): Page<RunRow> => absent()),
  get: procedure.input(idInput).query((): RunRow => absent()),
  stop: procedure.input(idInput).mutation((): RunRow => absent()),
  cancel: procedure.input(idInput).mutation((): RunRow => absent()),
  rename: procedure.input(z.object({ id: idSchema, name: nameSchema })).mutation((): RunRow => absent()),
  removalImpact: procedure.input(idInput).query((): Impact => absent()),
  remove: procedure.input(idInput).mutation((): { removed: true } => absent()),
  progress: procedure
    .input(
      z
        .object({
          runIds: z.array(idSchema).min(1).max(100).optional(),
          lastEventId: z.string().max(20).nullish(),
        })
        .prefault({}),
    )
    .subscription(async function* (): AsyncGenerator<TrackedEnvelope<RunEventRow>> {
      yield absent();
    }),
  result: procedure.input(idInput).query((): Omit<RunResult, 'series'> | null => absent()),
  seriesResult: procedure.input(seriesOfRun).query((): SeriesResult | null => absent()),
  forecast: procedure.input(seriesOfRun).query((): ForecastView | null => absent()),
  reforecast: procedure
    .input(z.object({ id: idSchema, idempotencyKey: idempotencyKeySchema }))
    .mutation((): RunRow => absent()),
});
