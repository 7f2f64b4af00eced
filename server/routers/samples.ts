import { z } from 'zod';
import { addSample } from '../add-sample.ts';
import type { SampleRow, SampleValues } from '../api-types.ts';
import { listSamples } from '../list-samples.ts';
import { sampleValues } from '../sample-values.ts';
import { procedure, router } from '../trpc.ts';

export const samplesRouter = router({
  list: procedure.query(({ ctx }): Promise<SampleRow[]> => listSamples(ctx)),
  values: procedure
    .input(z.object({ key: z.string().max(60), most: z.int().min(1).max(1500).default(1000) }))
    .query(({ ctx, input }): Promise<SampleValues> => sampleValues(ctx, input.key, input.most)),
  add: procedure.input(z.object({ key: z.string().max(60) })).mutation(
    async ({ ctx, input }): Promise<{ seriesIds: number[] }> => ({
      seriesIds: await addSample(ctx, input.key),
    }),
  ),
});
