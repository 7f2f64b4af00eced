import { z } from 'zod';
import { describeRemoval } from '#db/queries/removal-impact.ts';
import { listUploads, removeUpload, renameUpload, uploadRemovalImpact } from '#db/queries/uploads.ts';
import type { AppendOutcome, Impact, Page, ReadingPreview, UploadRow } from '../api-types.ts';
import { appendUpload } from '../append-upload.ts';
import { idInput, idSchema, nameSchema, pageInput, readingFlagsSchema, unitSchema } from '../inputs.ts';
import { keepUpload } from '../keep-upload.ts';
import { pageOf } from '../page.ts';
import { previewOf } from '../reading-preview.ts';
import { deleteFile, readUpload, requireUpload, toUploadRow } from '../stored-upload.ts';
import { procedure, router } from '../trpc.ts';

const columnName = z.string().max(500);

const appendInput = z
  .object({
    uploadId: idSchema,
    toUploadId: idSchema.optional(),
    seriesId: idSchema.optional(),
    revise: z.boolean().optional(),
  })
  .refine((input) => (input.toUploadId === undefined) !== (input.seriesId === undefined), {
    message: 'name either toUploadId or seriesId',
  });

export const uploadsRouter = router({
  list: procedure.input(z.object(pageInput).prefault({})).query(
    ({ ctx, input }): Page<UploadRow> =>
      pageOf(input, (page) => {
        const { items, total } = listUploads(ctx.db, page);
        return { items: items.map(toUploadRow), total };
      }),
  ),
  preview: procedure
    .input(z.object({ uploadId: idSchema, flags: readingFlagsSchema.optional() }))
    .query(async ({ ctx, input }): Promise<ReadingPreview> => {
      const upload = requireUpload(ctx, input.uploadId);
      const reading = await readUpload(ctx, upload, { flags: input.flags ?? {}, extent: 'preview' });
      return previewOf(reading, upload);
    }),
  keep: procedure
    .input(
      z.object({
        uploadId: idSchema,
        flags: readingFlagsSchema.default({}),
        series: z.array(columnName).min(1).max(10_000).optional(),
        rename: z.record(columnName, nameSchema).optional(),
        unit: z.record(columnName, unitSchema).optional(),
      }),
    )
    .mutation(
      async ({ ctx, input }): Promise<{ seriesIds: number[] }> => ({
        seriesIds: await keepUpload(ctx, input),
      }),
    ),
  append: procedure
    .input(appendInput)
    .mutation(({ ctx, input }): Promise<AppendOutcome & { seriesIds: number[] }> => appendUpload(ctx, input)),
  rename: procedure
    .input(z.object({ id: idSchema, name: nameSchema }))
    .mutation(({ ctx, input }): UploadRow => {
      renameUpload(ctx.db, input.id, input.name);
      return toUploadRow(requireUpload(ctx, input.id));
    }),
  removalImpact: procedure.input(idInput).query(({ ctx, input }): Impact => {
    requireUpload(ctx, input.id);
    const impact = uploadRemovalImpact(ctx.db, input.id);
    return { lines: impact ? describeRemoval(impact) : [] };
  }),
  remove: procedure.input(idInput).mutation(async ({ ctx, input }): Promise<{ removed: true }> => {
    const upload = requireUpload(ctx, input.id);
    removeUpload(ctx.db, input.id);
    await deleteFile(ctx, upload);
    return { removed: true };
  }),
});
