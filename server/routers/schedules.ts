import { z } from 'zod';
import {
  countRunsOfSchedule,
  listScheduleEvents,
  listSchedules,
  removeSchedule,
} from '#db/queries/schedules.ts';
import { runConfigSchema } from '#forecasting/config.ts';
import type { Impact, NextTimes, RunRow, ScheduleEventRow, ScheduleRow } from '../api-types.ts';
import { longestCron } from '../cron.ts';
import { idInput, idSchema, nameSchema, seriesIdsSchema, zoneSchema } from '../inputs.ts';
import { longestUrl } from '../outgoing/outgoing-url.ts';
import {
  changeSchedule,
  fireNow,
  nextTimes,
  planSchedule,
  readNow,
  requireSchedule,
  rollBack,
  toScheduleRow,
} from '../plan-schedule.ts';
import { procedure, router } from '../trpc.ts';

const cronSchema = z.string().max(longestCron, `has at most ${longestCron} characters`);

const rowsSchema = z.int().min(1).max(1_000_000);

const sourceSchema = z.object({
  url: z.string().min(1).max(longestUrl),
  /** The value of an `Authorization` header. */
  authorization: z
    .string()
    .regex(/^[\x20-\x7e]{1,2000}$/, 'must be printable ASCII')
    .optional(),
});

const createInput = z.object({
  name: nameSchema.optional(),
  seriesIds: seriesIdsSchema,
  config: runConfigSchema,
  cron: cronSchema.nullish(),
  zone: zoneSchema,
  everyRows: rowsSchema.nullish(),
  underNaiveRows: rowsSchema.nullish(),
  forecastCron: cronSchema.nullish(),
  forecastEveryRows: rowsSchema.nullish(),
  source: sourceSchema.nullish(),
  tieDays: z.int().min(1).max(3650).nullish(),
});

const updateInput = createInput
  .omit({ seriesIds: true })
  .partial()
  .extend({ id: idSchema, enabled: z.boolean().optional() });

export const schedulesRouter = router({
  list: procedure
    .input(z.object({ seriesId: idSchema.optional() }).prefault({}))
    .query(({ ctx, input }): ScheduleRow[] =>
      listSchedules(ctx.db, input).map((row) => toScheduleRow(ctx, row)),
    ),
  create: procedure.input(createInput).mutation(({ ctx, input }): ScheduleRow => planSchedule(ctx, input)),
  update: procedure.input(updateInput).mutation(({ ctx, input }): ScheduleRow => changeSchedule(ctx, input)),
  removalImpact: procedure.input(idInput).query(({ ctx, input }): Impact => {
    requireSchedule(ctx, input.id);
    const runs = countRunsOfSchedule(ctx.db, input.id);
    if (runs === 0) return { lines: [] };
    return {
      lines: [`Its history goes with it; the ${runs === 1 ? 'run' : `${runs} runs`} it made will stay.`],
    };
  }),
  remove: procedure.input(idInput).mutation(({ ctx, input }): { removed: true } => {
    requireSchedule(ctx, input.id);
    removeSchedule(ctx.db, input.id);
    return { removed: true };
  }),
  history: procedure
    .input(z.object({ id: idSchema, limit: z.int().min(1).max(200).default(50) }))
    .query(({ ctx, input }): ScheduleEventRow[] => {
      requireSchedule(ctx, input.id);
      return listScheduleEvents(ctx.db, input.id, input.limit);
    }),
  runNow: procedure.input(idInput).mutation(({ ctx, input }): RunRow => fireNow(ctx, input.id)),
  readSource: procedure.input(idInput).mutation(({ ctx, input }): ScheduleRow => readNow(ctx, input.id)),
  rollBack: procedure.input(idInput).mutation(({ ctx, input }): ScheduleRow => rollBack(ctx, input.id)),
  nextTimes: procedure
    .input(z.object({ cron: cronSchema, zone: zoneSchema }))
    .query(({ ctx, input }): NextTimes => nextTimes(ctx, input.cron, input.zone)),
});
