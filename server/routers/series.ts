import { z } from 'zod';
import { columnsBeside } from '#db/load-covariates.ts';
import { appendObservations } from '#db/queries/append-observations.ts';
import { describeRemoval } from '#db/queries/removal-impact.ts';
import { listRewritten } from '#db/queries/rewritten.ts';
import { listSeries, removeSeries, renameSeries, seriesRemovalImpact } from '#db/queries/series.ts';
import { createSeries } from '#db/queries/store-series.ts';
import { getVintage, listVintages, readVintage } from '#db/queries/vintages.ts';
import { bounds } from '#forecasting/config.ts';
import { seasonLengthOf } from '#forecasting/series/season-length.ts';
import type {
  AppendOutcome,
  Impact,
  Page,
  RewrittenValues,
  SeriesDescription,
  SeriesPoints,
  SeriesRow,
  VintageRow,
  VintageValues,
} from '../api-types.ts';
import { appendedRows } from '../appended-rows.ts';
import { chartPoints } from '../chart-points.ts';
import {
  frequencySchema,
  idempotencyKeySchema,
  idInput,
  idSchema,
  nameSchema,
  observationsSchema,
  pageInput,
  searchSchema,
  stampSchema,
  unitSchema,
  zoneSchema,
} from '../inputs.ts';
import { toPoints } from '../observations-input.ts';
import { pageOf } from '../page.ts';
import { Refusal } from '../refusal.ts';
import { describeSeries } from '../series-description.ts';
import { requireSeriesRow, toSeriesRow } from '../series-row.ts';
import { procedure, router } from '../trpc.ts';

const mostVintages = 100;
const mostVintageValues = 1000;
const mostRewritten = 5000;

const listInput = z
  .object({
    search: searchSchema.optional(),
    sort: z.enum(['name', 'createdAt', 'rows']).default('createdAt'),
    ...pageInput,
  })
  .prefault({});

const pointsInput = z.object({
  id: idSchema,
  from: stampSchema.optional(),
  to: stampSchema.optional(),
  maxPoints: z.int().min(3).max(1500).default(1500),
});

const createInput = z
  .object({
    name: nameSchema,
    frequency: frequencySchema,
    axisKind: z.enum(['time', 'index']).optional(),
    zone: zoneSchema.optional(),
    unit: unitSchema.optional(),
    seasonLength: z.int().min(bounds.seasonLength.min).max(bounds.seasonLength.max).optional(),
    observations: observationsSchema.optional(),
    idempotencyKey: idempotencyKeySchema,
  })
  .refine(({ axisKind, frequency }) => (axisKind ?? 'time') === 'time' || frequency === 'index', {
    path: ['axisKind'],
    message: 'an index axis has the frequency index',
  });

export const seriesRouter = router({
  list: procedure.input(listInput).query(
    ({ ctx, input }): Page<SeriesRow> =>
      pageOf(input, (page) => {
        const { items, total } = listSeries(ctx.db, { search: input.search, sort: input.sort, ...page });
        return { items: items.map(toSeriesRow), total };
      }),
  ),
  get: procedure
    .input(idInput)
    .query(({ ctx, input }): SeriesRow => toSeriesRow(requireSeriesRow(ctx, input.id))),
  points: procedure
    .input(pointsInput)
    .query(({ ctx, input }): SeriesPoints => chartPoints(ctx, requireSeriesRow(ctx, input.id), input)),
  describe: procedure
    .input(idInput)
    .query(({ ctx, input }): SeriesDescription => describeSeries(ctx, requireSeriesRow(ctx, input.id))),
  columnsBeside: procedure
    .input(idInput)
    .query(({ ctx, input }): string[] => columnsBeside(ctx.db, requireSeriesRow(ctx, input.id))),
  create: procedure.input(createInput).mutation(({ ctx, input }): SeriesRow => {
    const axisKind = input.frequency === 'index' ? 'index' : 'time';
    const id = createSeries(
      ctx.db,
      {
        name: input.name,
        axisKind,
        frequency: input.frequency,
        zone: input.zone ?? null,
        unit: input.unit || null,
        seasonLength: input.seasonLength ?? seasonLengthOf(input.frequency),
        points: toPoints(input.observations ?? [], axisKind),
        ...(input.idempotencyKey === undefined ? {} : { idempotencyKey: input.idempotencyKey }),
      },
      ctx.now(),
    );
    return toSeriesRow(requireSeriesRow(ctx, id));
  }),
  append: procedure
    .input(
      z.object({ id: idSchema, observations: observationsSchema.min(1), revise: z.boolean().optional() }),
    )
    .mutation(({ ctx, input }): AppendOutcome & { rows: number } => {
      const series = requireSeriesRow(ctx, input.id);
      const points = toPoints(input.observations, series.axisKind);
      const revision = input.revise ? { source: null, createdAt: ctx.now() } : undefined;
      const { outcome: _, ...counts } = appendedRows(
        series,
        appendObservations(ctx.db, series.id, points, revision),
      );
      return counts;
    }),
  vintages: procedure.input(idInput).query(({ ctx, input }): VintageRow[] => {
    requireSeriesRow(ctx, input.id);
    return listVintages(ctx.db, input.id, mostVintages);
  }),
  vintage: procedure
    .input(z.object({ id: idSchema, vintageId: idSchema }))
    .query(({ ctx, input }): VintageValues => {
      const vintage = getVintage(ctx.db, input.vintageId);
      if (vintage?.seriesId === input.id) return readVintage(ctx.db, vintage, mostVintageValues);
      throw new Refusal(
        'not-found',
        'unknown-vintage',
        `There is no vintage ${input.vintageId} of series ${input.id}.`,
      );
    }),
  rewritten: procedure
    .input(z.object({ id: idSchema, from: stampSchema, to: stampSchema }))
    .query(({ ctx, input }): RewrittenValues => {
      requireSeriesRow(ctx, input.id);
      return listRewritten(ctx.db, input.id, { ...input, limit: mostRewritten });
    }),
  rename: procedure
    .input(z.object({ id: idSchema, name: nameSchema, unit: unitSchema.nullish() }))
    .mutation(({ ctx, input }): SeriesRow => {
      renameSeries(ctx.db, input.id, { name: input.name, unit: input.unit === '' ? null : input.unit });
      return toSeriesRow(requireSeriesRow(ctx, input.id));
    }),
  removalImpact: procedure.input(idInput).query(({ ctx, input }): Impact => {
    requireSeriesRow(ctx, input.id);
    const impact = seriesRemovalImpact(ctx.db, input.id);
    return { lines: impact ? describeRemoval(impact) : [] };
  }),
  remove: procedure.input(idInput).mutation(({ ctx, input }): { removed: true } => {
    requireSeriesRow(ctx, input.id);
    removeSeries(ctx.db, input.id);
    return { removed: true };
  }),
});
