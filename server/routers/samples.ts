import { z } from 'zod';
import { addSample } from '../add-sample.ts';
import type { SampleRow } from '../api-types.ts';
import { listSamples } from '../list-samples.ts';
import { procedure, router } from '../trpc.ts';

export const samplesRouter = router({
  list: procedure.query(({ ctx }): Promise<SampleRow[]> => listSamples(ctx)),
  add: procedure.input(z.object({ key: z.string().max(60) })).mutation(
    async ({ ctx, input }): Promise<{ seriesIds: number[] }> => ({
      seriesIds: await addSample(ctx, input.key),
    }),
  ),
});
