import { z } from 'zod';
import { runConfigSchema } from '#forecasting/config.ts';
import type { Impact, NextTimes, RunRow, ScheduleEventRow, ScheduleRow } from '../api-types.ts';
import { idInput, idSchema, nameSchema, seriesIdsSchema, zoneSchema } from '../inputs.ts';
import { procedure, router } from '../trpc.ts';
import { absent } from './absent.ts';

/** Longer expressions are refused before they are parsed. */
const cronSchema = z.string().max(120);
const everyRowsSchema = z.int().min(1).max(1_000_000);

export const schedulesRouter = router({
  list: procedure
    .input(z.object({ seriesId: idSchema.optional() }).prefault({}))
    .query((): ScheduleRow[] => absent()),
  create: procedure
    .input(
      z.object({
        name: nameSchema.optional(),
        seriesIds: seriesIdsSchema,
        config: runConfigSchema,
        cron: cronSchema.nullish(),
        zone: zoneSchema,
        everyRows: everyRowsSchema.nullish(),
      }),
    )
    .mutation((): ScheduleRow => absent()),
  update: procedure
    .input(
      z.object({
        id: idSchema,
        name: nameSchema.optional(),
        config: runConfigSchema.optional(),
        cron: cronSchema.nullish(),
        zone: zoneSchema.optional(),
        everyRows: everyRowsSchema.nullish(),
        enabled: z.boolean().optional(),
      }),
    )
    .mutation((): ScheduleRow => absent()),
  removalImpact: procedure.input(idInput).query((): Impact => absent()),
  remove: procedure.input(idInput).mutation((): { removed: true } => absent()),
  history: procedure
    .input(z.object({ id: idSchema, limit: z.int().min(1).max(200).default(50) }))
    .query((): ScheduleEventRow[] => absent()),
  runNow: procedure.input(idInput).mutation((): RunRow => absent()),
  nextTimes: procedure
    .input(z.object({ cron: cronSchema, zone: zoneSchema }))
    .query((): NextTimes => absent()),
});
