import { z } from 'zod';
import { bounds } from '#forecasting/config.ts';
import type {
  AppendOutcome,
  Impact,
  Page,
  SeriesDescription,
  SeriesPoints,
  SeriesRow,
} from '../api-types.ts';
import {
  frequencySchema,
  idempotencyKeySchema,
  idInput,
  idSchema,
  nameSchema,
  observationsSchema,
  pageInput,
  stampSchema,
  unitSchema,
  zoneSchema,
} from '../inputs.ts';
import { procedure, router } from '../trpc.ts';
import { absent } from './absent.ts';

export const seriesRouter = router({
  list: procedure
    .input(
      z
        .object({
          search: z.string().max(200).optional(),
          sort: z.enum(['name', 'createdAt', 'rows']).default('createdAt'),
          ...pageInput,
        })
        .prefault({}),
    )
    .query((): Page<SeriesRow> => absent()),
  get: procedure.input(idInput).query((): SeriesRow => absent()),
  points: procedure
    .input(
      z.object({
        id: idSchema,
        from: stampSchema.optional(),
        to: stampSchema.optional(),
        maxPoints: z.int().min(3).max(1500).default(1500),
      }),
    )
    .query((): SeriesPoints => absent()),
  describe: procedure.input(idInput).query((): SeriesDescription => absent()),
  create: procedure
    .input(
      z.object({
        name: nameSchema,
        frequency: frequencySchema,
        axisKind: z.enum(['time', 'index']).optional(),
        zone: zoneSchema.optional(),
        unit: unitSchema.optional(),
        seasonLength: z.int().min(bounds.seasonLength.min).max(bounds.seasonLength.max).optional(),
        observations: observationsSchema.optional(),
        idempotencyKey: idempotencyKeySchema,
      }),
    )
    .mutation((): SeriesRow => absent()),
  append: procedure
    .input(z.object({ id: idSchema, observations: observationsSchema.min(1) }))
    .mutation((): AppendOutcome & { rows: number } => absent()),
  rename: procedure
    .input(z.object({ id: idSchema, name: nameSchema, unit: unitSchema.nullish() }))
    .mutation((): SeriesRow => absent()),
  removalImpact: procedure.input(idInput).query((): Impact => absent()),
  remove: procedure.input(idInput).mutation((): { removed: true } => absent()),
});
