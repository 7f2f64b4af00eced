import { z } from 'zod';
import type { SampleRow } from '../api-types.ts';
import { procedure, router } from '../trpc.ts';
import { absent } from './absent.ts';

export const samplesRouter = router({
  list: procedure.query((): Promise<SampleRow[]> => absent()),
  add: procedure
    .input(z.object({ key: z.string().max(60) }))
    .mutation((): Promise<{ seriesIds: number[] }> => absent()),
});
