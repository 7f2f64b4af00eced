import { z } from 'zod';
import { readRunResult, readSeriesResult } from '#db/queries/results.ts';
import { cancelWaiting, createRun, listRuns, removeRun, renameRun, requestEnd } from '#db/queries/runs.ts';
import { runStates } from '#db/schema.ts';
import { runConfigSchema } from '#forecasting/config.ts';
import { networkKinds } from '#forecasting/forecaster-kind.ts';
import type { RunResult, SeriesResult } from '#forecasting/run-result.ts';
import type { ForecastView, Impact, Page, PreflightAnswer, RunRow } from '../api-types.ts';
import { refuseShortColumns } from '../columns-ahead.ts';
import { refuseUnknownColumns } from '../columns-beside.ts';
import { refuseIncomplete } from '../complete-series.ts';
import { viewForecast } from '../forecast-view.ts';
import {
  idempotencyKeySchema,
  idInput,
  idSchema,
  nameSchema,
  pageInput,
  seriesIdsSchema,
} from '../inputs.ts';
import type { MemoryPreview, MemoryView, OcclusionView, WindowView } from '../inspection/inspection.ts';
import { pageOf } from '../page.ts';
import { answerPreflight, refuseImpossible } from '../preflight-answer.ts';
import { queueReforecast } from '../queue-reforecast.ts';
import { followRuns } from '../run-progress.ts';
import { describeRunRemoval } from '../run-removal.ts';
import { requireRun, toRunRow } from '../run-row.ts';
import { procedure, router } from '../trpc.ts';

const plan = { seriesIds: seriesIdsSchema, config: runConfigSchema };
const seriesOfRun = z.object({ id: idSchema, seriesId: idSchema });

/** 0-based place among the networks of its kind. */
const member = z.int().min(0).max(1000).optional();

const ofSeries = ({ id, seriesId }: z.output<typeof seriesOfRun>) => ({ runId: id, seriesId });

const listInput = z
  .object({
    seriesId: idSchema.optional(),
    scheduleId: idSchema.optional(),
    state: z.enum(runStates).optional(),
    ...pageInput,
  })
  .prefault({});

const progressInput = z
  .object({
    runIds: z.array(idSchema).min(1).max(100).optional(),
    /** The id of the last event that was received; the connection gives it by itself when it comes back. */
    lastEventId: z
      .string()
      .regex(/^\d{1,15}$/, 'must be the id of an event')
      .nullish(),
  })
  .prefault({});

export const runsRouter = router({
  preflight: procedure
    .input(z.object(plan))
    .query(({ ctx, input }): PreflightAnswer => answerPreflight(ctx, input)),
  create: procedure
    .input(z.object({ ...plan, name: nameSchema.optional(), idempotencyKey: idempotencyKeySchema }))
    .mutation(({ ctx, input }): RunRow => {
      refuseUnknownColumns(ctx, input);
      refuseImpossible(ctx, input);
      refuseShortColumns(ctx, input);
      refuseIncomplete(ctx, input);
      const id = createRun(ctx.db, {
        ...input,
        name: input.name ?? null,
        kind: 'train',
        createdAt: ctx.now(),
      });
      return toRunRow(requireRun(ctx, id));
    }),
  list: procedure.input(listInput).query(
    ({ ctx, input }): Page<RunRow> =>
      pageOf(input, (page) => {
        const { items, total } = listRuns(ctx.db, { ...input, ...page });
        return { items: items.map(toRunRow), total };
      }),
  ),
  get: procedure.input(idInput).query(({ ctx, input }): RunRow => toRunRow(requireRun(ctx, input.id))),
  stop: procedure.input(idInput).mutation(({ ctx, input }): RunRow => {
    requestEnd(ctx.db, input.id, { request: 'stop', now: ctx.now() });
    return toRunRow(requireRun(ctx, input.id));
  }),
  cancel: procedure.input(idInput).mutation(({ ctx, input }): RunRow => {
    requestEnd(ctx.db, input.id, { request: 'cancel', now: ctx.now() });
    return toRunRow(requireRun(ctx, input.id));
  }),
  cancelWaiting: procedure.mutation(({ ctx }): { canceled: number } => ({
    canceled: cancelWaiting(ctx.db, ctx.now()),
  })),
  rename: procedure.input(z.object({ id: idSchema, name: nameSchema })).mutation(({ ctx, input }): RunRow => {
    renameRun(ctx.db, input.id, input.name);
    return toRunRow(requireRun(ctx, input.id));
  }),
  removalImpact: procedure
    .input(idInput)
    .query(({ ctx, input }): Impact => describeRunRemoval(ctx, input.id)),
  remove: procedure.input(idInput).mutation(({ ctx, input }): { removed: true } => {
    requireRun(ctx, input.id);
    removeRun(ctx.db, input.id);
    return { removed: true };
  }),
  progress: procedure.input(progressInput).subscription(({ ctx, input, signal }) => {
    const after = input.lastEventId ? Number(input.lastEventId) : undefined;
    return followRuns(ctx, { runIds: input.runIds, after }, signal ?? new AbortController().signal);
  }),
  result: procedure.input(idInput).query(({ ctx, input }): Omit<RunResult, 'series'> | null => {
    requireRun(ctx, input.id);
    return readRunResult(ctx.db, input.id) ?? null;
  }),
  seriesResult: procedure.input(seriesOfRun).query(({ ctx, input }): SeriesResult | null => {
    requireRun(ctx, input.id);
    return readSeriesResult(ctx.db, input.id, input.seriesId) ?? null;
  }),
  forecast: procedure.input(seriesOfRun).query(({ ctx, input }): ForecastView | null => {
    requireRun(ctx, input.id);
    return viewForecast(ctx, input.id, input.seriesId);
  }),
  memory: procedure
    .input(seriesOfRun.extend({ member }))
    .query(
      ({ ctx, input }): Promise<MemoryView> =>
        ctx.inspect('memory', { ...ofSeries(input), member: input.member }),
    ),
  window: procedure
    .input(seriesOfRun.extend({ kind: z.enum(networkKinds), member, origin: z.int().min(0).optional() }))
    .query(
      ({ ctx, input }): Promise<WindowView> =>
        ctx.inspect('window', {
          ...ofSeries(input),
          kind: input.kind,
          member: input.member,
          origin: input.origin,
        }),
    ),
  occlusion: procedure
    .input(seriesOfRun)
    .query(({ ctx, input }): Promise<OcclusionView> => ctx.inspect('occlusion', ofSeries(input))),
  memoryPreview: procedure
    .input(z.object({ seriesId: idSchema, config: runConfigSchema }))
    .query(({ ctx, input }): Promise<MemoryPreview> => ctx.inspect('preview', input)),
  reforecast: procedure
    .input(z.object({ id: idSchema, idempotencyKey: idempotencyKeySchema }))
    .mutation(({ ctx, input }): RunRow => queueReforecast(ctx, input)),
});
