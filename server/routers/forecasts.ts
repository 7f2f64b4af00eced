import { z } from 'zod';
import { listIssuedForecasts } from '#db/queries/forecasts.ts';
import type { IssuedRow } from '../api-types.ts';
import { idSchema } from '../inputs.ts';
import { requireAllSeries } from '../run-row.ts';
import { procedure, router } from '../trpc.ts';

export const forecastsRouter = router({
  list: procedure
    .input(z.object({ seriesId: idSchema, limit: z.int().min(1).max(200).default(50) }))
    .query(({ ctx, input }): IssuedRow[] => {
      requireAllSeries(ctx, [input.seriesId]);
      return listIssuedForecasts(ctx.db, input.seriesId, input.limit);
    }),
});
