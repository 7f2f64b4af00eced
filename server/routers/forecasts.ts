import { z } from 'zod';
import type { IssuedRow } from '../api-types.ts';
import { idSchema } from '../inputs.ts';
import { procedure, router } from '../trpc.ts';
import { absent } from './absent.ts';

export const forecastsRouter = router({
  list: procedure
    .input(z.object({ seriesId: idSchema, limit: z.int().min(1).max(200).default(50) }))
    .query((): IssuedRow[] => absent()),
});
