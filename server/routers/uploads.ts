import { z } from 'zod';
import type { AppendOutcome, Impact, Page, ReadingPreview, UploadRow } from '../api-types.ts';
import { idInput, idSchema, nameSchema, pageInput, readingFlagsSchema, unitSchema } from '../inputs.ts';
import { procedure, router } from '../trpc.ts';
import { absent } from './absent.ts';

const columnName = z.string().max(500);

export const uploadsRouter = router({
  list: procedure.input(z.object(pageInput).prefault({})).query((): Page<UploadRow> => absent()),
  preview: procedure
    .input(z.object({ uploadId: idSchema, flags: readingFlagsSchema.optional() }))
    .query((): Promise<ReadingPreview> => absent()),
  keep: procedure
    .input(
      z.object({
        uploadId: idSchema,
        flags: readingFlagsSchema,
        series: z.array(columnName).min(1).max(10_000).optional(),
        rename: z.record(columnName, nameSchema).optional(),
        unit: z.record(columnName, unitSchema).optional(),
      }),
    )
    .mutation((): Promise<{ seriesIds: number[] }> => absent()),
  append: procedure
    .input(
      z
        .object({ uploadId: idSchema, toUploadId: idSchema.optional(), seriesId: idSchema.optional() })
        .refine((input) => (input.toUploadId === undefined) !== (input.seriesId === undefined), {
          message: 'name either toUploadId or seriesId',
        }),
    )
    .mutation((): Promise<AppendOutcome & { seriesIds: number[] }> => absent()),
  rename: procedure.input(z.object({ id: idSchema, name: nameSchema })).mutation((): UploadRow => absent()),
  removalImpact: procedure.input(idInput).query((): Impact => absent()),
  remove: procedure.input(idInput).mutation((): { removed: true } => absent()),
});
